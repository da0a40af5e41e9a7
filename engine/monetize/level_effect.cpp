#include "monetize/level_effect.hpp"

#include <cmath>

namespace payoff {

double to_level(const Effect& effect, double x) {
  return is_multiplicative(effect.metric) ? effect.baseline * std::expm1(x) : x;
}

LevelEffect level_effect(const Effect& effect) {
  return {to_level(effect, effect.absolute.estimate), to_level(effect, effect.absolute.low),
          to_level(effect, effect.absolute.high)};
}

double gain_sign(const Metric& metric) {
  return metric.better == Better::lower ? -1 : 1;
}

}  // namespace payoff
