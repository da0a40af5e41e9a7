#include "ingest/sql/aggregate.hpp"

#include <fmt/format.h>

#include "ingest/source/duckdb.hpp"

namespace payoff {

bool is_log(const MetricSource& metric) {
  return metric.metric.scale == Scale::log;
}
bool is_ratio(const MetricSource& metric) {
  return !metric.per.empty() || is_mean_of_rows(metric);
}

// A sum over rows that come in an order no two runs share. What each value has in multiples of 2^-10 adds up without
// error, in any order, to 2^43; what is left over is so small that its own order does not show in the sum.
std::string sum_in_any_order(const std::string& value, const Dialect& dialect) {
  if (!dialect.is_duckdb) return fmt::format("{}({})", dialect.sum, value);
  const std::string coarse =
      fmt::format("(({} + 6597069766656) - 6597069766656)", value);  // 1.5 * 2^42: its ulp is 2^-10
  return fmt::format("({0}({1}) + {0}({2} - {1}))", dialect.sum, coarse, value);
}

std::string mean_in_any_order(const std::string& value, const Dialect& dialect) {
  return fmt::format("({} / nullif(count({}), 0))", sum_in_any_order(value, dialect), value);
}

namespace {

std::string where_it_counts(const std::string& column, const std::string& only_where) {
  return only_where.empty() ? column : fmt::format("CASE WHEN {} THEN {} END", only_where, column);
}

}  // namespace

std::string summed_where(const std::string& number, const std::string& only_where, const Dialect& dialect) {
  return dialect.is_duckdb ? number : where_it_counts(number, only_where);
}

std::string aggregate_sql(const QueryParts& parts, std::size_t k, const Dialect& dialect,
                          const std::string& only_where) {
  const MetricSource& metric = parts.metrics[k];
  const std::string num_name = fmt::format("num{}", k), per_name = fmt::format("per{}", k);
  const std::string num = summed_where(num_name, only_where, dialect),
                    per = summed_where(per_name, only_where, dialect);
  const auto counted = [&](const std::string& what) { return "CAST(count(" + what + ") AS DOUBLE PRECISION)"; };
  if (is_mean_of_rows(metric))
    return fmt::format("{} AS {}, {} AS {}", sum_in_any_order(num, dialect), num_name, counted(num), per_name);
  if (is_ratio(metric))
    return fmt::format("{} AS {}, {} AS {}", sum_in_any_order(num, dialect), num_name, sum_in_any_order(per, dialect),
                       per_name);
  const auto value = [&]() -> std::string {
    switch (metric.aggregate) {
      case Aggregate::sum:
        return parts.zeros[k] ? "coalesce(" + sum_in_any_order(num, dialect) + ", 0)" : sum_in_any_order(num, dialect);
      case Aggregate::mean:
      case Aggregate::share:
        return mean_in_any_order(num, dialect);
      case Aggregate::count:
        return counted(num);
      case Aggregate::distinct:
        return counted("DISTINCT " + where_it_counts(num_name, only_where));  // which are kept until the end
      case Aggregate::none:
        return "max(" + num + ")";
      default:  // a median keeps all numbers until the end
        return fmt::format("{}({})", name(metric.aggregate), where_it_counts(num_name, only_where));
    }
  };
  return value() + " AS " + num_name;
}

std::string row_value_sql(const QueryParts& parts, std::size_t k) {
  const MetricSource& metric = parts.metrics[k];
  const std::string num = fmt::format("num{}", k);
  const std::string is_there =
      "CASE WHEN " + num + " IS NOT NULL THEN CAST(1 AS DOUBLE PRECISION) ELSE CAST(0 AS DOUBLE PRECISION) END";
  if (is_mean_of_rows(metric)) return fmt::format("{0}, {1} AS per{2}", num, is_there, k);
  if (is_ratio(metric)) return fmt::format("{}, per{}", num, k);
  if (counts_rows(metric)) return is_there + " AS " + num;
  return metric.aggregate == Aggregate::sum && parts.zeros[k] ? fmt::format("coalesce({0}, 0) AS {0}", num) : num;
}

std::string is_repeated_sql(const std::vector<MetricSource>& metrics) {
  std::string repeated;
  for (std::size_t k = 0; k < metrics.size(); ++k)
    if (metrics[k].aggregate == Aggregate::none)
      repeated += fmt::format("{}count(num{}) > 1", repeated.empty() ? "" : " OR ", k);
  return repeated;
}

}  // namespace payoff
