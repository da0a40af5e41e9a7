#include "monetize/time_value.hpp"

#include <fmt/format.h>

#include "base/suggestion.hpp"
#include "base/wording.hpp"
#include "monetize/ladder.hpp"
#include "monetize/level_effect.hpp"
#include "monetize/volume.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr double hours_per_working_day = 8;

std::string gross_text(const Effect& effect, const Assumptions& assumptions) {
  const double saved = gain_sign(effect.metric) * level_effect(effect).estimate;
  std::string text =
      fmt::format("{} {} x {}", format_factor(saved), effect.metric.unit, weekly_volume(effect, assumptions).text);
  const double hours = hours_in(effect.metric.unit);
  if (hours < 1) text += fmt::format(" / {:.0f}", 1 / hours);
  if (hours > 1) text += fmt::format(" x {:.0f} hours in a working day", hours);
  return text;
}

std::string share_text(double hours, const Range& share) {
  std::string text = fmt::format("{} x {}", format_factor(hours), share.mode);
  if (share.mode > 0.5) text += "; more than the conventional 0.5, which needs a reason";
  return text;
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

Benefit time_benefit(const Effect& effect, const Assumptions& assumptions) {
  return {.sign = gain_sign(effect.metric),
          .per_unit = hours_in(effect.metric.unit),
          .volume = weekly_volume(effect, assumptions).per_person_week,
          .rework_share = assumptions.rework_share,
          .people = assumptions.people,
          .price = assumptions.hourly_cost,
          .realized_share = assumptions.realized_share.value()};
}

std::vector<Rung> time_ladder(const Effect& effect, const Assumptions& assumptions) {
  const Benefit benefit = time_benefit(effect, assumptions);
  const LevelEffect level = level_effect(effect);
  const Interval gross = ordered(level, [&](double e) { return gain_per_person_week(benefit, e); });
  const Interval net = mapped(gross, [&](double hours) { return net_of_rework(benefit, hours); });
  const Interval all = scaled(net, benefit.people);
  const Interval realized = scaled(all, benefit.realized_share.mode);
  const Interval value = scaled(realized, benefit.price * weeks_per_year);
  std::string rework = fmt::format("{} x (1 - {})", format_factor(gross.value), benefit.rework_share);
  if (benefit.rework_share == 0) rework = "no share is assumed to go into rework";
  if (gross.value <= 0) rework = "time lost is not reduced by rework";
  const std::string person = "hours per person and week";
  return {
      rung("gross time saved", gross, person, gross_text(effect, assumptions)),
      rung("net of rework", net, person, rework),
      rung("all eligible people", all, "hours per week",
           fmt::format("{} x {} people", format_factor(net.value), given(benefit.people))),
      rung("realised by the business", realized, "hours per week", share_text(all.value, benefit.realized_share)),
      rung("value", value, assumptions.currency + " per year",
           fmt::format("{} x {} {} per hour x {} weeks", format_factor(realized.value), assumptions.currency,
                       given(benefit.price), weeks_per_year)),
  };
}

}  // namespace payoff
