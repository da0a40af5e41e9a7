#include "monetize/volume.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

const Place place{.key = "money.volume_per_person_week"};

Volume of_events(double volume, const std::string& events) {
  return {volume, fmt::format("{} {} per person and week", format_factor(volume), spaced(events))};
}

Volume of_periods(double periods) {
  return {periods, periods == 1 ? "1 period per week" : format_factor(periods) + " periods per week"};
}

}  // namespace

Volume weekly_volume(const Effect& effect, double assumed) {
  const Metric& metric = effect.metric;
  if (!metric.per.empty()) {
    const double seen = effect.volume_per_unit_week;
    if (std::isfinite(assumed)) {
      Volume volume = of_events(assumed, metric.per);
      constexpr double alike = 0.2;
      if (std::abs(assumed / seen - 1) > alike) volume.text += fmt::format(" (in the data {})", format_factor(seen));
      return volume;
    }
    if (std::isfinite(seen)) return of_events(seen, metric.per);
    throw Error(ErrorKind::usage, place,
                fmt::format("volume_per_person_week is missing, but must be known for '{}', which is measured per {}",
                            spoken(metric), singular(metric.per)),
                fmt::format("set how many {} a person has in a week, or name columns.time so that the data say it",
                            metric.per));
  }
  if (metric.averaged) {
    if (std::isfinite(assumed)) return of_events(assumed, "rows");
    throw Error(
        ErrorKind::usage, place,
        fmt::format("volume_per_person_week is missing, but must be known for '{}', which is averaged over rows",
                    spoken(metric)),
        "say what a row is (\"aggregate\": \"mean\", \"per_label\": \"ticket\"), and the data say how many there are");
  }
  const double periods_per_week = effect.periods_after / effect.weeks_after;
  if (std::isfinite(periods_per_week) && periods_per_week > 0) {
    if (!std::isfinite(assumed)) return of_periods(periods_per_week);
    throw Error(ErrorKind::usage, place,
                fmt::format("volume_per_person_week is {}, but must be absent for '{}', which is measured per unit and "
                            "period already",
                            assumed, spoken(metric)),
                "remove it, or name the denominator in the metric's per");
  }
  if (std::isfinite(assumed)) return of_events(assumed, "observations");
  throw Error(ErrorKind::usage, place,
              fmt::format("volume_per_person_week is missing, but must be known for '{}', because the data do not say "
                          "how long a period is",
                          spoken(metric)),
              "set how many such observations a person has in a week, or name columns.time and columns.period");
}

}  // namespace payoff
