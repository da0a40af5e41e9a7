// What the errors of two arms come from, whether their units are here or their moments.
#pragma once

#include <cstddef>

#include "measure/experiment/two_sample_options.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// What a squared residual of leverage h is multiplied with, of n units and k parameters.
double inflation(ArmErrors errors, double leverage, double n, double k);

// Welch's, of the variances of two means of so many units.
double welch_df(double variance_treated, double n_treated, double variance_comparison, double n_comparison);

// Errors asked for of a difference that is adjusted; throws Error(usage) for welch, which is of means alone.
ArmErrors errors_of_adjusted(ArmErrors asked);

// total: sum of the squared shares of n units in the effect, in units of the largest; 0 where there is none.
Diagnostic heavy_tail(double total, std::size_t n);

}  // namespace payoff
