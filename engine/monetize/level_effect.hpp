// The effect in the metric's own units, whatever scale it was estimated on.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

struct LevelEffect {
  double estimate = missing, low = missing, high = missing;  // metric units, raw sign
};

// A value x on the scale of Effect::absolute, in metric units:
// level x; log baseline * (exp(x) - 1), the baseline taken as known.
double to_level(const Effect& effect, double x);

LevelEffect level_effect(const Effect& effect);

// -1 when lower is better, so that gain = gain_sign * effect is good when positive.
double gain_sign(const Metric& metric);

}  // namespace payoff
