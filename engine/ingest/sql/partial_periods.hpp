// Periods at the ends of the data that they cover only in part: a first week that begins on its Wednesday.
#pragma once

#include <string>
#include <vector>

#include "ingest/sql/time_column.hpp"

namespace payoff {

struct PartialPeriods {
  std::vector<int> periods;  // at most the first and the last
  std::string words;         // "2025-01-06 (from 2025-01-08)"
};

// None unless periods are longer than the steps between the dates, and two whole ones stay.
PartialPeriods partial_periods(OpenSource& source, const TimeColumn& time);

}  // namespace payoff
