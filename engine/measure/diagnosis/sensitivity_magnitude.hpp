// The effect if trends after the rollout may differ by a multiple of the largest wobble before it.
#pragma once

#include <vector>

#include "measure/diagnosis/sensitivity_path.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Everything of the path that the test looks at; variances already carry the factor for few clusters.
struct RelativeMagnitudes {
  struct Step {  // from one point to the next, after the reference
    double length = 1, weight = 0, variance = 0;
  };
  struct Wobble {  // per period, between neighbouring points up to the reference
    double value = 0, variance = 0, with_target = 0;
    std::vector<double> with_step;  // covariances
  };
  double target = 0, variance = 0;
  std::vector<Step> steps;
  std::vector<Wobble> wobbles;
};
RelativeMagnitudes relative_magnitudes(const TrendPath& path, double level);

// Interval for the target at a bound above 0.
TrendBound interval_at(const RelativeMagnitudes& magnitudes, double bound, double level);

// Is 0 in the interval? Faster than the interval.
bool includes_zero(const RelativeMagnitudes& magnitudes, double bound, double level);

// The smallest bound at which 0 is in the interval: 0 where the smallest looked at is one, infinity where none is.
double breakdown(const RelativeMagnitudes& magnitudes, double level);

}  // namespace payoff
