#include "monetize/revenue_value.hpp"

#include <fmt/format.h>

#include "base/wording.hpp"
#include "monetize/ladder.hpp"
#include "monetize/level_effect.hpp"
#include "monetize/volume.hpp"

namespace payoff {

Benefit revenue_benefit(const Effect& effect, const Assumptions& assumptions) {
  const bool revenue = effect.metric.kind == MetricKind::revenue;
  return {.sign = gain_sign(effect.metric),
          .volume = weekly_volume(effect, assumptions).per_person_week,
          .people = assumptions.people,
          .price = revenue ? assumptions.gross_margin : 1};
}

std::vector<Rung> revenue_ladder(const Effect& effect, const Assumptions& assumptions) {
  const bool revenue = effect.metric.kind == MetricKind::revenue;
  const Benefit benefit = revenue_benefit(effect, assumptions);
  const LevelEffect level = level_effect(effect);
  const Interval person = ordered(level, [&](double e) { return gain_per_person_week(benefit, e) * weeks_per_year; });
  const Interval all = scaled(person, benefit.people);
  const std::string money = assumptions.currency + " per year";
  std::vector<Rung> ladder{
      rung(revenue ? "revenue gained per person" : "cost saved per person", person,
           assumptions.currency + " per person and year",
           fmt::format("{} {} x {} x {} weeks", format_factor(benefit.sign * level.estimate), assumptions.currency,
                       weekly_volume(effect, assumptions).text, weeks_per_year)),
      rung(revenue ? "revenue of all people" : "value", all, money,
           fmt::format("{} x {} people", format_factor(person.value), given(benefit.people)))};
  if (revenue) {
    ladder.push_back(rung("value", scaled(all, benefit.price), money,
                          fmt::format("{} x {} gross margin", format_factor(all.value), benefit.price)));
  }
  return ladder;
}

}  // namespace payoff
