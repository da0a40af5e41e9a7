// What tells treated rows from the others: the check against a treatment code read
// the wrong way round.
#pragma once

#include "ingest/sql/panel_query.hpp"

namespace payoff {

// says_never: a row may hold a text that stands for no adoption, which is then looked for.
Coding describe_coding(OpenSource& source, const PanelQuery& query, const QueryParts& parts, const Panel& panel,
                       const ResultTable& cells, bool says_never);

// The same of two groups whose units are not here, of so many rows.
Coding describe_coding_of_groups(OpenSource& source, const PanelQuery& query, const QueryParts& parts,
                                 std::size_t treated_rows, std::size_t comparison_rows);

}  // namespace payoff
