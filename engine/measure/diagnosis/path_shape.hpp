// What the shape of a path says about the weeks around the rollout: did people change before it, and is the first
// period with the tool unlike those that follow?
//
// Formula   anticipation  a = -mean of the leads before the reference: how far the last period before the tool had
//                         already moved from the ones before it, with the reference itself 0
//           spike         s = beta_0 - mean(beta_1 ... beta_3)
//           each a linear combination c'beta with variance c'Vc; two-sided t.
// Limits    one period each: a slow drift is the business of the joint test of leads.
#pragma once

#include <vector>

#include "measure/diagnosis/event_path.hpp"

namespace payoff {

// "anticipation" (needs a lead) and "adoption_spike" (needs a lag after the first); the value is p, the threshold 0.05.
std::vector<Diagnostic> path_shape(const EventPath& path, const Effect& effect);

}  // namespace payoff
