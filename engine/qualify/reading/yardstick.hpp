// How large an effect must be to matter, and whether an interval can decide it.
//
// Formula   what matters: the study's own "smallest_effect"; else the effect that pays for the costs; else a fifth of a
//           standard deviation between units (Cohen's small effect).
//           An interval cannot decide where its half-width exceeds that, and both answers, it matters and it does not, lie inside
//           it: neither a narrow null nor a wide interval far beyond break-even is imprecise.
#pragma once

#include <string>

#include "payoff/qualify.hpp"

namespace payoff {

struct Yardstick {
  double low = missing, high = missing;  // of the effect, level scale, metric units
  double matters = missing;
  std::string name;  // "the smallest effect that pays for the costs"

  double half_width() const { return (high - low) / 2; }
  bool known() const;
  bool cannot_decide() const;
};
Yardstick yardstick_of(const Evidence& evidence, const Effect& effect);

}  // namespace payoff
