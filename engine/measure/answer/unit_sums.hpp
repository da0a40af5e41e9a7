// The metric of each unit before and after adoption, as numerator over denominator.
//
// Ratio metrics: N = sum of numerators, D = sum of denominators, so that the mean of a group is sum N / sum D.
// Others:        N = the unit's mean (sum / rows), D = 1, so that the mean of a group weighs every unit alike.
#pragma once

#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

struct UnitSums {
  std::vector<double> numerator;    // (units) NaN = not seen in this phase
  std::vector<double> denominator;  // (units)
  std::vector<double> level;        // (units) mean on the level scale; empty unless the metric is on the log scale

  double mean(std::size_t unit) const { return numerator[unit] / denominator[unit]; }  // NaN = not seen
  bool seen(std::size_t unit) const { return numerator[unit] == numerator[unit]; }
};

UnitSums sum_units(const Panel& panel, std::size_t metric, bool after);

// The mean R = sum N / sum D over some units and the linearised deviation of each,
//     d_i = (N_i - R D_i) / Dbar,   sum of d_i = 0,   so that R + d_i behaves like a plain observation.
// For D = 1 it is N_i - mean. Source: Taylor linearisation; Deng, Knoblich & Lu (2018), section 3.
struct LinearizedMean {
  double mean = missing;
  std::vector<double> deviation;  // (units in the list)
};
LinearizedMean linearize(const UnitSums& sums, const std::vector<std::size_t>& units);

// Plain mean of the level values of these units (log scale only).
double mean_level(const UnitSums& sums, const std::vector<std::size_t>& units);

}  // namespace payoff
