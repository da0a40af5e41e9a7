#include "measure/facts/dose_response.hpp"

#include <cmath>

#include "base/running_moments.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/answer/unit_sums.hpp"

namespace payoff {

Estimate dose_response(const Panel& panel, std::size_t metric, double level) {
  constexpr double least_units = 10, least_sd = 0.01;
  Estimate none{.unit = unit_of(panel.metrics[metric].metric)};
  if (panel.uptake.empty() || adoption_dates(panel).size() > 1) return none;
  const UnitSums before = sum_units(panel, metric, false), after = sum_units(panel, metric, true);
  std::vector<bool> used(panel.units.size());
  RunningMoments use, change;
  for (std::size_t u = 0; u < used.size(); ++u) {
    const double d = after.mean(u) - before.mean(u);
    used[u] = panel.units[u].treated && std::isfinite(d + panel.uptake[u]);
    if (used[u]) use.add(panel.uptake[u]), change.add(d);
  }
  const ClusterIndex clusters = index_clusters(panel, used);
  const double n = use.count(), g = static_cast<double>(clusters.count);
  if (g < least_units || !(std::sqrt(use.variance()) > least_sd)) return none;
  std::vector<double> x, y;
  std::vector<int> cluster;
  for (std::size_t u = 0; u < used.size(); ++u) {
    if (!used[u]) continue;
    x.push_back(panel.uptake[u] - use.mean());
    y.push_back(after.mean(u) - before.mean(u) - change.mean());
    cluster.push_back(clusters.of_unit[u]);
  }
  const double xx = use.variance() * (n - 1);
  double slope = 0;
  for (std::size_t i = 0; i < x.size(); ++i) slope += x[i] * y[i] / xx;
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] * (y[i] - slope * x[i]) / xx;
  const double variance = clustered_products(y, y, cluster, clusters.count).aa * g / (g - 1) * (n - 1) / (n - 2);
  return make_estimate(slope, std::sqrt(variance), {level, g - 1}, none.unit);
}

}  // namespace payoff
