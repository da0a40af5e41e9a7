#include "monetize/lasting_effect.hpp"

#include <cmath>
#include <vector>

namespace payoff {
namespace {

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

}  // namespace

std::optional<Fading> fading_of(const Effect& effect) {
  std::vector<PathPoint> lags;
  for (const PathPoint& point : effect.path) {
    if (point.event_time >= 0 && std::isfinite(point.estimate)) lags.push_back(point);
  }
  const std::size_t size = lags.size() / 3;
  if (size == 0) return std::nullopt;
  Fading fading{mean_of(lags, 0, size), mean_of(lags, lags.size() - size, lags.size())};
  const bool clear_at_first = fading.first.low > 0 || fading.first.high < 0;
  fading.share = fading.last.estimate / fading.first.estimate;
  fading.fades = clear_at_first && fading.share < least_lasting_share;
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
