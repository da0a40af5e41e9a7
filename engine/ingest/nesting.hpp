// Was the tool given to persons, or to the teams they are in?
#pragma once

#include <cstdint>
#include <optional>

#include "ingest/sql/panel_query.hpp"

namespace payoff {

// The text column, none of those that the study names, whose labels each lie in one arm, more often than chance would do it:
// of several the coarsest that says more than the finer ones. Where both arms have two of its labels and more, they are the
// clusters of the units.
std::optional<Nesting> nesting_of(OpenSource& source, const PanelQuery& query, const Columns& columns,
                                  const Rollout& rollout, std::uint64_t rows_read);

}  // namespace payoff
