// Which comparisons the static two-way estimate of staggered adoption is made of.
#pragma once

#include <vector>

#include "measure/rollout/group_time/cohort_panel.hpp"

namespace payoff {

struct Bacon {
  std::vector<DecompositionPart> parts{};  // in fixed order, weights sum to 1; empty = no unit was seen in all periods
  std::size_t incomplete = 0;              // units left out because they were not
};

// Of the estimate without covariates, over the units seen in all periods in which anybody was.
Bacon bacon_decomposition(const CohortPanel& panel);

}  // namespace payoff
