#include "monetize/lasting_effect.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace payoff {
namespace {

bool is_clear(const Third& third) {
  return third.low > 0 || third.high < 0;
}

Third mean_of(const std::vector<PathPoint>& lags, std::size_t begin, std::size_t end) {
  Third third;
  const double n = static_cast<double>(end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    third.estimate += lags[i].estimate / n;
    third.se += lags[i].se / n;
    third.low += lags[i].low / n;
    third.high += lags[i].high / n;
  }
  return third;
}

std::vector<PathPoint> lags_of(const Effect& effect) {
  std::vector<PathPoint> lags;
  for (const PathPoint& point : effect.path) {
    if (point.event_time >= 0 && std::isfinite(point.estimate)) lags.push_back(point);
  }
  return lags;
}

// Share of the adopters (units of cohorts with an estimate) that were followed for `event_time` periods. The data
// end where the earliest cohort's path does. 1 where all began together.
double share_followed(const Effect& effect, int event_time, int last_event_time) {
  int earliest = never;
  for (const Cohort& cohort : effect.cohorts) {
    if (std::isfinite(cohort.absolute.estimate)) earliest = std::min(earliest, cohort.adopted_period);
  }
  double followed = 0, all = 0;
  for (const Cohort& cohort : effect.cohorts) {
    if (!std::isfinite(cohort.absolute.estimate)) continue;
    const auto units = static_cast<double>(cohort.units);
    const int periods_later = cohort.adopted_period - earliest;
    all += units;
    if (event_time <= last_event_time - periods_later) followed += units;
  }
  return all > 0 ? followed / all : 1;
}

}  // namespace

std::optional<Fading> fading_of(const Effect& effect) {
  std::vector<PathPoint> lags = lags_of(effect);
  const int last = lags.empty() ? 0 : lags.back().event_time;
  std::erase_if(
      lags, [&](const PathPoint& lag) { return share_followed(effect, lag.event_time, last) < least_share_followed; });
  const std::size_t size = lags.size() / 3;
  if (size == 0) return std::nullopt;
  Fading fading{mean_of(lags, 0, size), mean_of(lags, lags.size() - size, lags.size())};
  fading.share = fading.last.estimate / fading.first.estimate;
  fading.fades = is_clear(fading.first) && fading.share < least_lasting_share;
  fading.turns = fading.fades && fading.share < 0 && is_clear(fading.last);
  return fading;
}

bool effect_fades(const Effect& effect) {
  const std::optional<Fading> fading = fading_of(effect);
  return fading && fading->fades;
}

Effect last_third(const Effect& effect) {
  const Third last = fading_of(effect).value().last;
  Effect result = effect;
  result.absolute.estimate = last.estimate;
  result.absolute.se = last.se;
  result.absolute.low = last.low;
  result.absolute.high = last.high;
  return result;
}

}  // namespace payoff
