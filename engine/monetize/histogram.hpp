// How often the simulated values fell where.
//
// Formula   bins of one width, 1, 2 or 5 times a power of ten, as narrow as leaves at most 40 between the first and the last of
//           a thousand; what lies outside is in the bin at the end.
#pragma once

#include "payoff/monetize.hpp"

namespace payoff {

// A width of 0 where all are the same, no counts where there are none.
Histogram histogram(const std::vector<double>& values);

}  // namespace payoff
