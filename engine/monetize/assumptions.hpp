// Every assumption by name: what must be there, and in which range.
#pragma once

#include "monetize/valued.hpp"

namespace payoff {

// Throws Error(usage) at "money.<name>" for the first assumption that these values need and that is missing or out of range.
void check_assumptions(const std::vector<Valued>& values, const Assumptions& assumptions);

}  // namespace payoff
