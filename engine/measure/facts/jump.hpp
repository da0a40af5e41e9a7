// Did what one group did by itself change all at once when the tool came to others?
//
// A slow wave of everybody's luck makes two long means differ; what jumps from one fortnight to the next does not come from it.
//
// Formula   J(s) = mean of the group's means in the k periods from s on - in the k before s, each unit taken less its own mean;
//           k = 2. The jump is J at the rollout; s2 the mean square of J(s) about its mean over all s whose window lies on one
//           side of the rollout; t = J / sqrt(s2 (1 + 1 / n)) with n / k degrees of freedom, n the number of these windows.
// Refuses   two rollout dates, before/after totals, fewer than 6 windows, or a period missing around the rollout: NaN.
#pragma once

#include "measure/facts/own_change.hpp"

namespace payoff {

Estimate jump_at_rollout(const Panel& panel, std::size_t metric, bool treated, double level);

// The same of a group's means by period, each unit taken less its own mean.
Estimate jump_of(const std::map<int, double>& means, const Metric& metric, int rollout, double level);

}  // namespace payoff
