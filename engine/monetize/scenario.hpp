// A few ways in which it may go, each by itself: what people ask for beside probabilities.
#pragma once

#include "monetize/cash_model.hpp"

namespace payoff {

// Conservative and optimistic: every effect at the end of its interval, and every uncertain assumption at the end of its range,
// that is the worse, or the better. Expected: all of them in their middle. Half the adoption: half of the expected benefits at
// all of the costs.
std::vector<MoneyScenario> money_scenarios(const CashModel& model);

}  // namespace payoff
