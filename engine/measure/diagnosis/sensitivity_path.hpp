// An event path split at its reference, as bounds on trends see it.
//
// What lies after the reference is effect and trend together, whatever lies before is trend alone: with anticipation the
// reference is earlier than -1, and the periods between it and the rollout count as after. Steps between neighbouring
// points may span several periods where some were not seen; bounds on them are per period.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "measure/diagnosis/event_path.hpp"

namespace payoff {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

struct TrendPath {
  std::size_t leads = 0;           // the first of the points
  std::vector<double> time;        // (p) periods since the reference: < 0 leads, > 0 lags
  std::vector<double> estimate;    // (p)
  std::vector<double> covariance;  // (p x p)
  std::vector<double> target;      // (p) 0 on leads
  double df = missing;             // of t; infinity = normal

  std::size_t size() const { return time.size(); }
};

// Points without an estimate are left out, and the target without them is scaled to sum to 1 again.
TrendPath trend_path(const EventPath& path);

// The same path with the first point at or after the rollout as its target.
EventPath towards_first(EventPath path);

// a' V b of two linear functions of the path.
double covariance_of(const TrendPath& path, std::span<const double> a, std::span<const double> b);

// Of a variance that rounding may have left below 0.
inline double sd(double variance) {
  return std::sqrt(std::max(variance, 0.0));
}

// a' estimate.
double value_of(const TrendPath& path, std::span<const double> a);

// (t / z)^2 at the level. The papers on bounds take the covariance as known. With few clusters it is not; variances
// times this make an interval without any trend the same as the estimate's own, by t.
double few_cluster_factor(double df, double level);

}  // namespace payoff
