#include "monetize/money_draws.hpp"

#include <cmath>

#include "monetize/cash_flow.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/reach.hpp"
#include "monetize/simulate.hpp"

namespace payoff {

Effect valued_effect(const Effect& effect) {
  return effect_fades(effect) ? last_third(effect) : effect;
}

MoneyDraws money_draws(const Effect& effect, const Assumptions& assumptions) {
  const CashModel model = cash_model(with_rollout(effect, assumptions));
  const auto or_never = [](const std::optional<int>& month) { return month ? *month : INFINITY; };
  MoneyDraws draws;
  draws.benefit_per_month = simulate_benefit_per_month(effect, benefit_of(effect, assumptions), assumptions);
  for (const double benefit : draws.benefit_per_month) {
    draws.net_present_value.push_back(net_present_value(model, benefit));
    draws.return_on_investment.push_back(return_on_investment(model, benefit));
    draws.payback_months.push_back(or_never(payback_month(model, benefit)));
    draws.discounted_payback_months.push_back(or_never(discounted_payback_month(model, benefit)));
  }
  return draws;
}

}  // namespace payoff
