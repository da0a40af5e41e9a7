// The root of a function between two ends at which its signs differ.
#pragma once

#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace payoff {

// The ends that are left when they agree to so many bits, or after so many steps; NaN where the function has no sign, or
// the same one, at both ends: then nothing is known of a root, and nothing is thrown.
template <typename F>
std::pair<double, double> root_between(F function, double low, double high, int bits, std::uintmax_t steps = 60) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (!(low < high) || std::isinf(low) || std::isinf(high)) return {none, none};
  const double at_low = function(low), at_high = function(high);
  if (std::isnan(at_low) || std::isnan(at_high) || (at_low > 0) - (at_low < 0) == (at_high > 0) - (at_high < 0))
    return {none, none};
  return boost::math::tools::toms748_solve(function, low, high, at_low, at_high,
                                           boost::math::tools::eps_tolerance<double>(bits), steps);
}

}  // namespace payoff
