// Those whom the tool could not reach, as the study says: a placebo group.
#pragma once

#include "payoff/ingest.hpp"
#include "payoff/panel.hpp"

namespace payoff {

// Read beside the segments of the study, as their last.
NamedExpression unaffected_segment(const Rollout& rollout);

// Marks the units of which that segment says yes, and takes it out of the panel. Throws Error(data) where it says neither
// yes nor no, says yes of a unit with the tool, or leaves nobody on one side.
void mark_unaffected(Panel& panel);

}  // namespace payoff
