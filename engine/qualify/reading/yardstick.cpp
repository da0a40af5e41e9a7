#include "qualify/reading/yardstick.hpp"

#include <cmath>

#include "base/messages.hpp"
#include "monetize/level_effect.hpp"

namespace payoff {

bool Yardstick::known() const {
  return std::isfinite(half_width()) && std::isfinite(matters) && matters > 0;
}

bool Yardstick::cannot_decide() const {
  const auto inside = [&](double value) { return low < value && value < high; };
  return known() && half_width() > matters && (inside(matters) || inside(-matters));
}

Yardstick yardstick_of(const Evidence& evidence, const Effect& effect) {
  const LevelEffect level = level_effect(effect);
  Yardstick yardstick{.low = level.low, .high = level.high, .name = ""};
  const Appraisal* appraisal = evidence.appraisal;
  if (effect.metric.smallest_effect > 0) {
    yardstick.matters = effect.metric.smallest_effect;
    yardstick.name = say(MessageId::smallest_effect_that_matters);
  } else if (appraisal && appraisal->metric == effect.metric.name && appraisal->break_even_effect > 0) {
    yardstick.matters = appraisal->break_even_effect;
    yardstick.name = say(MessageId::smallest_effect_that_pays);
  } else {
    // Of logarithms a standard deviation is a share of the level.
    const double scale = is_multiplicative(effect.metric) ? std::abs(effect.baseline) : 1;
    yardstick.matters = effect.facts.unit_sd * scale / 5;
    yardstick.name = say(MessageId::fifth_of_a_deviation);
  }
  return yardstick;
}

}  // namespace payoff
