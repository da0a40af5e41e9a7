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

}  // namespace payoff
