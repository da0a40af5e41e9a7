// What an arm stood at before and after the rollout: what happened, not what caused it.
//
// Formula   mean over the units of the arm that were seen on both sides of the unit's own mean (ratio metrics: sum over
//           sum; log scale: mean on the level scale).
// Refuses   two rollout dates, whose before and after are no one's; nobody seen on both sides: NaN.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

ArmLevel arm_level(const Panel& panel, std::size_t metric, bool treated);

}  // namespace payoff
