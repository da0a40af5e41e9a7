#include "monetize/lasting_effect.hpp"

#include <cmath>

namespace payoff {
namespace {

constexpr double most_p_of_change = 0.10;

bool is_clear(const Estimate& third) {
  return third.low > 0 || third.high < 0;
}

}  // namespace

std::optional<Fading> fading_of(const Effect& effect) {
  if (!effect.course) return std::nullopt;
  const auto& [first, last, change] = *effect.course;
  const bool by_chance = change.p >= most_p_of_change;
  Fading fading{.first = first, .last = last, .share = last.estimate / first.estimate};
  fading.fades = is_clear(first) && fading.share < least_lasting_share && !by_chance;
  fading.turns = fading.fades && fading.share < 0 && is_clear(last);
  fading.begins_late =
      is_clear(last) && first.estimate / last.estimate < least_lasting_share && !by_chance && !fading.turns;
  fading.declines = is_clear(first) && !fading.fades && fading.share < 1 && !by_chance;
  return fading;
}

bool effect_fades(const Effect& effect) {
  const std::optional<Fading> fading = fading_of(effect);
  return fading && fading->fades;
}

bool is_less_at_last(const Effect& effect) {
  const std::optional<Fading> fading = fading_of(effect);
  return fading && (fading->fades || fading->declines);
}

Effect last_third(const Effect& effect) {
  const Estimate& last = effect.course.value().last;
  Effect result = effect;
  result.absolute.estimate = last.estimate;
  result.absolute.se = last.se;
  result.absolute.low = last.low;
  result.absolute.high = last.high;
  return result;
}

}  // namespace payoff
