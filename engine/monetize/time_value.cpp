#include "monetize/time_value.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/suggestion.hpp"
#include "base/wording.hpp"
#include "monetize/ladder.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr double hours_per_working_day = 8;

std::string gross_text(const Valued& valued, const LevelEffect& level, const Assumptions& assumptions) {
  const Metric& metric = valued.effect->metric;
  const double saved = gain_sign(metric) * level.estimate;
  std::string text = fmt::format("{} {} x {}", format_factor(saved), metric.unit, volume_text(valued, assumptions));
  const double hours = hours_in(metric.unit);
  if (hours < 1) text += fmt::format(" / {:.0f}", 1 / hours);
  if (hours > 1) text += fmt::format(" x {:.0f} hours in a working day", hours);
  return text;
}

std::string share_text(double hours, double share, const std::string& source) {
  std::string text = fmt::format("{} x {}", format_factor(hours), share);
  if (!source.empty()) text += "; " + source;
  if (share > 0.5 && source.empty()) text += "; more than the conventional 0.5, which needs a reason";
  return text;
}

// "420 people", and how many of them use it where that was measured.
std::string people_text(const Valued& valued, double people) {
  std::string text = given(people) + " people";
  const double uptake = valued.effect->uptake_treated;
  if (std::isfinite(uptake))
    text += fmt::format(", of whom {} used it: the effect is of all of them", format_percent(uptake));
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

std::vector<Rung> time_ladder(const Valued& valued, const LevelEffect& level, const Assumptions& assumptions) {
  const Benefit benefit = benefit_of(valued, assumptions);
  const Interval gross = ordered(level, [&](double e) { return gain_per_person_week(benefit, e); });
  const Interval net = mapped(gross, [&](double hours) { return net_of_rework(benefit, hours); });
  const Interval all = scaled(net, benefit.people);
  const Interval realized = scaled(all, benefit.realized_share);
  const Interval value = scaled(realized, benefit.price * benefit.times_per_year);
  std::string rework = fmt::format("{} x (1 - {})", format_factor(gross.value), benefit.rework_share);
  if (benefit.rework_share == 0) rework = "no share is assumed to go into rework";
  if (gross.value <= 0) rework = "time lost is not reduced by rework";
  const std::string each(each_time(assumptions));
  const std::string person = "hours per person and " + each, all_people = "hours per " + each;
  return {
      rung("gross time saved", gross, person, gross_text(valued, level, assumptions)),
      rung("net of rework", net, person, rework),
      rung("all eligible people", all, all_people,
           fmt::format("{} x {}", format_factor(net.value), people_text(valued, benefit.people))),
      rung("realised by the business", realized, all_people,
           share_text(all.value, benefit.realized_share, assumptions.realized_share_source)),
      rung("value", value, assumptions.currency + " per year",
           fmt::format("{} x {} {} per hour {}", format_factor(realized.value), assumptions.currency,
                       given(benefit.price), times_a_year(assumptions, benefit))),
  };
}

}  // namespace payoff
