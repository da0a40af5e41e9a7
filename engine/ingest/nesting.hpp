// Was the tool given to persons, or to the teams they are in?
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "ingest/answer.hpp"
#include "ingest/sql/panel_query.hpp"

namespace payoff {

// Columns of segments of which the cells show already that some label has units of both arms: nothing was assigned by them.
std::set<std::string> segments_across_arms(const Answer& answer, const QueryParts& parts);

struct RowsSeen {
  std::uint64_t rows = 0;
  std::set<std::string> across{};  // columns that need no look
};

// The text column, none of those that the study names, whose labels each lie in one arm, more often than chance would do it:
// of several the coarsest that says more than the finer ones. Where both arms have two of its labels and more, they are the
// clusters of the units.
std::optional<Nesting> nesting_of(OpenSource& source, const PanelQuery& query, const Columns& columns,
                                  const Rollout& rollout, const RowsSeen& seen);

}  // namespace payoff
