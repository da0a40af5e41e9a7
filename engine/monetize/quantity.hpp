// Quantiles of draws, and how far they can be trusted: many draws are not all of them.
#pragma once

#include <initializer_list>
#include <vector>

#include "payoff/monetize.hpp"

namespace payoff {

// Quantile of sorted values, or of values of which those at its place are where they would be: linear interpolation at (n - 1) p (Hyndman & Fan 1996, type 7).
double quantile_of_sorted(const std::vector<double>& sorted, double probability);

// Brings the values that these quantiles are made of to the places where sorting would, and no more. values: not empty.
void put_in_place(std::vector<double>& values, std::initializer_list<double> probabilities);

// Mean, P10, P50 and P90 with their errors; all NaN for no values. Changes their order.
Quantity summarize(std::vector<double>& values);

// Of several, on several threads.
std::vector<Quantity> summarize_all(const std::vector<std::vector<double>*>& all, const Context& context);

}  // namespace payoff
