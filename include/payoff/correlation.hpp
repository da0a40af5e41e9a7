// How the errors of two effects go together: the same people are in both, and a bad week is bad for both.
//
// Who adds up what two effects are worth must know it. It is had from the method itself: the variance of an effect is a
// quadratic form in the data, so that the effect on the sum of two metrics tells their covariance.
//
// Formula   r = (v(a + b) - v(a) - v(b)) / (2 sqrt(v(a) v(b))),  v = squared standard error of the effect on a metric
//           a, b: each cell's value; of a ratio (sum - R weight) / mean weight, R = its sum over sum; each by its own spread
// Source    polarisation of the sandwich; linearised ratios: Woodruff (1971), A simple method for approximating the variance of
//           a complicated estimate, JASA 66
// Limits    cells in which one of the two is missing are in neither; logarithms as they are
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// In -1 to 1; NaN where it cannot be had (no variance, a method that refuses one of them).
double correlation_of_effects(const Panel& panel, const Question& first, const Question& second,
                              const Context& context = {});

}  // namespace payoff
