// What tells treated rows from the others: the check against a treatment code read
// the wrong way round.
#pragma once

#include "ingest/sql/panel_query.hpp"

namespace payoff {

Coding describe_coding(OpenSource& source, const PanelQuery& query, const Columns& columns, const Rollout& rollout,
                       const Panel& panel, const ResultTable& cells);

}  // namespace payoff
