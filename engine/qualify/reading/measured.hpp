// What the data say of one number, seen in the direction that somebody claims: how far it reaches, and how likely a
// size is.
//
// Formula   x = direction * effect, on the scale on which its interval was made; y = shown(x), increasing, in the unit
//           of a claim
//           lower bound of confidence c: shown(x - t(c, df) se)
//           chance of at least y:        T((x - shown^-1(y)) / se; df)
//           Both hold where the interval is x -+ t((1 + level) / 2, df) se.
// Else      (a bootstrap, a lot, Fieller's interval) an end of the two-sided interval of level L is a one-sided bound
//           of confidence (1 + L) / 2: it is taken where that is at least c, which is stricter, and there is no bound
//           where it is less. A chance then is only known to lie on one side of (1 - L) / 2 and (1 + L) / 2.
// Simulated of draws, the bound is the least draw that a share c of them reaches, the chance a share of them.
#pragma once

#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

// Between what; low = high where it is known.
struct Chance {
  double low = missing, high = missing;
};

struct Measured {
  Estimate estimate{};          // effect, raw sign
  double level = 0.95;          // of its interval
  double direction = 1;         // +1: more is claimed, -1: less
  bool logarithms = false;      // of ratios: shown is a share of the baseline, times a factor
  double factor = 1;            // claimed units in one unit of the effect
  double factor_below = 1;      // the same where the effect is against the claim
  std::vector<double> draws{};  // simulated, the claimed direction positive, ascending: then nothing above is used
};

// NaN where there is none.
double middle_of(const Measured& measured);  // the estimate; the median of draws
double lower_bound(const Measured& measured, double confidence);
double upper_bound(const Measured& measured, double confidence);
Chance chance_of_at_least(const Measured& measured, double size);

// Its interval is the one that its standard error makes.
bool is_by_standard_error(const Measured& measured);

}  // namespace payoff
