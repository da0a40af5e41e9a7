// Which assumption the answer hangs on: NPV with one assumption at each of its
// ends and all the others at their most likely value.
//
// Ends      effect: its confidence interval. Realised share: its range, or 20 %
//           either way when it was given as one number. All others: 20 % either
//           way, shares not above 1.
#pragma once

#include <vector>

#include "payoff/monetize.hpp"

namespace payoff {

// Sorted by swing, largest first.
std::vector<NpvSensitivity> sensitivity(const Effect& effect, const Assumptions& assumptions);

}  // namespace payoff
