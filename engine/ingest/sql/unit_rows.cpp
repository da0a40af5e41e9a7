#include "ingest/sql/unit_rows.hpp"

#include <fmt/format.h>

#include "ingest/source/duckdb.hpp"
#include "ingest/sql/aggregate.hpp"
#include "ingest/sql/arm.hpp"

namespace payoff {

std::string exactly(double number) {
  return fmt::format("CAST('{:.17g}' AS DOUBLE PRECISION)", number);
}

std::string row_of_centre(std::size_t stratum, const std::string& label, bool treated,
                          const std::vector<double>& numbers) {
  std::string row = fmt::format("({}, {}, {}", stratum, sql_text(label), treated ? 1 : 0);
  for (const double number : numbers) row += ", " + exactly(number);
  return row + ")";
}

std::string is_multiple_sql(const std::string& number, double step) {
  const std::string times = fmt::format("({} / {})", number, exactly(step));
  return fmt::format("{0} <> 0 AND abs({1} - round({1})) < 1e-9 * CASE WHEN abs({1}) > 1 THEN abs({1}) ELSE 1 END",
                     number, times);
}

namespace {

// What the cells of a unit come to, where it may have several, or the only one that it has.
class OfCells {
 public:
  OfCells(const Dialect& dialect, bool is_one) : dialect_(dialect), is_one_(is_one) {}

  std::string count(const std::string& condition) const {
    return is_one_ ? "CASE WHEN " + condition + " THEN 1 ELSE 0 END" : "count(CASE WHEN " + condition + " THEN 1 END)";
  }
  std::string sum(const std::string& number) const { return is_one_ ? number : sum_in_any_order(number, dialect_); }
  std::string mean(const std::string& number) const { return is_one_ ? number : mean_in_any_order(number, dialect_); }
  std::string of(const char* aggregate, const std::string& value) const {
    return is_one_ ? value : fmt::format("{}({})", aggregate, value);
  }

 private:
  const Dialect& dialect_;
  bool is_one_;
};

// Of the cells from the rollout on, or of those before it.
struct Phase {
  std::string prefix, has;  // of names; condition, empty = of all cells

  std::string of(const std::string& number) const {
    return has.empty() ? number : fmt::format("CASE WHEN {} THEN {} END", has, number);
  }
};

std::string of_phase(const OfCells& unit, const QueryParts& parts, std::size_t k, const Phase& phase,
                     bool counts_zeros) {
  const std::string v = phase.of(fmt::format("v{}", k)), d = phase.of(fmt::format("d{}", k));
  const std::string name = phase.prefix.empty() ? "v" : phase.prefix;
  std::string columns = fmt::format(", {2} AS {1}nonzero{0}", k, phase.prefix, unit.count(v + " <> 0"));
  for (std::size_t s = 0; s < std::size(granularity_steps); ++s)
    columns +=
        fmt::format(", {} AS {}step{}_{}", unit.count(is_multiple_sql(v, granularity_steps[s])), phase.prefix, s, k);
  if (counts_zeros) return columns + fmt::format(", {} AS {}total{}", unit.sum(v), phase.prefix, k);
  columns += fmt::format(", {2} AS {1}cells{0}", k, phase.prefix, unit.count(v + " IS NOT NULL"));
  if (!is_ratio(parts.metrics[k])) return columns + fmt::format(", {} AS {}{}", unit.mean(v), name, k);
  return columns + fmt::format(", {} AS {}{}, {} AS {}d{}", unit.sum(v), name, k, unit.sum(d), phase.prefix, k);
}

std::string of_metric(const OfCells& unit, const QueryParts& parts, std::size_t k, const PeriodsSeen& periods,
                      bool counts_zeros) {
  const std::string v = fmt::format("v{}", k), d = fmt::format("d{}", k);
  const std::string period = fmt::format("CASE WHEN {} IS NOT NULL THEN p END", v);
  const std::string rollout = std::to_string(periods.rollout);
  std::string columns = fmt::format(", {1} AS broken{0}", k, unit.count(fmt::format("{0} <> floor({0})", v))) +
                        of_phase(unit, parts, k, {"", periods.has_past() ? "p >= " + rollout : ""}, counts_zeros);
  if (periods.has_past()) columns += of_phase(unit, parts, k, {"before", "p < " + rollout}, counts_zeros);
  if (is_ratio(parts.metrics[k]))
    columns += fmt::format(", {} AS broken_{}, {} AS own{}", unit.count(fmt::format("{0} <> floor({0})", d)), d,
                           unit.mean(fmt::format("({} / {})", v, d)), k);
  if (counts_zeros) return columns;
  return columns + fmt::format(", {1} AS first{0}, {2} AS last{0}", k, unit.of("min", period), unit.of("max", period));
}

// Of units with their totals: the number of periods from the first to the last, and what they come to in each.
std::string spread_over_spans(const std::string& units, const QueryParts& parts, const PeriodsSeen& periods) {
  const std::size_t past = periods.before();
  std::string places, columns;
  for (std::size_t i = 0; i < periods.all.size(); ++i)
    places += fmt::format("{}({}, {})", i ? ", " : "", periods.all[i], i);
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    if (!parts.zeros[k]) continue;
    columns +=
        fmt::format(", total{0} / nullif(span, 0) AS v{0}, span AS cells{0}, begins AS first{0}, ends AS last{0}", k);
    if (past > 0)
      columns += fmt::format(", beforetotal{0} / nullif(beforespan, 0) AS before{0}, beforespan AS beforecells{0}", k);
  }
  const auto span = [&](const std::string& from, const std::string& to) {
    return fmt::format("CASE WHEN {1} >= {0} THEN {1} - {0} + 1 ELSE 0 END", from, to);
  };
  const std::string from = fmt::format("CASE WHEN from_place < {0} THEN {0} ELSE from_place END", past),
                    to = fmt::format("CASE WHEN to_place < {0} THEN to_place ELSE {0} - 1 END", past);
  return fmt::format(
      "(SELECT placed_units.*{} FROM (SELECT whole_units.*, {} AS span, {} AS beforespan FROM {} AS whole_units LEFT "
      "JOIN (VALUES {}) AS from_periods(from_period, from_place) ON begins = from_period LEFT JOIN (VALUES {}) AS "
      "to_periods(to_period, to_place) ON ends = to_period) AS placed_units) AS spread_units",
      columns, span(from, "to_place"), span("from_place", to), units, places, places);
}

}  // namespace

std::string unit_rows(const std::string& cells, const QueryParts& parts, const Dialect& dialect, bool each_a_unit,
                      const PeriodsSeen& periods) {
  const bool spreads = parts.counts_zeros() && !each_a_unit && !periods.all.empty();
  const OfCells unit(dialect, each_a_unit);
  std::string columns = fmt::format("u, bad, {} AS n, {} AS repeated, {} AS code", unit.of("sum", "n"),
                                    unit.of("max", "repeated"), unit.of("bit_or", "code"));
  for (std::size_t i = 0; i < parts.columns.segments.size(); ++i) {
    columns += fmt::format(", {} AS s{}", unit.of("min", fmt::format("s{}", i)), i);
    if (!each_a_unit) columns += fmt::format(", {} AS s{}_hi", unit.of("max", fmt::format("s{}_hi", i)), i);
  }
  for (std::size_t k = 0; k < parts.metrics.size(); ++k)
    columns += of_metric(unit, parts, k, periods, spreads && parts.zeros[k]);
  if (each_a_unit) columns += ", p";
  if (spreads) columns += ", min(p) AS begins, max(p) AS ends";
  const std::string units = fmt::format("(SELECT {} FROM {}{})", columns, cells, each_a_unit ? "" : " GROUP BY u, bad");
  return spreads ? spread_over_spans(units, parts, periods) : units + " AS period_units";
}

std::string unit_spans(const std::string& cells) {
  return fmt::format(
      "SELECT CAST(arm AS BIGINT) AS arm, CAST(begins AS BIGINT) AS begins, CAST(ends AS BIGINT) AS ends, count(*) AS "
      "units FROM (SELECT u, max({}) AS arm, min(p) AS begins, max(p) AS ends FROM "
      "{} WHERE bad IS NULL GROUP BY u) AS unit_ends GROUP BY arm, begins, ends ORDER BY arm, begins, ends",
      arm_of_code("code"), cells);
}

std::string arm_periods(const std::string& cells, const QueryParts& parts, const Dialect& dialect) {
  std::string columns = "CAST(arm AS BIGINT) AS arm, CAST(p AS BIGINT) AS period, count(*) AS cells";
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    const std::string v = fmt::format("v{}", k), d = fmt::format("d{}", k);
    columns +=
        fmt::format(", count({0}) AS units{1}, {2} AS {0}, max(abs({0})) AS w{1}", v, k, sum_in_any_order(v, dialect));
    if (is_ratio(parts.metrics[k]))
      columns += fmt::format(", {1} AS {0}, max({0}) AS x{2}", d, sum_in_any_order(d, dialect), k);
  }
  return fmt::format(
      "SELECT {} FROM (SELECT *, {} AS arm FROM {} WHERE bad IS NULL) AS arm_cells "
      "GROUP BY arm, p ORDER BY arm, p",
      columns, arm_of_code("code"), cells);
}

}  // namespace payoff
