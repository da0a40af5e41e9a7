// What would have been without the tool, from the cells without it: the first stage of imputation and of two-stage
// estimates.
//
// Formula   y_it = alpha_i + gamma_t + x_it' b + e_it on the cells not yet treated (0); the gap of any cell is y less
//           the prediction. An average of gaps, sum of q w gap, moves with a residual of the first stage by
//               -w (x_it' (X0' W X0)^-1 sum of q w (x - xbar)) ,  xbar the mean of x over the cells (0) of its constant,
//           the weights v* of Borusyak, Jaravel & Spiess (appendix A) without ever holding a cell's own.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "measure/rollout/staggered/effect.hpp"

namespace payoff {

struct UntreatedFit {
  CohortDesign design;
  CohortRegression regression;  // residual: the gaps
  std::vector<double> weight;   // ((C + 1) x T) weights of the units with a gap
  std::vector<double> mean;     // ((C + 1) x T) mean gap; NaN where there is none
};

// group (N): constants of groups in place of units; empty = units.
UntreatedFit fit_untreated(const CohortPanel& panel, std::vector<std::int32_t> group);

// (K x h) by columns: - sum of q w (x - xbar), how averages of gaps move with the coefficients of the first stage.
std::vector<double> first_stage_loadings(const CohortPanel& panel, const UntreatedFit& fit,
                                         const std::vector<CellShares>& averaged);

// What the gaps of a cell are held against in an average.
using GapCentre = std::function<double(std::size_t average, std::size_t cell)>;

// The influence on averages of gaps (h), as in AddScores.
class GapScores {
 public:
  GapScores(const CohortPanel& panel, const UntreatedFit& fit, const std::vector<CellShares>& averaged,
            const GapCentre& centre);
  void operator()(std::size_t begin, std::size_t end, double* scores) const;

 private:
  struct Part {
    std::size_t average;
    double share, centre;  // share: of each unit's weight
  };

  const CohortPanel& panel_;
  const UntreatedFit& fit_;
  CombinationScores first_stage_;
  std::vector<std::vector<Part>> parts_;  // ((C + 1) x T)
};

}  // namespace payoff
