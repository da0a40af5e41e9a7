// When each unit began, and what stands for never.
#pragma once

#include <string>

#include "ingest/sql/number_column.hpp"
#include "ingest/sql/time_column.hpp"

namespace payoff {

// Each unit's own date (of adoption, or of the begin or end of its observation), in the calendar of the time column and in
// a form of its own.
struct AdoptionColumn {
  std::string written_sql;   // the text of the cell
  std::string period_sql;    // NULL where it is no time
  std::string text_sql;      // NULL where the unit never begins
  std::string is_never_sql;  // whether a text stands for that: a word, or a value far outside the data (0, 1900-01-01)
};

// role: of what it is the date.
AdoptionColumn detect_adoption(OpenSource& source, const std::string& date, TimeRole role, const Columns& columns,
                               const TimeColumn& time, const NumberRules& rules);

}  // namespace payoff
