// The assumptions of an appraisal as results.json holds them: all that its draws can be made again from.
#pragma once

#include "payoff/assumptions.hpp"
#include "study/recorded.hpp"

namespace payoff {

// What an older payoff wrote has fewer keys: all began at once, and nothing grew.
Assumptions assumptions_of(const Recorded& appraisal, const Recorded& root);

}  // namespace payoff
