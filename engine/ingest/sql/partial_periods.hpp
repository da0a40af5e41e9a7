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

// SQL of the number of a row's day, where periods are longer than the steps between the dates; else empty, and no period
// is partial.
std::string day_number_sql(const TimeColumn& time, const Dialect& dialect);

// SQL of what is asked of rows that have it as day_number: first_day, last_day, weekdays.
std::string days_seen_sql(const Dialect& dialect);

// Of rows of first_day, last_day and weekdays. None unless two whole periods stay.
PartialPeriods partial_periods(const ResultTable& days_seen, const TimeColumn& time);

// The same with a query of its own, where no sums show the days. column: of time, or SQL.
PartialPeriods partial_periods(OpenSource& source, const std::string& column, const TimeColumn& time);

}  // namespace payoff
