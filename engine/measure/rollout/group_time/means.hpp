// The means of cohorts, of which group-time effects of a complete panel without covariates are made.
#pragma once

#include <span>
#include <vector>

#include "measure/rollout/group_time/group_time.hpp"

namespace payoff {

// Notation  W weight of a group   C the comparison units of a cell, of one or more cohorts
struct CohortMeans {
  std::size_t periods;
  std::vector<double> weight;  // (C + 1) of cohorts, never-adopters last
  std::vector<double> mean;    // (C + 1 x T)
  // By cell: weight of the comparison units, and how they changed.
  std::vector<double> comparison_weight, comparison_change;  // (K)

  double at(std::size_t cohort, std::size_t period) const { return mean[cohort * periods + period]; }
};

// Fills att, treated_level or reason of the cells.
CohortMeans cohort_means(const CohortPanel& panel, std::vector<GroupTimeCell>& cells);

// The influence of unit i of cohort h on ATT(g, t), in features w_i and w_i (y_i - Ybar_h): T + 1 of them stand for all K
// cells, whatever K. From one cohort to the next, only the cells that begin to compare with it, or it is in, change.
std::unique_ptr<GroupTimeInfluence> influence_of_means(const CohortPanel& panel, CohortMeans means,
                                                       std::span<const GroupTimeCell> cells);

}  // namespace payoff
