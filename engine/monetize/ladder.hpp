// From one effect to the value of a year, a rung at a time, each with the ends that the effect's interval gives it, low <= high
// whatever its sign.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "base/parts.hpp"
#include "base/wording.hpp"
#include "monetize/benefit.hpp"
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

// A computed amount of money that the next rung goes on from: "1,790,000,000", "17억 9,000만".
inline std::string computed(double money) {
  return amounts_in_parts(format_factor(money));
}

// "USD 48"
std::string stated(double amount, const std::string& currency);

inline Rung rung(std::string name, const Interval& interval, std::string unit, std::string text) {
  return {std::move(name), interval.value, interval.low, interval.high, std::move(unit), std::move(text)};
}
inline Rung money_rung(std::string name, const Interval& interval, std::string unit, std::string text) {
  Rung of_money = rung(std::move(name), interval, std::move(unit), std::move(text));
  of_money.is_money = true;
  return of_money;
}

// "x 52 weeks", "x 1.33 campaigns a year"
std::string times_a_year(const Assumptions& assumptions, const Benefit& benefit);
// "51.3 tickets per person and week"; of campaigns "1 of each"
std::string volume_text(const Valued& valued, const Assumptions& assumptions);

// The effect as a year of it is told: the last third of one that fades.
Effect told_effect(const Effect& effect);

// To the present value of the benefits: the rungs of its kind, class, risk, and what years of it are worth.
std::vector<Rung> ladder_of(const BenefitStream& stream, const Assumptions& assumptions, const CashModel& model);

}  // namespace payoff
