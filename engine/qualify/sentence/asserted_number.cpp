#include "qualify/sentence/asserted_number.hpp"

#include <algorithm>
#include <cmath>

#include "monetize/benefit.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/level_effect.hpp"
#include "monetize/simulate.hpp"

namespace payoff {
namespace {

Measured of_effect(const Assertion& assertion, const Effect& effect) {
  const bool logarithms = is_multiplicative(effect.metric);
  const double factor = (logarithms ? effect.baseline : 1) / assertion.per_unit;
  return {.estimate = effect.absolute,
          .level = effect.level,
          .direction = assertion.direction,
          .logarithms = logarithms,
          .factor = factor,
          .factor_below = factor};
}

Measured of_share(const Assertion& assertion, const Effect& effect) {
  const bool logarithms = is_multiplicative(effect.metric);
  return {.estimate = logarithms ? effect.absolute : effect.relative,
          .level = effect.level,
          .direction = assertion.direction,
          .logarithms = logarithms,
          .factor = 1 / assertion.per_unit,
          .factor_below = 1 / assertion.per_unit};
}

// Rework eats time that was saved, and not time that was lost.
Measured of_hours(const Assertion& assertion, const Effect& effect, const Assumptions& assumptions) {
  const Benefit benefit = benefit_of(valued_as_assumed(effect, assumptions), assumptions);
  Assertion of_metric = assertion;
  of_metric.direction = assertion.direction * gain_sign(effect.metric);
  Measured measured = of_effect(of_metric, effect);
  const double people = assertion.about == Asserted::hours_of_all ? benefit.people : 1;
  const double each = benefit.per_unit * benefit.volume * people;
  const double kept = 1 - benefit.rework_share;
  const bool gain = assertion.direction > 0;
  measured.factor *= each * (gain ? kept : 1);
  measured.factor_below *= each * (gain ? 1 : kept);
  return measured;
}

// In their order; infinite where a draw does not pay back.
std::vector<double> payback_months(const MoneyDraws& draws) {
  std::vector<double> months;
  for (std::size_t m = 0; m < draws.paid_back.size(); ++m)
    months.insert(months.end(), draws.paid_back[m], static_cast<double>(m));
  months.resize(draws.net_present_value.size(), INFINITY);
  return months;
}

Measured of_money(const Assertion& assertion, const Evidence& evidence) {
  MoneyDraws all = money_draws(evidence.effects, evidence.appraisal->assumptions);
  std::vector<double> draws = assertion.about == Asserted::payback                ? payback_months(all)
                              : assertion.about == Asserted::net_present_value    ? std::move(all.net_present_value)
                              : assertion.about == Asserted::return_on_investment ? std::move(all.return_on_investment)
                                                                                  : std::move(all.steady_benefit);
  const double sign = assertion.about == Asserted::payback ? -1 : assertion.direction;
  const double months = assertion.about == Asserted::benefit ? months_per_year : 1;
  for (double& draw : draws) draw *= sign * months / assertion.per_unit;
  if (std::isnan(draws.front())) return {};
  std::ranges::sort(draws);
  return {.draws = std::move(draws)};
}

Measured number_of(const Assertion& assertion, const Evidence& evidence, const Effect& effect) {
  if (assertion.about == Asserted::effect) return of_effect(assertion, effect);
  if (assertion.about == Asserted::share) return of_share(assertion, effect);
  const Assumptions& assumptions = evidence.appraisal->assumptions;
  return is_money(assertion) ? of_money(assertion, evidence) : of_hours(assertion, effect, assumptions);
}

}  // namespace

bool is_money(const Assertion& assertion) {
  return assertion.about >= Asserted::benefit;
}

Measured asserted_number(const Assertion& assertion, const Evidence& evidence) {
  return number_of(assertion, evidence, evidence.effects[assertion.effect]);
}

std::optional<Measured> asserted_at_last(const Assertion& assertion, const Evidence& evidence) {
  const Effect& effect = evidence.effects[assertion.effect];
  if (is_money(assertion) || !effect_fades(effect)) return std::nullopt;
  Effect last = last_third(effect);
  if (!is_multiplicative(last.metric)) {
    // The level without the tool is taken as known.
    last.relative = last.absolute;
    for (double* number : {&last.relative.estimate, &last.relative.se, &last.relative.low, &last.relative.high})
      *number /= effect.baseline;
  }
  return number_of(assertion, evidence, last);
}

double claimed_size(const Assertion& assertion) {
  const double size = assertion.size / assertion.per_unit;
  return assertion.about == Asserted::payback ? -size : size;
}

}  // namespace payoff
