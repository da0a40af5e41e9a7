// What would have been without the tool, from the cells without it: the first stage of imputation and of two-stage
// estimates.
//
// Formula   y_it = alpha_i + gamma_t + x_it' b + e_it on the cells not yet treated (0); the gap of any cell is y less
//           the prediction. An average of gaps, sum of q w gap, moves with a residual of the first stage by
//               -w (x_it' (X0' W X0)^-1 sum of q w x) ,
//           the weights v* of Borusyak, Jaravel & Spiess (appendix A) without ever holding a cell's own: by cohort and
//           period, sum of w (x - the mean of x over the unit's cells without the tool) is enough.
#pragma once

#include <cstdint>
#include <vector>

#include "measure/rollout/staggered/effect.hpp"

namespace payoff {

struct UntreatedFit {
  CohortDesign design;
  CohortRegression regression;  // residual: the gaps
  std::vector<double> weight;   // ((C + 1) x T) weights of the units with a gap
  std::vector<double> mean;     // ((C + 1) x T) mean gap; NaN where there is none
  std::vector<double> basis;    // ((C + 1) x T x K) sum of w (x - mean of x) over the units with a gap
};

// group (N): constants of groups in place of units; empty = units.
UntreatedFit fit_untreated(const CohortPanel& panel, std::vector<std::int32_t> group);

// Fills the basis, which only influences need.
void add_basis(const CohortPanel& panel, UntreatedFit& fit);

// The influence on an average of gaps; centre ((C + 1) x T): what the gap of a cell is held against.
CohortScore gap_score(const CohortPanel& panel, const UntreatedFit& fit, const CellShares& shares,
                      const std::vector<double>& centre);

}  // namespace payoff
