// The units that enter a comparison of two groups, their outcomes and covariates.
#pragma once

#include "measure/answer/sample.hpp"
#include "measure/experiment/regression_adjustment.hpp"
#include "payoff/measure.hpp"

namespace payoff {

struct TwoSampleData {
  Sample sample;
  ArmSample arms;
  double treated_mean = missing, comparison_mean = missing;
  double comparison_level = missing;  // log scale: mean on the level scale
  std::vector<Diagnostic> diagnostics;
};

struct Adjust {
  bool covariates = true;
  bool pre_outcome = true;  // the unit's own mean before the rollout
};

// Throws Error(method) when an arm has fewer than 2 units.
TwoSampleData collect_two_sample(const Panel& panel, const Question& question, const Adjust& adjust);

}  // namespace payoff
