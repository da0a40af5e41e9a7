// What every estimator that has a path reads off it for the sceptic.
#pragma once

#include "measure/diagnosis/event_path.hpp"

namespace payoff {

// The effect's course, an earlier trend (unless it is there, of a more careful covariance), sensitivity to trends, the power of
// the test of the leads, anticipation and the spike of the first period, and how alike the groups were before. distance:
// periods between the headline's "after" and "before" (pre_trend_power.hpp).
void add_path_findings(Effect& effect, const Panel& panel, const EventPath& path, double distance,
                       const Context& context);

// The same for an answer whose path starts from one period before adoption.
Effect with_path_findings(EffectWithPath answer, const Panel& panel, const Context& context);

}  // namespace payoff
