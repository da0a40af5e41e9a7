// What the first cells of a CSV column look like: whether they are numbers, or might be dates.
#pragma once

#include <vector>

#include "ingest/source/query_result.hpp"

namespace payoff {

struct FirstCells {
  bool any = false;        // is not empty
  bool numbers = true;     // all are plain numbers: -1.5, 2e3
  bool whole = true;       // none has a decimal mark
  bool certain = false;    // a decimal mark stands where none could stand between thousands
  bool has_digit = false;  // without one there is no date
};

// texts: trimmed.
FirstCells first_cells(const ResultColumn& texts, char decimal);

// Whether commas are decimal marks: they are in some column, and points in none.
bool have_decimal_commas(const std::vector<ResultColumn>& columns);

}  // namespace payoff
