// The arithmetic all ladders share: a value with the ends that the effect's
// interval gives it, low <= high whatever the sign of the rung.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "base/wording.hpp"
#include "monetize/level_effect.hpp"
#include "payoff/monetize.hpp"

namespace payoff {

struct Interval {
  double value = missing, low = missing, high = missing;
};

template <class Map>
Interval ordered(const LevelEffect& effect, Map map) {
  const auto [low, high] = std::minmax({map(effect.low), map(effect.high)});
  return {map(effect.estimate), low, high};
}

// map must be increasing.
template <class Map>
Interval mapped(const Interval& from, Map map) {
  return {map(from.value), map(from.low), map(from.high)};
}

// factor must not be negative.
inline Interval scaled(const Interval& from, double factor) {
  return {from.value * factor, from.low * factor, from.high * factor};
}

// A number that the study states, in full; format_factor is for those that were computed.
inline std::string given(double value) {
  return std::abs(value) >= 1000 ? format_fixed(value, 0) : format_factor(value);
}

inline Rung rung(std::string name, const Interval& interval, std::string unit, std::string text) {
  return {std::move(name), interval.value, interval.low, interval.high, std::move(unit), std::move(text)};
}

}  // namespace payoff
