// What the labels of an answer show: some that are one, and some that are no unit.
#pragma once

#include "ingest/cells.hpp"
#include "ingest/sql/panel_query.hpp"

namespace payoff {

// Adds to parts.folded and parts.totals what the cells show; whether that was anything new, for which the query must be
// written again. notes: what was read otherwise than it is written.
bool learn_from_labels(OpenSource& source, const PanelQuery& query, const ResultTable& cells, const CodesSeen& codes,
                       QueryParts& parts, std::vector<std::string>& notes);

// The groups of the answer that stand for an arm in another spelling than the study's.
void add_loose_groups(OpenSource& source, const PanelQuery& query, const CodesSeen& codes,
                      std::vector<std::string>& notes);

}  // namespace payoff
