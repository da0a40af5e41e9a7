#include "data/arm_differences.hpp"

#include <algorithm>
#include <climits>
#include <cmath>

namespace payoff {

const PeriodMoments* moments_in(const ArmPath& arm, int period) {
  const auto found = std::ranges::lower_bound(arm.periods, period, {}, &PeriodMoments::period);
  return found == arm.periods.end() || found->period != period || found->units == 0 ? nullptr : &*found;
}

ArmDifferences arm_differences(const std::vector<int>& periods, int rollout, const MetricMoments& arms) {
  ArmDifferences differences;
  for (const int period : periods) {
    const PeriodMoments *treated = moments_in(*arms.treated.path, period),
                        *comparison = moments_in(*arms.comparison.path, period);
    const bool both = treated && comparison && treated->units > 1 && comparison->units > 1;
    differences.event_time.push_back(period - (rollout == INT_MIN ? periods.front() : rollout));
    differences.estimate.push_back(both ? treated->mean - comparison->mean : NAN);
  }
  return differences;
}

}  // namespace payoff
