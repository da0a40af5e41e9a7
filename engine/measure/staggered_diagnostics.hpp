// What a sceptic asks of an estimate of staggered adoption: who is left out, and whether the paths were parallel before.
#pragma once

#include "measure/staggered_effect.hpp"

namespace payoff {

void add_units_left_out(Effect& effect, const StaggeredSample& sample);

// Treated cells that nothing without the tool can be held against, by cohort.
void add_left_out(Effect& effect, const Panel& panel, const StaggeredSample& sample, const StaggeredNumbers& numbers);

// Joint test of the leads of the path; factor: what the path's covariance was multiplied by for small samples.
void add_pre_trend(Effect& effect, const EventPath& path, const StaggeredSample& sample, double factor);

}  // namespace payoff
