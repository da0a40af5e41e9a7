// What revenue and direct costs are worth: the effect per person, of all people,
// over a year. Revenue counts at its gross margin; a cost saved counts in full.
#pragma once

#include <vector>

#include "monetize/benefit.hpp"

namespace payoff {

// Metrics of kind revenue or cost.
Benefit revenue_benefit(const Effect& effect, const Assumptions& assumptions);
std::vector<Rung> revenue_ladder(const Effect& effect, const Assumptions& assumptions);

}  // namespace payoff
