#include "measure/diagnosis/sensitivity_path.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/distributions.hpp"

namespace payoff {

TrendPath trend_path(const EventPath& path) {
  const std::size_t all = path.event_time.size();
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < all; ++i) {
    const bool known = std::isfinite(path.estimate[i]) && std::isfinite(path.covariance[i * all + i]);
    const bool counts = path.event_time[i] > path.reference || is_lead(path, i);
    if (known && counts) kept.push_back(i);
  }
  TrendPath trend;
  trend.df = path.df;
  for (const std::size_t i : kept) {
    trend.leads += path.event_time[i] < path.reference;
    trend.time.push_back(path.event_time[i] - path.reference);
    trend.estimate.push_back(path.estimate[i]);
    trend.target.push_back(path.target[i]);
    for (const std::size_t j : kept) trend.covariance.push_back(path.covariance[i * all + j]);
  }
  const double sum = std::accumulate(trend.target.begin(), trend.target.end(), 0.0);
  for (double& weight : trend.target) weight /= sum;
  return trend;
}

EventPath towards_first(EventPath path) {
  std::ranges::fill(path.target, 0);
  for (std::size_t i = 0; i < path.event_time.size(); ++i) {
    if (path.event_time[i] < 0 || path.event_time[i] <= path.reference || !std::isfinite(path.estimate[i])) continue;
    path.target[i] = 1;
    break;
  }
  return path;
}

double covariance_of(const TrendPath& path, std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == 0) continue;
    for (std::size_t j = 0; j < b.size(); ++j) sum += a[i] * path.covariance[i * b.size() + j] * b[j];
  }
  return sum;
}

double value_of(const TrendPath& path, std::span<const double> a) {
  return std::inner_product(a.begin(), a.end(), path.estimate.begin(), 0.0);
}

double few_cluster_factor(double df, double level) {
  const double ratio = student_quantile((1 + level) / 2, df) / normal_quantile((1 + level) / 2);
  return ratio * ratio;
}

}  // namespace payoff
