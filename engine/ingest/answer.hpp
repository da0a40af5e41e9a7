// What the database says of a study's rows: the sums of their cells, and the ledger that goes with them.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "ingest/cells.hpp"
#include "ingest/sql/panel_query.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

struct Answer {
  PanelQuery query;
  ResultTable cells;
  CodesSeen codes;
};

// Columns that the first rows showed as plain numbers, or dates, and others do not.
std::set<std::string> misjudged_columns(const OpenSource& source);

// Numbers without a mark in the first rows and with one later, where it may stand between thousands.
void doubt_whole_numbers(OpenSource& source, const MetricSource& metric, const std::function<bool()>& value_is_broken,
                         const std::function<bool()>& divisor_is_broken);

// Asks as if the data were clean, and again with what the answer shows that they are not, which is in parts then. Fills
// the ledger and the SQL of what is loaded.
Answer ask(OpenSource& source, QueryParts& parts, Loaded& loaded);

}  // namespace payoff
