// Every assumption by name: what must be there, and in which range.
#pragma once

#include "payoff/monetize.hpp"

namespace payoff {

// Throws Error(usage) at "money.<name>" for the first assumption that this metric
// needs and that is missing or out of range.
void check_assumptions(const Effect& effect, const Assumptions& assumptions);

}  // namespace payoff
