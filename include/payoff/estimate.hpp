// A number with its uncertainty, and a number that could not be had.
#pragma once

#include <limits>
#include <string>

namespace payoff {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// An estimate with its uncertainty. A number that could not be had is NaN, and
// `reason` says why.
struct Estimate {
  double estimate = missing;
  double se = missing;
  double df = missing;  // infinity = normal quantile
  double low = missing;
  double high = missing;
  double p = missing;  // two-sided, of no effect
  std::string unit{};  // "minutes per ticket", "log points"; relative: "share"
  std::string reason{};
};

}  // namespace payoff
