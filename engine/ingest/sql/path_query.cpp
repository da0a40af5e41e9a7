#include "ingest/sql/path_query.hpp"

#include <fmt/format.h>

#include "ingest/source/duckdb.hpp"
#include "ingest/sql/aggregate.hpp"
#include "ingest/sql/arm.hpp"

namespace payoff {
namespace {

// A unit's own mean of all its periods.
std::string own_mean(const QueryParts& parts, std::size_t k, bool has_past) {
  if (is_ratio(parts.metrics[k])) return fmt::format("whole.own{}", k);
  if (!has_past) return fmt::format("whole.v{}", k);
  return fmt::format(
      "(coalesce(whole.v{0} * whole.cells{0}, 0) + coalesce(whole.before{0} * whole.beforecells{0}, 0)) / "
      "nullif(coalesce(whole.cells{0}, 0) + coalesce(whole.beforecells{0}, 0), 0)",
      k);
}

// Of units with one cell each, whose value is that of its period.
std::string rows_of_units(const std::string& units, const QueryParts& parts, bool has_past) {
  std::string columns;
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    const bool ratio = is_ratio(parts.metrics[k]);
    const auto either = [&](const char* after, const char* before) {
      return has_past ? fmt::format("coalesce({1}{0}, {2}{0})", k, after, before) : fmt::format("{}{}", after, k);
    };
    const std::string v = either("v", "before"), d = ratio ? either("d", "befored") : "1";
    columns +=
        fmt::format(", {1} AS value{0}, v{0} AS after{0}, CAST(NULL AS DOUBLE PRECISION) AS past{0}, {2} AS own{0}", k,
                    v, ratio ? fmt::format("({} / {})", v, d) : v);
    if (ratio) columns += fmt::format(", {} AS weight{}", d, k);
  }
  return fmt::format("(SELECT u, p, {} AS arm{} FROM {} WHERE bad IS NULL) AS path_rows", arm_of_code("code"), columns,
                     units);
}

// Of units with their cells; where zeros count, also of the periods between without one.
std::string rows_of_cells(const std::string& units, const std::string& cells, const QueryParts& parts,
                          const PeriodsSeen& periods) {
  const bool spreads = parts.counts_zeros() && !periods.all.empty();
  std::string columns, places;
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    const bool ratio = is_ratio(parts.metrics[k]);
    const char* v = spreads && parts.zeros[k] ? "coalesce(cells.v{0}, 0)" : "cells.v{0}";
    const char* past = !periods.has_past() ? "CAST(NULL AS DOUBLE PRECISION)"
                       : ratio             ? "whole.before{0} / whole.befored{0}"
                                           : "whole.before{0}";
    columns += fmt::format(", {1} AS value{0}, whole.v{0} AS after{0}, {2} AS past{0}, {3} AS own{0}", k,
                           fmt::format(fmt::runtime(v), k), fmt::format(fmt::runtime(past), k),
                           own_mean(parts, k, periods.has_past()));
    if (ratio) columns += fmt::format(", cells.d{0} AS weight{0}", k);
  }
  for (const int period : periods.all) places += fmt::format("{}({})", places.empty() ? "" : ", ", period);
  const std::string good_cells = "(SELECT * FROM " + cells + " WHERE bad IS NULL) AS cells";
  const std::string from =
      spreads ? fmt::format(
                    "(SELECT * FROM {} CROSS JOIN (VALUES {}) AS all_periods(period) WHERE bad IS NULL AND period >= "
                    "begins AND period <= ends) AS whole LEFT JOIN {} ON whole.u = cells.u AND whole.period = cells.p",
                    units, places, good_cells)
              : fmt::format("(SELECT * FROM {} WHERE bad IS NULL) AS whole JOIN {} ON whole.u = cells.u", units,
                            good_cells);
  return fmt::format("(SELECT whole.u AS u, {} AS p, {} AS arm{} FROM {}) AS path_rows",
                     spreads ? "whole.period" : "cells.p", arm_of_code("whole.code"), columns, from);
}

}  // namespace

PathQuery::PathQuery(const std::string& cells, const std::string& units, const QueryParts& parts,
                     const Dialect& dialect, const PeriodsSeen& periods, bool each_a_unit)
    : parts_(parts),
      dialect_(dialect),
      rollout_(periods.rollout),
      each_a_unit_(each_a_unit),
      rows_(each_a_unit ? rows_of_units(units, parts, periods.has_past())
                        : rows_of_cells(units, cells, parts, periods)) {}

std::string PathQuery::value(std::size_t k) const {
  return is_ratio(parts_.metrics[k]) ? fmt::format("(value{0} / weight{0})", k) : fmt::format("value{}", k);
}

// Of a unit that counts.
std::string PathQuery::deviation(std::size_t k, const Terms& terms) const {
  std::string mean = fmt::format("mean{}", k);
  if (terms.slope != 0)
    mean = fmt::format("({} + CASE WHEN p >= {} AND past{} IS NOT NULL THEN {} * (past{} - {}) ELSE 0 END)", mean,
                       rollout_, k, exactly(terms.slope), k, exactly(terms.past_mean));
  const std::string times = is_ratio(parts_.metrics[k]) ? fmt::format(" * weight{}", k) : "";
  return fmt::format("CASE WHEN after{0} IS NOT NULL THEN value{0} - {1}{2} END", k, mean, times);
}

// `columns` of the rows with their centres.
std::string PathQuery::joined(const std::vector<Centres>& centres, bool weights, const std::string& columns) const {
  std::string names = "of_period, of_arm", values;
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k)
    names += fmt::format(fmt::runtime(weights ? ", mean{0}, first{0}, last{0}" : ", mean{0}"), k);
  for (const Centres& each : centres) {
    values += fmt::format("{}({}, {}", values.empty() ? "" : ", ", each.period, each.treated ? 1 : 0);
    for (const Centre& centre : each.of_metric) {
      values += ", " + exactly(centre.mean);
      if (weights) values += ", " + exactly(centre.first) + ", " + exactly(centre.last);
    }
    values += ')';
  }
  return fmt::format(
      "(SELECT u, p, arm{} FROM {} JOIN (VALUES {}) AS centres({}) ON p = of_period AND arm = of_arm) AS deviations",
      columns, rows_, values, names);
}

std::string PathQuery::by_period(const std::vector<Terms>& terms, const std::vector<Centres>& centres) const {
  std::string deviations, columns;
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    const auto sum = [&](const char* name, const char* number) {
      columns += fmt::format(", {} AS {}{}", sum_in_any_order(fmt::format(fmt::runtime(number), k), dialect_), name, k);
    };
    deviations += fmt::format(", ({1}) * {2} AS e{0}, ({3} - own{0}) * {4} AS o{0}", k, deviation(k, terms[k]),
                              exactly(terms[k].scale), value(k), exactly(terms[k].scale_own));
    columns += fmt::format(", count(e{0}) AS n{0}, count(o{0}) AS m{0}", k);
    sum("e", "e{}");
    sum("ee", "(e{0} * e{0})");
    sum("o", "o{}");
    if (!is_ratio(parts_.metrics[k])) continue;
    deviations +=
        fmt::format(", CASE WHEN after{0} IS NOT NULL AND value{0} IS NOT NULL THEN weight{0} * {1} END AS d{0}", k,
                    exactly(terms[k].scale_d));
    sum("d", "d{}");
    sum("dd", "(d{0} * d{0})");
    sum("ed", "(e{0} * d{0})");
  }
  return fmt::format(
      "SELECT CAST(p AS BIGINT) AS period, CAST(arm AS BIGINT) AS arm{} FROM {} GROUP BY p, arm ORDER BY p, arm",
      columns, joined(centres, false, deviations));
}

std::string PathQuery::by_unit(const std::vector<Terms>& terms, const std::vector<Centres>& centres,
                               const std::vector<Window>& windows) const {
  std::string deviations, unit, differences, columns;
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    const Window& window = windows[k];
    const auto of = [k](const char* words) { return fmt::format(fmt::runtime(words), k); };
    const auto sum = [&](const char* name, const char* number) {
      columns += fmt::format(", {} AS {}{}", sum_in_any_order(of(number), dialect_), name, k);
    };
    deviations += fmt::format(", ({1}) * (first{0} * {2}) AS f{0}, ({1}) * (last{0} * {2}) AS l{0}", k,
                              deviation(k, terms[k]), exactly(terms[k].scale_by_unit));
    deviations += of(", value{0}");
    unit += fmt::format(", count(value{0}) AS cells{0}, {1} AS f{0}, {2} AS l{0}", k,
                        sum_in_any_order(of("f{}"), dialect_), sum_in_any_order(of("l{}"), dialect_));
    differences += of(", cells{0}, f{0}, l{0}");
    columns += of(", CAST(sum(cells{0}) AS BIGINT) AS cells{0}");
    sum("ff", "(f{0} * f{0})");
    sum("ll", "(l{0} * l{0})");
    sum("fl", "(f{0} * l{0})");
    const auto add_mean = [&](char prefix, const std::string& own, const double (&about)[2]) {
      const std::string name = prefix + std::to_string(k);
      unit += fmt::format(", {} AS own_{}", own, name);
      differences += fmt::format(", (own_{0} - CASE arm WHEN 1 THEN {1} ELSE {2} END) * {3} AS {0}", name,
                                 exactly(about[1]), exactly(about[0]), exactly(terms[k].scale_own));
      columns +=
          fmt::format(", count({0}) AS units_{0}, {1} AS {0}, {2} AS squares_{0}", name,
                      sum_in_any_order(name, dialect_), sum_in_any_order(fmt::format("({0} * {0})", name), dialect_));
    };
    if (rollout_ == INT_MIN) continue;
    deviations += fmt::format(", CASE WHEN p < {} THEN {} END AS before{}", rollout_, value(k), k);
    add_mean('b', mean_in_any_order(of("before{}"), dialect_), window.before);
    if (window.begins >= rollout_) continue;
    deviations += fmt::format(
        ", CASE WHEN p >= {2} AND p < {3} THEN {1} END AS in_window{0}, CASE WHEN p < {2} THEN {1} END AS earlier{0}",
        k, value(k), window.begins, rollout_);
    add_mean('w', mean_in_any_order(of("in_window{}"), dialect_) + " - " + mean_in_any_order(of("earlier{}"), dialect_),
             window.mean);
  }
  return fmt::format(
      "SELECT CAST(arm AS BIGINT) AS arm{} FROM (SELECT arm{} FROM (SELECT u, arm{} FROM {} GROUP BY u, arm) AS "
      "unit_paths) AS differences GROUP BY arm ORDER BY arm",
      columns, differences, unit, joined(centres, true, deviations));
}

}  // namespace payoff
