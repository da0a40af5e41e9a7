// What is to be said where rows are events, or may be.
#pragma once

#include <string>
#include <vector>

#include "ingest/sql/panel_query.hpp"

namespace payoff {

// A period in which a unit was under observation and has no row counts as none of what is counted or summed up.
bool counts_empty_periods(const QueryParts& parts);
// That, or it is missing of a sum over rows that may be events, though nobody said so.
bool asks_of_empty_periods(const QueryParts& parts);

// How many cells the units have, and would have with one for each period in which they were under observation.
struct ObservedCells {
  std::size_t there = 0, all = 0;
  std::size_t unseen_units = 0;  // of whom there is no row
};

// Of empty periods; of sums over rows that may be events; and of rows that have begun and not ended.
std::vector<std::string> event_notes(OpenSource& source, const PanelQuery& query, const QueryParts& parts,
                                     const ObservedCells& observed);

}  // namespace payoff
