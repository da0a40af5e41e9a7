// Two groups adjusted for what their units did before the rollout, from moments.
//
// Formula   fit/cross_products/adjusted_arms.hpp; the sums over units of two_sample.cpp come from the database.
// Checked   two_sample on the same units, every number: tests/ingest/past_test.cpp.
#pragma once

#include "measure/answer/inference.hpp"
#include "measure/experiment/two_sample_options.hpp"

namespace payoff {

// Whether two_sample would adjust. Throws Error(usage) where the groups were not drawn by lot: then those without a past
// would be left out, and moments have them in.
bool adjusts_for_past(const MetricMoments& arms, const Question& question);

struct AdjustedAnswer {
  Moments moments;
  double df = 0;
  double largest = 0, own_squares = 0;  // see AdjustedMoments
};
AdjustedAnswer adjusted_answer(const MetricMoments& arms, ArmErrors errors, const Question& question);

}  // namespace payoff
