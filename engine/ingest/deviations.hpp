// Units of one arm and metric, summed about a centre near their mean, so that no digit is lost to the size of the numbers.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/rounding.hpp"
#include "payoff/panel.hpp"

namespace payoff {

// e = v - mean d, where v is the unit's number and d its denominator, 1 of a metric that is no ratio.
struct Deviations {
  double mean = 0;  // the centre
  double n = 0, d = 0;
  double e = 0, ee = 0, ed = 0, dd = 0;  // sums of e, e^2, e d, d^2
  double low = 0, high = 0;              // ends of e

  void add(double v, double denominator, double times = 1) {
    if (times == 0) return;
    const double deviation = v - mean * denominator;
    n += times;
    d += times * denominator;
    e += times * deviation;
    ee += times * deviation * deviation;
    ed += times * deviation * denominator;
    dd += times * denominator * denominator;
    low = std::min(low, deviation);
    high = std::max(high, deviation);
  }

  // About the units' own mean, which is sum of v over sum of d.
  double squares() const {
    const double rest = e / d;
    return beyond_rounding(ee - 2 * rest * ed + rest * rest * dd, ee);
  }

  // Puts the moments into those of an arm.
  void finish(ArmMoments& arm) const {
    const double rest = e / d;
    arm.mean = mean + rest;
    const double back = arm.mean - mean;  // Knuth's sum of two, with what it rounds away
    arm.mean_rest = (mean - (arm.mean - back)) + (rest - back);
    arm.weight = d / n;
    arm.squares = squares() / (arm.weight * arm.weight);
    arm.largest = std::max(high - rest, rest - low) / arm.weight;
  }
};

}  // namespace payoff
