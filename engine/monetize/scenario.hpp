// A few ways in which it may go, each by itself: what people ask for beside probabilities.
#pragma once

#include "monetize/benefit.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/level_effect.hpp"

namespace payoff {

// Conservative and optimistic: the end of the effect's interval, and of the range of the realised share. Expected: the point
// estimate and the most likely share. Half the adoption: half of the expected benefits at all of the costs.
std::vector<MoneyScenario> money_scenarios(const Benefit& benefit, const LevelEffect& level, const CashModel& model);

}  // namespace payoff
