#include "monetize/money_draws.hpp"

#include <cmath>

#include "monetize/cash_flow.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/simulate.hpp"

namespace payoff {

Effect valued_effect(const Effect& effect) {
  return effect_fades(effect) ? last_third(effect) : effect;
}

MoneyDraws money_draws(const Effect& effect, const Assumptions& assumptions) {
  const CostStream costs = cost_stream(assumptions);
  const double factor = annuity(assumptions.discount_rate_per_year, assumptions.horizon_months);
  MoneyDraws draws;
  draws.benefit_per_month = simulate_benefit_per_month(effect, benefit_of(effect, assumptions), assumptions);
  for (const double benefit : draws.benefit_per_month) {
    draws.net_present_value.push_back(net_present_value(benefit, costs, factor));
    draws.return_on_investment.push_back(return_on_investment(benefit, costs, factor));
    const std::optional<int> month = payback_month(benefit, costs, assumptions.horizon_months);
    draws.payback_months.push_back(month ? *month : INFINITY);
  }
  return draws;
}

}  // namespace payoff
