// What a sceptic asks of an estimate of staggered adoption: who is left out.
#pragma once

#include "measure/rollout/staggered/effect.hpp"

namespace payoff {

void add_units_left_out(Effect& effect, const StaggeredSample& sample);

// Treated cells that nothing without the tool can be held against, by cohort.
void add_left_out(Effect& effect, const Panel& panel, const StaggeredSample& sample, const StaggeredNumbers& numbers);

}  // namespace payoff
