// From the sums that the database returned to a panel.
#pragma once

#include "ingest/sql/panel_query.hpp"

namespace payoff {

// Rows of the result that are cells of units; in phases the trend comes after them.
std::size_t unit_rows_end(const ResultTable& cells);

// Whether the cells show rows that must be judged: an empty key, a group that is
// neither, a number that is not finite, or rows without any metric.
bool shows_bad_rows(const ResultTable& cells, std::size_t metrics);

// Whether a cell was made of more rows than periods.
bool shows_duplicates(const ResultTable& cells, std::size_t metrics);

// Throws Error(data) for a unit whose group, adoption, cluster or segment changes.
Panel assemble(const ResultTable& cells, const PanelQuery::Parts& parts, const Calendar& calendar);

}  // namespace payoff
