// The test behind bounds on trends: one wobble with its sign, at one bound.
#pragma once

namespace payoff {

// What the test depends on: the moments of (theta^, w) and how the bound moves theta. See sensitivity_hybrid.cpp.
struct WobbleSide {
  double w = 0, var_w = 0, cov = 0, var_theta = 0;
  double reach = 0;                      // M A: theta may move by this times w
  double scale_high = 0, scale_low = 0;  // S
  double least_rate = 0, most_rate = 0;  // of -w among the pairs
};

// The sizes of the two stages, and between what the first stage's critical value must lie in units of the largest
// standard deviation: the three vertices that matter exceed it at least as often as one, at most as often as three. The
// second stage rejects from `clear` standard deviations on where half of the distribution or more is above its lower bound.
struct HybridSizes {
  double kappa, second, least, most, clear;
};
HybridSizes hybrid_sizes(double level);

// The first stage's critical value c, and what it is at most.
double least_favourable(const WobbleSide& side, const HybridSizes& sizes);
double most_favourable(const WobbleSide& side, const HybridSizes& sizes);

// The test of theta = theta^ + distance, given c.
bool accepts(const WobbleSide& side, double distance, double c, const HybridSizes& sizes);

// The same without c, which is found only where the answer depends on it.
bool accepts(const WobbleSide& side, double distance, const HybridSizes& sizes);

}  // namespace payoff
