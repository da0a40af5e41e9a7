// The difference between two arms by period, from the moments of their periods.
//
// Formula   that of arm_path.hpp. A point's variance is the sum over arms of G / (G - 1) S_t / n_t^2, S_t the squares of the arm's
//           period; the variances of a mean of points and of the change between two of them are the same of what each unit
//           adds to them, which the database has summed (ArmPath).
// Refuses   as arm_path.hpp.
// Checked   arm_path on the same units: each point and each third, 9 digits.
//
// Notation  G units of an arm with a value after the rollout   n_t of them seen in the period
#pragma once

#include "measure/answer/options.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Its points, and what they say of the effect's course.
void add_moments_path(Effect& effect, const Panel& panel, std::size_t metric, const MetricMoments& arms,
                      Quantile quantile);

}  // namespace payoff
