// What a sentence says, before it is held against a metric: a number, its unit, which way, how often, whose.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "payoff/assertion.hpp"
#include "qualify/sentence/tokens.hpp"
#include "qualify/sentence/vocabulary.hpp"

namespace payoff {

enum class SaidUnit { none, time, percent, points, times, money };

struct Period {
  std::string word;  // "week"
  double weeks = 0;  // 0 = a day
};

struct Said {
  std::optional<double> number;  // with its thousands and millions
  double half_digit = 0;         // half of its last digit as written
  Bound bound = Bound::at_least;
  std::set<Sense> ways;  // down to slower
  SaidUnit unit = SaidUnit::none;
  double hours = 0;                      // in the unit of time
  std::string unit_word;                 // "minutes"; of money the currency
  std::optional<Period> period;          // "a week"
  std::optional<Period> duration;        // "6 months"
  std::optional<double> horizon_months;  // of a present value or a return: "over three years"
  bool each = false, total = false;
  std::optional<Asserted> figure;  // net present value, return, payback
};

// Throws Error(usage) for a word that it does not understand (and tells the metrics by name), two numbers, two units, and
// what no evidence can bear out.
Said said_by(std::vector<Token>& tokens, const std::string& metrics);

}  // namespace payoff
