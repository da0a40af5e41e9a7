#include "monetize/time_value.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "base/suggestion.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "monetize/ladder.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr double hours_per_working_day = 8;

std::string gross_text(const Valued& valued, const LevelEffect& level, const Assumptions& assumptions) {
  const Metric& metric = valued.effect->metric;
  const double saved = gain_sign(metric) * level.estimate;
  std::string text =
      fmt::format("{} x {}", with_unit(format_factor(saved), metric.unit), volume_text(valued, assumptions));
  const double hours = hours_in(metric.unit);
  if (hours < 1) text += fmt::format(" / {:.0f}", 1 / hours);
  if (hours > 1) text = say(MessageId::ladder_working_day, {{"claim", text}, {"hours", fmt::format("{:.0f}", hours)}});
  return text;
}

std::string share_text(double hours, double share, const std::string& source) {
  std::string text = fmt::format("{} x {}", format_factor(hours), share);
  if (!source.empty()) text += "; " + source;
  return share > 0.5 && source.empty() ? say(MessageId::ladder_more_than_half, {{"claim", text}}) : text;
}

// "1.9 x 420 people", and how many of them use it where that was measured.
std::string people_text(const Valued& valued, double each, double people) {
  std::string text = say(MessageId::ladder_people, {{"before", format_factor(each)}, {"people", given(people)}});
  const double uptake = valued.effect->uptake_treated;
  if (!std::isfinite(uptake)) return text;
  return say(MessageId::ladder_people_used, {{"claim", text}, {"share", format_percent(uptake)}});
}

}  // namespace

std::optional<double> known_hours_in(std::string_view unit) {
  if (unit == "seconds") return 1.0 / 3600;
  if (unit == "minutes") return 1.0 / 60;
  if (unit == "hours") return 1;
  if (unit == "days") return hours_per_working_day;
  return std::nullopt;
}

double hours_in(std::string_view unit) {
  if (const std::optional<double> hours = known_hours_in(unit)) return *hours;
  throw Error(ErrorKind::usage, {.key = "money"},
              fmt::format("the unit of a time metric is '{}', but must be seconds, minutes, hours or days", unit),
              suggestion(unit, {"seconds", "minutes", "hours", "days"}));
}

std::vector<Rung> time_ladder(const Valued& valued, const LevelEffect& level, const Assumptions& assumptions) {
  const Benefit benefit = benefit_of(valued, assumptions);
  const Interval gross = ordered(level, [&](double e) { return gain_per_person_week(benefit, e); });
  const Interval net = mapped(gross, [&](double hours) { return net_of_rework(benefit, hours); });
  const Interval all = scaled(net, benefit.people);
  const Interval realized = scaled(all, benefit.realized_share);
  const Interval value = scaled(realized, benefit.price * benefit.times_per_year);
  std::string rework = fmt::format("{} x (1 - {})", format_factor(gross.value), benefit.rework_share);
  if (benefit.rework_share == 0) rework = say(MessageId::ladder_no_rework);
  if (gross.value <= 0) rework = say(MessageId::ladder_lost_time);
  const bool campaigns = in_campaigns(assumptions);
  const std::string person =
      say(campaigns ? MessageId::unit_hours_per_person_campaign : MessageId::unit_hours_per_person_week);
  const std::string all_people = say(campaigns ? MessageId::unit_hours_per_campaign : MessageId::unit_hours_per_week);
  const std::string currency = name_of_currency(assumptions.currency);
  return {
      rung(say(MessageId::rung_gross), gross, person, gross_text(valued, level, assumptions)),
      rung(say(MessageId::rung_net), net, person, rework),
      rung(say(MessageId::rung_all_people), all, all_people, people_text(valued, net.value, benefit.people)),
      rung(say(MessageId::rung_realized), realized, all_people,
           share_text(all.value, benefit.realized_share, assumptions.realized_share_source)),
      money_rung(say(MessageId::rung_value), value, say(MessageId::unit_per_year, {{"unit", currency}}),
                 say(MessageId::ladder_hourly_cost, {{"before", format_factor(realized.value)},
                                                     {"price", stated(benefit.price, assumptions.currency)},
                                                     {"times", times_a_year(assumptions, benefit)}})),
  };
}

}  // namespace payoff
