#include "ingest/sql/moments_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "ingest/source/duckdb.hpp"
#include "ingest/sql/aggregate.hpp"
#include "ingest/sql/arm.hpp"
#include "ingest/sql/past_columns.hpp"
#include "ingest/sql/unit_rows.hpp"

namespace payoff {
namespace {

// Of a metric without denominators all weigh the same.
std::string denominator(const MetricSource& metric, std::size_t k) {
  return is_ratio(metric) ? fmt::format("d{}", k) : "1";
}

// SQL of how many units have a cell like this: what was counted of their cells, or asked of the only one.
std::string units_with(bool dated, const std::string& counted, const std::string& condition) {
  return fmt::format("count(CASE WHEN {} THEN 1 END)", dated ? counted + " > 0" : condition);
}

// The same of cells.
std::string cells_with(bool dated, const std::string& counted, const std::string& condition) {
  return dated ? "CAST(sum(" + counted + ") AS BIGINT)" : units_with(false, counted, condition);
}

}  // namespace

MomentsQuery::MomentsQuery(const std::string& units, const QueryParts& parts, const Dialect& dialect,
                           std::vector<bool> has_past)
    : units_(fmt::format("(SELECT *, {} AS arm FROM {}) AS units_of_arms", arm_of_code("code"), units)),
      parts_(parts),
      dialect_(dialect),
      has_past_(std::move(has_past)),
      segments_(parts.columns.segments.size()) {
  has_past_.resize(parts.metrics.size());
}

std::string MomentsQuery::strata() const {
  if (segments_ == 0) return "(SELECT *, 0 AS stratum, '' AS label FROM " + units_ + ") AS strata";
  std::string numbers = "(0)", label = "CASE stratum WHEN 0 THEN ''";
  for (std::size_t i = 0; i < segments_; ++i) {
    numbers += fmt::format(", ({})", i + 1);
    label += fmt::format(" WHEN {} THEN s{}", i + 1, i);
  }
  return fmt::format(
      "(SELECT * FROM (SELECT *, {} END AS label FROM {} CROSS JOIN (VALUES {}) AS numbers(stratum)) AS unit_strata "
      "WHERE stratum = 0 OR (bad IS NULL AND label IS NOT NULL)) AS strata",
      label, units_, numbers);
}

std::string MomentsQuery::sums(const std::vector<Tenths>& tenths) const {
  const std::string both =
      fmt::format("bad IS NULL AND arm = 1 AND (code % {} = 1 OR code % {} >= {})", 2 * arm_code::comparison,
                  2 * arm_code::perhaps_no_label, arm_code::perhaps_no_label);
  std::string columns = fmt::format(
      "CAST(stratum AS BIGINT) AS stratum, label, CAST(good_arm AS BIGINT) AS arm, CAST(bad AS BIGINT) AS reason, "
      "count(*) AS units, CAST(sum(n) AS BIGINT) AS n, CAST(max(repeated) AS BIGINT) AS repeated, count(CASE WHEN {} "
      "THEN 1 END) AS changed, CAST(bit_or(code) AS BIGINT) AS codes",
      both);
  for (std::size_t i = 0; i < segments_ && !parts_.columns.unit.empty(); ++i)
    columns += fmt::format(", count(CASE WHEN s{0} <> s{0}_hi THEN 1 END) AS changed{0}", i);
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    columns += sums_of(k);
    if (has_past_[k]) columns += past_sums(parts_, k, dialect_);
    if (!tenths.empty())
      columns += fmt::format(
          ", CAST(sum(cells{0}) AS BIGINT) AS cells{0}, CAST(sum(nonzero{0}) AS BIGINT) AS nonzero_cells{0}, "
          "count(first{0}) AS ever{0}, count(CASE WHEN first{0} <= {1} THEN 1 END) AS began{0}, count(CASE WHEN "
          "first{0} <= {1} AND last{0} >= {2} THEN 1 END) AS stayed{0}",
          k, tenths[k].first_ends, tenths[k].last_begins);
  }
  return fmt::format(
      "SELECT {} FROM (SELECT *, CASE WHEN bad IS NULL THEN arm END AS good_arm FROM {}) AS arm_rows GROUP BY stratum, "
      "label, good_arm, bad ORDER BY stratum, label, good_arm, bad",
      columns, strata());
}

std::string MomentsQuery::sums_of(std::size_t k) const {
  const bool dated = !parts_.period_sql.empty();
  const std::string v = fmt::format("v{}", k), d = fmt::format("d{}", k);
  const auto sum = [&](const std::string& column) {
    return sum_in_any_order(summed_where(column, "bad IS NULL", dialect_), dialect_);
  };
  const auto broken = [&](const std::string& of, const std::string& number) {
    return units_with(dated, "broken" + of, fmt::format("{0} <> floor({0})", number)) + " AS broken" + of;
  };
  std::string columns =
      fmt::format(", count({0}) AS seen{1}, {2} AS nonzero{1}, {3}, {4} AS {0}, max(abs({0})) AS w{1}", v, k,
                  units_with(dated, fmt::format("nonzero{}", k), v + " <> 0"), broken(std::to_string(k), v), sum(v));
  for (std::size_t s = 0; s < std::size(granularity_steps); ++s) {
    const std::string step = fmt::format("step{}_{}", s, k);
    columns += fmt::format(", {} AS {}", cells_with(dated, step, is_multiple_sql(v, granularity_steps[s])), step);
  }
  if (is_ratio(parts_.metrics[k]))
    columns += fmt::format(", {1} AS {0}, max({0}) AS x{2}, {3}", d, sum(d), k, broken("_" + d, d));
  return columns;
}

std::string MomentsQuery::squares(const std::vector<Centres>& centres) const {
  std::vector<std::size_t> metrics(parts_.metrics.size());
  std::iota(metrics.begin(), metrics.end(), std::size_t{0});
  return squares_of(good_strata(), metrics, centres);
}

std::string MomentsQuery::good_strata() const {
  return "(SELECT * FROM " + strata() + " WHERE bad IS NULL) AS good";
}

std::string MomentsQuery::adjusted(const std::vector<AdjustedCentres>& centres) const {
  return adjusted_query(good_strata(), parts_, dialect_, centres);
}

std::string MomentsQuery::squares_of(const std::string& units, const std::vector<std::size_t>& metrics,
                                     const std::vector<Centres>& centres) const {
  std::string names = "of_stratum, of_label, of_arm", rows, deviations, columns;
  const auto sum = [&](const std::string& name, std::size_t k, const std::string& value) {
    columns += fmt::format(", {} AS {}{}", sum_in_any_order(value, dialect_), name, k);
  };
  for (const std::size_t k : metrics) {
    const auto of = [k](std::string_view words) { return fmt::format(fmt::runtime(words), k); };
    names += of(", mean{0}, log_d{0}, scale{0}, scale_d{0}, scale_ratio{0}");
    deviations += fmt::format(", (v{0} - mean{0} * {1}) * scale{0} AS e{0}", k, denominator(parts_.metrics[k], k));
    columns += of(", count(e{0}) AS n{0}, max(e{0}) AS hi{0}, min(e{0}) AS lo{0}");
    sum("e", k, of("e{}"));
    sum("ee", k, of("(e{0} * e{0})"));
    if (has_past_[k]) {
      names += of(", past_mean{0}, past_weight{0}, scale_x{0}");
      deviations += past_deviations(parts_, k);
      columns += past_squares(parts_, k, dialect_);
    }
    if (!is_ratio(parts_.metrics[k])) continue;
    const std::string log_d = std::string("ln(d{0}") + (parts_.period_sql.empty() ? "" : " / cells{0}") + ")" +
                              (has_past_[k] ? " - ln(befored{0} / beforecells{0})" : "");
    columns += of(", count(g{0}) AS weighed{0}");
    deviations +=
        of(", CASE WHEN v{0} IS NOT NULL THEN d{0} * scale_d{0} END AS f{0}, CASE WHEN v{0} IS NOT NULL THEN " + log_d +
           " - log_d{0} END AS g{0}, (v{0} / d{0} - mean{0}) * scale_ratio{0} AS r{0}");
    sum("d", k, of("f{}"));
    sum("ed", k, of("(e{0} * f{0})"));
    sum("dd", k, of("(f{0} * f{0})"));
    sum("g", k, of("g{}"));
    sum("gg", k, of("(g{0} * g{0})"));
    sum("r", k, of("r{}"));
    sum("rr", k, of("(r{0} * r{0})"));
  }
  for (const Centres& each : centres) {
    std::vector<double> numbers;
    for (const std::size_t k : metrics) {
      const Centre& centre = each.of_metric[k];
      numbers.insert(numbers.end(), {centre.mean, centre.log_d, centre.scale, centre.scale_d, centre.scale_ratio});
      if (has_past_[k]) numbers.insert(numbers.end(), {centre.past_mean, centre.past_weight, centre.scale_x});
    }
    rows += (rows.empty() ? "" : ", ") + row_of_centre(each.stratum, each.label, each.treated, numbers);
  }
  const bool all_are_one = std::ranges::all_of(centres, [](const Centres& each) { return each.stratum == 0; });
  return fmt::format(
      "SELECT CAST(stratum AS BIGINT) AS stratum, label, CAST(arm AS BIGINT) AS arm{} FROM (SELECT stratum, label, "
      "arm{} FROM {} JOIN (VALUES {}) AS centres({}) ON arm = of_arm{}) AS deviations GROUP BY stratum, label, arm "
      "ORDER BY stratum, label, arm",
      columns, deviations, units, rows, names, all_are_one ? "" : " AND stratum = of_stratum AND label = of_label");
}

// Good units with a value, and how far each moves the difference.
std::string MomentsQuery::with_key(const Influence& influence) const {
  const std::size_t k = influence.metric;
  return fmt::format(
      "(SELECT *, 0 AS stratum, '' AS label, {} AS moved FROM {} WHERE bad IS NULL AND v{} IS NOT NULL) AS moving",
      moved(influence, fmt::format("v{}", k)), units_, k);
}

std::string MomentsQuery::moved(const Influence& influence, const std::string& value) const {
  const auto in = [&](int arm) {
    return fmt::format("({} - {} * {}) * {}", value, exactly(influence.mean[arm]),
                       denominator(parts_.metrics[influence.metric], influence.metric), exactly(influence.weight[arm]));
  };
  return fmt::format("CASE arm WHEN 1 THEN {} ELSE {} END", in(1), in(0));
}

std::string MomentsQuery::most_moving(const Influence& influence, std::size_t units) const {
  const std::size_t k = influence.metric;
  const bool ratio = is_ratio(parts_.metrics[k]);
  return fmt::format(
      "SELECT moved, CAST(arm AS BIGINT) AS arm, v{0} AS v, CAST({1} AS DOUBLE PRECISION) AS d FROM {2} ORDER "
      "BY moved DESC, arm DESC, v{0} DESC{3} LIMIT {4}",
      k, denominator(parts_.metrics[k], k), with_key(influence), ratio ? fmt::format(", d{} DESC", k) : "", units);
}

std::string MomentsQuery::squares_after(const Influence& influence, const Unit& last,
                                        const std::vector<Centres>& centres) const {
  const std::size_t k = influence.metric;
  std::string after = is_ratio(parts_.metrics[k]) ? fmt::format("d{} < {}", k, exactly(last.d)) : "1 = 0";
  const auto or_less = [&](const std::string& column, const std::string& value) {
    after = fmt::format("({0} < {1} OR ({0} = {1} AND {2}))", column, value, after);
  };
  or_less(fmt::format("v{}", k), exactly(last.v));
  or_less("arm", last.treated ? "1" : "0");
  or_less("moved", exactly(last.key));
  return squares_of(fmt::format("(SELECT * FROM {} WHERE {}) AS others", with_key(influence), after), {k}, centres);
}

// Less what the unit did before, or 0.
std::string MomentsQuery::change_of(std::size_t metric) const {
  const char* change = is_ratio(parts_.metrics[metric]) ? "(v{0} - coalesce(before{0} / befored{0}, 0) * d{0})"
                                                        : "(v{0} - coalesce(before{0}, 0))";
  return fmt::format(fmt::runtime(change), metric);
}

std::string MomentsQuery::changes(std::size_t metric) const {
  const std::string weight = fmt::format("CAST({} AS DOUBLE PRECISION)", denominator(parts_.metrics[metric], metric));
  return fmt::format(
      "SELECT CAST(arm AS BIGINT) AS arm, {} AS total, {} AS weight FROM {} WHERE bad IS NULL AND v{} IS NOT NULL "
      "GROUP BY arm ORDER BY arm",
      sum_in_any_order(change_of(metric), dialect_), sum_in_any_order(weight, dialect_), units_, metric);
}

std::string MomentsQuery::most_changed(const Influence& influence, std::size_t units) const {
  const std::size_t k = influence.metric;
  return fmt::format(
      "SELECT u FROM (SELECT u, {} AS moved FROM {} WHERE bad IS NULL AND v{} IS NOT NULL) AS changed_units ORDER BY "
      "moved DESC, u LIMIT {}",
      moved(influence, change_of(k)), units_, k, units);
}

MomentsQuery MomentsQuery::without(const std::vector<std::string>& units) const {
  std::string labels;
  for (const std::string& unit : units) labels += (labels.empty() ? "" : ", ") + sql_text(unit);
  MomentsQuery others = *this;
  others.segments_ = 0;
  others.units_ = fmt::format("(SELECT * FROM {} WHERE bad IS NULL AND u NOT IN ({})) AS other_units", units_, labels);
  return others;
}

}  // namespace payoff
