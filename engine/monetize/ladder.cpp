#include "monetize/ladder.hpp"

#include <fmt/format.h>

#include "base/messages.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/counted_value.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/time_value.hpp"
#include "monetize/volume.hpp"

namespace payoff {

std::string stated(double amount, const std::string& currency) {
  return say(MessageId::money_in,
             {{"currency", name_of_currency(currency)}, {"amount", amounts_in_parts(given(amount))}});
}

std::string times_a_year(const Assumptions& assumptions, const Benefit& benefit) {
  if (in_campaigns(assumptions))
    return say(MessageId::ladder_campaigns_a_year, {{"count", format_factor(benefit.times_per_year)}});
  return say(MessageId::ladder_weeks, {{"count", fmt::format("{}", benefit.times_per_year)}});
}

std::string volume_text(const Valued& valued, const Assumptions& assumptions) {
  if (in_campaigns(assumptions)) return say(MessageId::volume_of_campaign);
  return weekly_volume(*valued.effect, valued.value.volume_per_person_week.middle()).text;
}

Effect told_effect(const Effect& effect) {
  return is_less_at_last(effect) ? last_third(effect) : effect;
}

namespace {

struct ClassWords {
  MessageId name, text;
};

ClassWords words_of(ValueClass value_class) {
  switch (value_class) {
    case ValueClass::cash:
      return {MessageId::rung_cash, MessageId::ladder_cash};
    case ValueClass::capacity:
      return {MessageId::rung_capacity, MessageId::ladder_capacity};
    default:
      return {MessageId::rung_soft, MessageId::ladder_soft};
  }
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
  const std::string months = fmt::format("{}", assumptions.horizon_months);
  const std::string rate = fmt::format("{}", assumptions.discount_rate_per_year);
  const std::string percent = fmt::format("{:g}%", 100 * assumptions.discount_rate_per_year);
  if (stream.profile.size() > 1) {
    const EffectCoordinate &first = model.effects[stream.effect], &last = model.effects[stream.effect + 1];
    return say(MessageId::ladder_worth_of_thirds, {{"first", format_factor(first.level(first.estimate))},
                                                   {"last", format_factor(last.level(last.estimate))},
                                                   {"months", months},
                                                   {"rate", rate},
                                                   {"percent", percent}});
  }
  const double years =
      present_value(model, stream.weight) / weights_per_year(benefit_of(stream.valued, assumptions), assumptions);
  return say(MessageId::ladder_worth, {{"before", computed(year)},
                                       {"years", format_factor(years)},
                                       {"months", months},
                                       {"rate", rate},
                                       {"percent", percent}});
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
    ladder.front().text = say(fading.turns   ? MessageId::ladder_turned
                              : fading.fades ? MessageId::ladder_fades
                                             : MessageId::ladder_declines,
                              {{"claim", ladder.front().text}});
  }
  const std::string unit = ladder.back().unit;
  Interval year{ladder.back().value, ladder.back().low, ladder.back().high};
  const ClassWords words = words_of(*valued.value.value_class);
  ladder.push_back(money_rung(say(words.name), year, unit, say(words.text)));
  if (benefit.risk > 0) {
    const double before = year.value;
    year = mapped(year, [&](double money) { return risk_adjusted(benefit, money); });
    ladder.push_back(money_rung(
        say(MessageId::rung_risk), year, unit,
        before > 0 ? fmt::format("{} x (1 - {})", computed(before), benefit.risk) : say(MessageId::ladder_loss_stays)));
  }
  ladder.push_back(money_rung(say(MessageId::rung_present_value), worth_of(stream, model),
                              name_of_currency(assumptions.currency),
                              worth_text(stream, assumptions, model, year.value)));
  return ladder;
}

}  // namespace payoff
