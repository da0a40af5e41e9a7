// The size up to which numbers are computed with: the squares of larger ones, or sums of them, may be no double.
#pragma once

#include <cmath>

namespace payoff {

inline constexpr double largest_number = 1e150;

inline bool is_computable(double value) {
  return std::abs(value) < largest_number;
}

}  // namespace payoff
