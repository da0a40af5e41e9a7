#include "monetize/benefit.hpp"

#include "monetize/revenue_value.hpp"
#include "monetize/time_value.hpp"

namespace payoff {

double gain_per_person_week(const Benefit& benefit, double level_effect) {
  return benefit.sign * level_effect * benefit.per_unit * benefit.volume;
}

double net_of_rework(const Benefit& benefit, double gain) {
  return gain > 0 ? gain * (1 - benefit.rework_share) : gain;
}

double risk_adjusted(const Benefit& benefit, double value) {
  return value > 0 ? value * (1 - benefit.risk) : value;
}

double benefit_per_year(const Benefit& benefit, double level_effect, double realized_share) {
  const double net = net_of_rework(benefit, gain_per_person_week(benefit, level_effect));
  return risk_adjusted(benefit, net * benefit.people * realized_share * benefit.price * weeks_per_year);
}

Benefit benefit_of(const Effect& effect, const Assumptions& assumptions) {
  Benefit benefit =
      effect.metric.kind == MetricKind::time ? time_benefit(effect, assumptions) : revenue_benefit(effect, assumptions);
  benefit.risk = assumptions.risk_of_benefits;
  return benefit;
}

}  // namespace payoff
