// Rows that are events: a unit without any in a period has none, and not an unknown number.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/event_notes.hpp"

namespace payoff {

// The cells with one more for each period in which a unit was under observation and has no row: 0 of what is counted or
// summed up, nothing of the rest. Only periods in which some unit has a row: of the others nobody knows whether there were
// data. Nothing where none is missing, or nothing counts zeros.
// unseen: as unseen_units() gives them, each with zeros from when it is observed to when it no longer is.
std::optional<ResultTable> with_zero_periods(const ResultTable& cells, const ResultTable& unseen,
                                             const QueryParts& parts);

// Units that the table says are under observation (observed_from, observed_to) and that no row is of: a row for each, in
// the columns of the cells. None where their arm or cluster stands in the rows alone.
ResultTable unseen_units(OpenSource& source, const PanelQuery& query, const QueryParts& parts);

// filled: cells with what these two have added.
ObservedCells observed_cells(const ResultTable& cells, const ResultTable& filled, const QueryParts& parts);

// Who was assigned and never observed: rows of units that have an arm and no value in any row. None where every row has one.
ResultTable valueless_units(OpenSource& source, const PanelQuery& query, const Ledger& ledger);

}  // namespace payoff
