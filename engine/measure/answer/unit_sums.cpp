#include "measure/answer/unit_sums.hpp"

#include "data/adoption.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {

UnitSums sum_units(const Panel& panel, std::size_t metric, bool after) {
  const MetricColumn& column = panel.metrics[metric];
  const Adoption adoption(panel);
  const std::size_t units = panel.units.size();
  const bool log_scale = column.metric.scale == Scale::log;
  UnitSums sums{std::vector<double>(units), std::vector<double>(units), std::vector<double>(log_scale ? units : 0)};
  std::vector<bool> seen(units);
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (adoption.after(c) != after || !has_value(column, c)) continue;
    const std::size_t unit = panel.unit_of[c];
    seen[unit] = true;
    sums.numerator[unit] += column.sum[c];
    sums.denominator[unit] += column.weight.empty() ? 1.0 : column.weight[c];
    if (log_scale) sums.level[unit] += column.level_sum[c];
  }
  for (std::size_t u = 0; u < units; ++u) {
    if (!seen[u]) sums.numerator[u] = missing;
    if (is_ratio(column.metric)) continue;
    sums.numerator[u] /= sums.denominator[u];  // 0 rows: 0 / 0, not seen
    if (log_scale) sums.level[u] /= sums.denominator[u];
    sums.denominator[u] = 1;
  }
  return sums;
}

LinearizedMean linearize(const UnitSums& sums, const std::vector<std::size_t>& units) {
  double numerator = 0, denominator = 0;
  for (const std::size_t u : units) {
    numerator += sums.numerator[u];
    denominator += sums.denominator[u];
  }
  LinearizedMean result{numerator / denominator, {}};
  const double mean_denominator = denominator / static_cast<double>(units.size());
  result.deviation.reserve(units.size());
  for (const std::size_t u : units) {
    result.deviation.push_back((sums.numerator[u] - result.mean * sums.denominator[u]) / mean_denominator);
  }
  return result;
}

double mean_level(const UnitSums& sums, const std::vector<std::size_t>& units) {
  double total = 0;
  for (const std::size_t u : units) total += sums.level[u];
  return total / static_cast<double>(units.size());
}

}  // namespace payoff
