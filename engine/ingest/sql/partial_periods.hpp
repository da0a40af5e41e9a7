// Periods at the ends of the data that they cover only in part: a first week that begins on its Wednesday.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/sql/time_column.hpp"

namespace payoff {

struct PartialPeriods {
  std::vector<int> periods;  // at most the first and the last
  Calendar calendar{};
  std::optional<int> begins,
      ends;  // the first day of the data, where the first is one; the last, where the last is one
};

// "2025-01-06 (from 2025-01-08)", in the language of the thread.
std::string words_of(const PartialPeriods& partial);

// None unless periods are longer than the steps between the dates, and two whole ones stay.
PartialPeriods partial_periods(OpenSource& source, const TimeColumn& time);

}  // namespace payoff
