// Does the effect last, and what is left of it when it does not; or does it begin late?
//
// Formula   first, last = means of the lags in the first and last third of the follow-up (Effect::course)
//           it fades when the first is clear of 0, last / first < 1/2, and the change between them is no chance (p < 0.1);
//           it declines when that holds for a share of 1/2 to 1;
//           it turns round when, beyond that, the last is clear of 0 on the other side;
//           it begins late when the last is clear of 0, first / last < 1/2, and the change between them is no chance.
//           A path without covariances has no p of the change, and goes without that test.
// Why here  An average over a follow-up in which the effect died may not be multiplied
//           by three years: a fading effect is valued by its last third.
#pragma once

#include <optional>

#include "payoff/measure.hpp"

namespace payoff {

inline constexpr double least_lasting_share = 0.5;

struct Fading {
  Estimate first, last;
  double share = missing;  // last / first; below 0: the other sign
  bool fades = false;
  bool turns = false;  // implies fades: money uses the last third of both
  bool begins_late = false;
  bool declines = false;  // by less than half, and not by chance: it does not fade, and is not worth its mean for years
};

// Nothing where there is no course.
std::optional<Fading> fading_of(const Effect& effect);

bool effect_fades(const Effect& effect);

// It fades or declines: a year of it is told by its last third.
bool is_less_at_last(const Effect& effect);

// The effect as it was in the last third of the follow-up.
// Requires  effect.course
Effect last_third(const Effect& effect);

}  // namespace payoff
