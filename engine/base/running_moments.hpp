// Mean and variance in one pass without cancellation.
//
// Formula   m_n = m_(n-1) + (x - m_(n-1)) / n,   S_n = S_(n-1) + (x - m_(n-1)) (x - m_n)
// Source    Welford (1962), Note on a method for calculating corrected sums of squares and products.
#pragma once

#include <limits>

namespace payoff {

class RunningMoments {
 public:
  void add(double x) {
    ++count_;
    const double step = x - mean_;
    mean_ += step / count_;
    squares_ += step * (x - mean_);
  }
  double count() const { return count_; }
  double mean() const { return count_ > 0 ? mean_ : std::numeric_limits<double>::quiet_NaN(); }
  // Sample variance, n - 1; NaN below two values.
  double variance() const { return count_ > 1 ? squares_ / (count_ - 1) : std::numeric_limits<double>::quiet_NaN(); }

 private:
  double count_ = 0, mean_ = 0, squares_ = 0;
};

}  // namespace payoff
