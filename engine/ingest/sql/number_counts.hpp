// In how many cells of a column of text each way of writing numbers is met, with an example of each. DuckDB only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "ingest/source/source.hpp"

namespace payoff {

// How a study speaks of numbers.
struct NumberRules {
  std::string decimal;               // "." or ","; empty = found out
  std::vector<std::string> missing;  // see missing_spellings
};

inline char decimal_mark(const NumberRules& rules) {
  return rules.decimal.empty() ? '.' : rules.decimal[0];
}

struct NumberCells {
  std::string sql;   // of their text
  std::string name;  // of the column, and the place, for messages
  Place place;
  std::string unit;          // of time, in which durations are wanted; empty = not said
  std::string only_where{};  // SQL of the rows that are looked at, which may speak of other columns; empty = all
};

struct NumberCounts {
  std::int64_t point = 0, comma = 0, percent = 0, clock_of_three = 0, clock_of_two = 0, spelled = 0, truth = 0;
  std::int64_t marked = 0;  // not as the database writes a number
  // Examples, empty where there is none: with a mark that can be either, without one beside it, with a mark that can be
  // this one only, of durations.
  std::string either, below, only_point, only_comma, clock, duration;
  std::vector<std::string> currencies;

  std::int64_t numbers() const { return std::max(point, comma); }
  std::int64_t durations() const { return clock_of_three + clock_of_two + spelled; }
};

// Of each of them. Those of one table are looked at together.
std::vector<NumberCounts> count_numbers(OpenSource& source, const std::vector<NumberCells>& cells,
                                        const NumberRules& rules);

// Whether every cell of the column that is there is a number as the database writes it.
bool plain_numbers(OpenSource& source, const std::string& column, const NumberRules& rules);

}  // namespace payoff
