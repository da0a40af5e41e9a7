#include "monetize/volume.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/names.hpp"
#include "data/spoken.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

const Place place{.key = "money.volume_per_person_week"};

Volume of_events(double volume, const std::string& events) {
  return {volume, say(MessageId::volume_of_events, {{"count", format_factor(volume)}, {"events", events}})};
}

Volume of_periods(double periods, PeriodKind kind) {
  return {periods, periods == 1 ? say(MessageId::volume_of_one_period)
                                : say(MessageId::volume_of_periods,
                                      {{"count", format_factor(periods)}, {"per", said_per(name(kind))}})};
}

}  // namespace

Volume weekly_volume(const Effect& effect, double assumed) {
  const Metric& metric = effect.metric;
  if (!metric.per.empty()) {
    const double seen = effect.volume_per_unit_week;
    if (std::isfinite(assumed)) {
      Volume volume = of_events(assumed, spaced(metric.per));
      constexpr double alike = 0.2;
      if (std::abs(assumed / seen - 1) > alike)
        volume.text = say(MessageId::volume_but_in_data, {{"claim", volume.text}, {"seen", format_factor(seen)}});
      return volume;
    }
    if (std::isfinite(seen)) return of_events(seen, spaced(metric.per));
    throw Error(ErrorKind::usage, place,
                fmt::format("volume_per_person_week is missing, but must be known for '{}', which is measured per {}",
                            spoken(metric), singular(metric.per)),
                fmt::format("set how many {} a person has in a week, or name columns.time so that the data say it",
                            metric.per));
  }
  if (metric.averaged) {
    if (std::isfinite(assumed)) return of_events(assumed, say(MessageId::events_rows));
    throw Error(
        ErrorKind::usage, place,
        fmt::format("volume_per_person_week is missing, but must be known for '{}', which is averaged over rows",
                    spoken(metric)),
        "say what a row is (\"aggregate\": \"mean\", \"per_label\": \"ticket\"), and the data say how many there are");
  }
  const double periods_per_week = effect.periods_after / effect.weeks_after;
  if (std::isfinite(periods_per_week) && periods_per_week > 0) {
    if (!std::isfinite(assumed)) return of_periods(periods_per_week, effect.period);
    throw Error(ErrorKind::usage, place,
                fmt::format("volume_per_person_week is {}, but must be absent for '{}', which is measured per unit and "
                            "period already",
                            assumed, spoken(metric)),
                "remove it, or name the denominator in the metric's per");
  }
  if (std::isfinite(assumed)) return of_events(assumed, say(MessageId::events_observations));
  throw Error(ErrorKind::usage, place,
              fmt::format("volume_per_person_week is missing, but must be known for '{}', because the data do not say "
                          "how long a period is",
                          spoken(metric)),
              "set how many such observations a person has in a week, or name columns.time and columns.period");
}

}  // namespace payoff
