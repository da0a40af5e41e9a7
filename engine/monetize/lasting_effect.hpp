// Does the effect last, and what is left of it when it does not.
//
// Formula   first, last = means of the first and last third of the lags (event times >= 0)
//           it fades when the first is clear of 0 and last / first < 1/2;
//           it turns round when, beyond that, the last is clear of 0 on the other side
// Interval  The path carries no covariances. The mean of the ends is the interval as if
//           all lags were perfectly correlated, which errs on the wide side.
// Staggered Late event times are held by early cohorts alone, and early cohorts may gain more or
//           less: only the event times at which three quarters of the adopters were followed
//           are compared, so that hardly anything but time tells the thirds apart.
// Why here  An average over a follow-up in which the effect died may not be multiplied
//           by three years: a fading effect is valued by its last third.
#pragma once

#include <optional>

#include "payoff/measure.hpp"

namespace payoff {

// Means over one third of the lags, on the scale of Effect::absolute.
struct Third {
  double estimate = 0, se = 0, low = 0, high = 0;
};

inline constexpr double least_lasting_share = 0.5;
inline constexpr double least_share_followed = 0.75;  // of the adopters; staggered adoption only

struct Fading {
  Third first, last;
  double share = missing;  // last / first; below 0: the other sign
  bool fades = false;
  bool turns = false;  // implies fades: money uses the last third of both
};

// Nothing with fewer than three lags.
std::optional<Fading> fading_of(const Effect& effect);

bool effect_fades(const Effect& effect);

// The effect as it was in the last third of the follow-up.
// Requires  effect_fades(effect)
Effect last_third(const Effect& effect);

}  // namespace payoff
