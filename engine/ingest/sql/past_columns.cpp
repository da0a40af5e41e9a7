#include "ingest/sql/past_columns.hpp"

#include <fmt/format.h>

#include "ingest/sql/aggregate.hpp"

namespace payoff {

std::string past_sums(const QueryParts& parts, std::size_t metric, const Dialect& dialect) {
  const auto sum = [&](const std::string& column) {
    return sum_in_any_order(summed_where(column, "bad IS NULL", dialect), dialect);
  };
  const std::string v = fmt::format("before{}", metric), d = fmt::format("befored{}", metric);
  std::string columns = fmt::format(
      ", count({1}) AS past{0}, count(CASE WHEN {1} IS NOT NULL AND v{0} IS NOT NULL THEN 1 END) AS followed{0}, "
      "CAST(sum(beforecells{0}) AS BIGINT) AS pastcells{0}, CAST(sum(beforenonzero{0}) AS BIGINT) AS pastnonzero{0}, "
      "{2} AS pastv{0}, max(abs({1})) AS pastw{0}",
      metric, v, sum(v));
  for (std::size_t s = 0; s < std::size(granularity_steps); ++s)
    columns += fmt::format(", CAST(sum(beforestep{0}_{1}) AS BIGINT) AS paststep{0}_{1}", s, metric);
  if (is_ratio(parts.metrics[metric]))
    columns += fmt::format(", {1} AS pastd{0}, max({2}) AS pastx{0}", metric, sum(d), d);
  return columns;
}

std::string past_x(const QueryParts& parts, std::size_t metric) {
  const char* x = is_ratio(parts.metrics[metric])
                      ? "coalesce((before{0} - past_mean{0} * befored{0}) / past_weight{0}, 0)"
                      : "coalesce(before{0} - past_mean{0}, 0)";
  return fmt::format(fmt::runtime(x), metric);
}

std::string past_deviations(const QueryParts& parts, std::size_t metric) {
  const char* own =
      is_ratio(parts.metrics[metric])
          ? ", (before{0} / befored{0} - past_mean{0}) * scale_ratio{0} AS p{0}, CASE WHEN before{0} IS NOT "
            "NULL THEN (v{0} / d{0} - mean{0}) * scale_ratio{0} END AS q{0}"
          : ", (before{0} - past_mean{0}) * scale_x{0} AS p{0}, CASE WHEN before{0} IS NOT NULL THEN (v{0} "
            "- mean{0}) * scale{0} END AS q{0}";
  return fmt::format(", CASE WHEN v{0} IS NOT NULL THEN {1} * scale_x{0} END AS x{0}", metric, past_x(parts, metric)) +
         fmt::format(fmt::runtime(own), metric);
}

std::string past_squares(const QueryParts& parts, std::size_t metric, const Dialect& dialect) {
  std::string columns;
  const auto sum = [&](const char* name, const char* value) {
    columns +=
        fmt::format(", {} AS {}{}", sum_in_any_order(fmt::format(fmt::runtime(value), metric), dialect), name, metric);
  };
  sum("x", "x{0}");
  sum("xx", "(x{0} * x{0})");
  sum("xe", "(x{0} * e{0})");
  if (is_ratio(parts.metrics[metric])) sum("xd", "(x{0} * f{0})");
  sum("p", "p{0}");
  sum("pp", "(p{0} * p{0})");
  sum("fp", "CASE WHEN q{0} IS NOT NULL THEN p{0} END");
  sum("fq", "q{0}");
  sum("fpp", "CASE WHEN q{0} IS NOT NULL THEN (p{0} * p{0}) END");
  sum("fpq", "(p{0} * q{0})");
  sum("fqq", "(q{0} * q{0})");
  return columns;
}

}  // namespace payoff
