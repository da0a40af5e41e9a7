// Draws of what a month is worth, with the uncertainty of the effect and of the
// realised share together.
//
// Formula   effect_d = estimate + se * t_d,  t_d ~ Student t(df), or normal when df is infinite
//           share_d  ~ triangular(low, mode, high), independent of the effect
//           log scale: the effect in metric units is baseline * (exp(effect_d) - 1)
// Source    Bailey 1994, Polar generation of random variates with the t-distribution
// Limits    the baseline, the volume and all money assumptions are taken as known;
//           their part is shown by the sensitivity table instead.
#pragma once

#include <vector>

#include "monetize/benefit.hpp"

namespace payoff {

// Quantile of sorted values: linear interpolation at (n - 1) p (Hyndman & Fan 1996, type 7).
double quantile_of_sorted(const std::vector<double>& sorted, double probability);

// Mean, P10, P50 and P90 with their errors; all NaN for no values. Sorts in place.
Quantity summarize(std::vector<double>& values);

// Currency per month, one for each draw, sorted.
std::vector<double> simulate_benefit_per_month(const Effect& effect, const Benefit& benefit,
                                               const Assumptions& assumptions);

}  // namespace payoff
