// The root of a function between two ends at which its signs differ.
#pragma once

#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace payoff {

// Where a function was asked, and what it said.
struct Asked {
  double at, value;
};

// The ends that are left when they agree to so many bits, or after so many steps; NaN where the function has no sign, or
// the same one, at both ends: then nothing is known of a root, and nothing is thrown.
template <typename F>
std::pair<double, double> root_between(F function, Asked low, Asked high, int bits, std::uintmax_t steps = 60) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (!(low.at < high.at) || std::isinf(low.at) || std::isinf(high.at)) return {none, none};
  if (std::isnan(low.value) || std::isnan(high.value) ||
      (low.value > 0) - (low.value < 0) == (high.value > 0) - (high.value < 0))
    return {none, none};
  return boost::math::tools::toms748_solve(function, low.at, high.at, low.value, high.value,
                                           boost::math::tools::eps_tolerance<double>(bits), steps);
}

// The same of ends at which it was not asked before.
template <typename F>
std::pair<double, double> root_between(F function, double low, double high, int bits, std::uintmax_t steps = 60) {
  return root_between(function, Asked{low, function(low)}, Asked{high, function(high)}, bits, steps);
}

}  // namespace payoff
