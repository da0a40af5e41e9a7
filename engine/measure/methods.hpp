// The rows of the catalogue, each defined in its estimator's file.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

extern const Method paired_method;
extern const Method two_sample_method;
extern const Method did_method;
extern const Method group_time_method;
extern const Method interaction_weighted_method;
extern const Method imputation_method;
extern const Method two_stage_method;

// The change of the treated alone: the naive answer beside one with a comparison, and marked as such.
void add_before_after(Effect& effect, const Panel& panel, const Question& question);

}  // namespace payoff
