// Every draw of the simulation, in each of the figures that decide.
#pragma once

#include <vector>

#include "payoff/monetize.hpp"

namespace payoff {

// One number for each draw, from the least benefit to the largest.
struct MoneyDraws {
  std::vector<double> benefit_per_month;          // currency, all people
  std::vector<double> net_present_value;          // currency
  std::vector<double> return_on_investment;       // share; NaN where nothing is spent
  std::vector<double> payback_months;             // infinite where it does not pay back within the horizon
  std::vector<double> discounted_payback_months;  // the same
};

// The effect as it is valued: of one that fades, its last third.
// Requires  check_assumptions(effect, assumptions)
MoneyDraws money_draws(const Effect& effect, const Assumptions& assumptions);

// The effect whose money is counted: the last third of one that fades.
Effect valued_effect(const Effect& effect);

}  // namespace payoff
