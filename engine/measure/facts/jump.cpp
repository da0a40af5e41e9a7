#include "measure/facts/jump.hpp"

#include <climits>
#include <cmath>
#include <vector>

#include "base/running_moments.hpp"
#include "data/adoption.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {
namespace {

constexpr int k = 2;
constexpr double least_windows = 6;

// J at a period; NaN where one of its window was not seen.
double jump_at(const std::map<int, double>& means, int period) {
  double sum = 0;
  for (int t = period - k; t < period + k; ++t) {
    const auto mean = means.find(t);
    if (mean == means.end()) return missing;
    sum += (t < period ? -mean->second : mean->second) / k;
  }
  return sum;
}

}  // namespace

Estimate jump_of(const std::map<int, double>& means, const Metric& metric, int rollout, double level) {
  Estimate none{.unit = unit_of(metric)};
  if (rollout == INT_MIN) return none;  // it was there from the beginning
  RunningMoments others;
  for (const auto& [period, mean] : means) {
    const bool one_side = period + k <= rollout || period - k >= rollout;
    const double jump = one_side ? jump_at(means, period) : missing;
    if (std::isfinite(jump)) others.add(jump);
  }
  const double jump = jump_at(means, rollout), n = others.count();
  if (!std::isfinite(jump) || n < least_windows) return none;
  return make_estimate(jump, std::sqrt(others.variance() * (1 + 1 / n)), {level, n / k}, none.unit);
}

Estimate jump_at_rollout(const Panel& panel, std::size_t metric, bool treated, double level) {
  if (panel.grain != Grain::periods || adoption_dates(panel).size() > 1)
    return {.unit = unit_of(panel.metrics[metric].metric)};
  return jump_of(mean_by_period(panel, metric, treated), panel.metrics[metric].metric, Adoption(panel).earliest(),
                 level);
}

}  // namespace payoff
