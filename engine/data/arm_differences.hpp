// How far two arms of an experiment are apart in each period, by the means of their units.
#pragma once

#include <vector>

#include "payoff/panel.hpp"

namespace payoff {

struct ArmDifferences {
  std::vector<int> event_time;   // periods since the rollout; since the first where there is none
  std::vector<double> estimate;  // NaN where an arm has fewer than two units
};

// What an arm is in a period; null where it has no unit.
const PeriodMoments* moments_in(const ArmPath& arm, int period);

// Of these periods, in order; rollout: INT_MIN where everyone is seen after it only.
ArmDifferences arm_differences(const std::vector<int>& periods, int rollout, const MetricMoments& arms);

}  // namespace payoff
