// What revenue, direct costs and counted things are worth: the effect per person, of all people, over a year. Revenue counts at
// its gross margin, a cost saved in full, a case of rework or a customer kept at the price of one.
#pragma once

#include <vector>

#include "monetize/benefit.hpp"
#include "monetize/level_effect.hpp"

namespace payoff {

// Metrics of kind revenue, cost, count or rate.
std::vector<Rung> counted_ladder(const Valued& valued, const LevelEffect& level, const Assumptions& assumptions);

}  // namespace payoff
