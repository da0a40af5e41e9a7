// What two arms show beside their difference, whether their units are here or their moments.
#pragma once

#include <cstddef>

#include "payoff/measure.hpp"

namespace payoff {

// Of all units those that were never seen after the rollout, and those that were and have no covariate.
Diagnostic units_left_out(std::size_t units, std::size_t unseen, std::size_t without_covariate);

// Of those seen after the rollout, whose past is taken for the mean of the others; there must be some.
Diagnostic units_without_past(std::size_t units);

// Mean, variance of a metric before the rollout, in the units of an arm.
struct Baseline {
  double mean = 0, variance = 0;
};
// In standard deviations, threshold 0.25.
Diagnostic baseline_balance(const Baseline& treated, const Baseline& comparison);

}  // namespace payoff
