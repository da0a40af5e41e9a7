// The effect if the difference of trends may bend from period to period by at most a bound.
#pragma once

#include <vector>

#include "fit/cross_products/lasso_path.hpp"
#include "measure/diagnosis/sensitivity_path.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Estimators that a straight-line trend does not bias, from the least biased by bends to the most precise.
struct SmoothEstimators {
  std::vector<LassoKnot> frontier;        // x: how much a bend at each inner lead matters; the penalty trades them off
  double centre = 0;                      // estimate = centre + centre_on x
  std::vector<double> centre_on;          // (n)
  double variance = 0;                    // variance = variance + 2 linear x + x' quadratic x
  std::vector<double> linear, quadratic;  // (n), (n x n)
  double bias = 0;                        // worst bias for bends of 1 = bias + sum |x|
  std::size_t leads = 0;                  // used
};

// Leads beyond a quarter of the degrees of freedom, and beyond 60, are left out, the furthest first.
SmoothEstimators smooth_estimators(const TrendPath& path, double level);

// Fixed-length confidence interval for the target where trends bend by at most `bound` a period.
TrendBound interval_at(const SmoothEstimators& estimators, double bound, double level);

// The bound from which on bias outweighs noise: a scale for bounds.
double scale_of_bends(const SmoothEstimators& estimators);

}  // namespace payoff
