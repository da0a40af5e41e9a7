// From the sums that the database returned to a panel.
#pragma once

#include "ingest/cells.hpp"
#include "ingest/sql/panel_query.hpp"
#include "payoff/context.hpp"

namespace payoff {

// valueless: rows of units that have no cell. Throws Error(data) for a unit whose group, adoption, cluster or segment
// changes.
Panel assemble(const ResultTable& cells, const ResultTable& valueless, const PanelQuery::Parts& parts,
               const Calendar& calendar, const Context& context = {});

}  // namespace payoff
