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

double benefit_per_year(const Benefit& benefit, double level_effect, double realized_share) {
  const double net = net_of_rework(benefit, gain_per_person_week(benefit, level_effect));
  return net * benefit.people * realized_share * benefit.price * weeks_per_year;
}

Benefit benefit_of(const Effect& effect, const Assumptions& assumptions) {
  return effect.metric.kind == MetricKind::time ? time_benefit(effect, assumptions)
                                                : revenue_benefit(effect, assumptions);
}

}  // namespace payoff
