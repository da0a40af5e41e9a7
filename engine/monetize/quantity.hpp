// Quantiles of draws, and how far they can be trusted: many draws are not all of them.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "payoff/monetize.hpp"

namespace payoff {

// Quantile of sorted values: linear interpolation at (n - 1) p (Hyndman & Fan 1996, type 7).
double quantile_of_sorted(const std::vector<double>& sorted, double probability);

// The same quantiles of values in any order, without sorting them all: they are counted into buckets, and those buckets are
// sorted in which a quantile lies. values: not empty, finite.
class RankedValues {
 public:
  RankedValues(const std::vector<double>& values, const std::vector<double>& probabilities);
  double quantile(double probability) const;  // one of the probabilities

 private:
  std::size_t count_;
  std::map<std::size_t, double> at_;  // places of the sorted order
};

// Mean, P10, P50 and P90 with their errors; all NaN for no values.
Quantity summarize(const std::vector<double>& values);

// The same of so many zeros, ones, twos, ...
Quantity summarize_counts(const std::vector<std::size_t>& counts);

}  // namespace payoff
