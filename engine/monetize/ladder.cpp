#include "monetize/ladder.hpp"

#include <fmt/format.h>

#include "monetize/cash_flow.hpp"
#include "monetize/counted_value.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/time_value.hpp"
#include "monetize/volume.hpp"

namespace payoff {

std::string_view each_time(const Assumptions& assumptions) {
  return in_campaigns(assumptions) ? "campaign" : "week";
}

std::string times_a_year(const Assumptions& assumptions, const Benefit& benefit) {
  if (in_campaigns(assumptions)) return fmt::format("x {} campaigns a year", format_factor(benefit.times_per_year));
  return fmt::format("x {} weeks", benefit.times_per_year);
}

std::string volume_text(const Valued& valued, const Assumptions& assumptions) {
  if (in_campaigns(assumptions)) return "1 campaign";
  return weekly_volume(*valued.effect, valued.value.volume_per_person_week.middle()).text;
}

Effect told_effect(const Effect& effect) {
  return is_less_at_last(effect) ? last_third(effect) : effect;
}

namespace {

std::string_view class_name(ValueClass value_class) {
  switch (value_class) {
    case ValueClass::cash:
      return "cash released";
    case ValueClass::capacity:
      return "capacity redeployed";
    case ValueClass::soft:
      return "soft";
  }
  return "";
}

std::string_view class_text(ValueClass value_class) {
  switch (value_class) {
    case ValueClass::cash:
      return "money no longer spent, or newly earned";
    case ValueClass::capacity:
      return "people free for other work: no money comes in by itself";
    case ValueClass::soft:
      return "shown, and not counted in any figure";
  }
  return "";
}

// What the stream is worth where its effect is at one end of its interval.
Interval worth_of(const BenefitStream& stream, const CashModel& model) {
  Point point = middle_of(model);
  const double middle = present_value(model, benefit_by_month(stream, point));
  const auto at = [&](double EffectCoordinate::* end) {
    for (std::size_t c = 0; c < stream.profile.size(); ++c) {
      const EffectCoordinate& effect = model.effects[stream.effect + c];
      point.effects[stream.effect + c] = effect.level(effect.*end);
    }
    return present_value(model, benefit_by_month(stream, point));
  };
  const auto [low, high] = std::minmax({at(&EffectCoordinate::low), at(&EffectCoordinate::high)});
  return {middle, low, high};
}

std::string worth_text(const BenefitStream& stream, const Assumptions& assumptions, const CashModel& model,
                       double year) {
  const std::string at = fmt::format("{} months as people begin, at {} a year", assumptions.horizon_months,
                                     assumptions.discount_rate_per_year);
  if (stream.profile.size() > 1)
    return fmt::format("the effect from its first third, {}, to its last, {}, and on: {}",
                       format_factor(model.effects[stream.effect].level(model.effects[stream.effect].estimate)),
                       format_factor(model.effects[stream.effect + 1].level(model.effects[stream.effect + 1].estimate)),
                       at);
  const double years =
      present_value(model, stream.weight) / weights_per_year(benefit_of(stream.valued, assumptions), assumptions);
  return fmt::format("{} x {} years' worth: {}", format_factor(year), format_factor(years), at);
}

}  // namespace

std::vector<Rung> ladder_of(const BenefitStream& stream, const Assumptions& assumptions, const CashModel& model) {
  const Valued& valued = stream.valued;
  const Effect told = told_effect(*valued.effect);
  const LevelEffect level = level_effect(told);
  const Benefit benefit = benefit_of(valued, assumptions);
  std::vector<Rung> ladder = valued.as() == ValueAs::time_saved ? time_ladder(valued, level, assumptions)
                                                                : counted_ladder(valued, level, assumptions);
  if (is_less_at_last(*valued.effect)) {
    const Fading fading = *fading_of(*valued.effect);
    const char* how = fading.turns ? "turned round" : fading.fades ? "fades" : "declines";
    ladder.front().text += fmt::format("; the effect {}, so this is its mean in the last third", how);
  }
  const std::string unit = ladder.back().unit;
  Interval year{ladder.back().value, ladder.back().low, ladder.back().high};
  ladder.push_back(rung(std::string(class_name(*valued.value.value_class)), year, unit,
                        std::string(class_text(*valued.value.value_class))));
  if (benefit.risk > 0) {
    const double before = year.value;
    year = mapped(year, [&](double money) { return risk_adjusted(benefit, money); });
    ladder.push_back(rung(
        "risk-adjusted", year, unit,
        before > 0 ? fmt::format("{} x (1 - {})", format_factor(before), benefit.risk) : "a loss is not made smaller"));
  }
  ladder.push_back(rung("present value of the benefits", worth_of(stream, model), assumptions.currency,
                        worth_text(stream, assumptions, model, year.value)));
  return ladder;
}

}  // namespace payoff
