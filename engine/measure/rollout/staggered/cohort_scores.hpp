// The middle of the cluster-robust variance of numbers that are linear in the cells of a staggered panel.
//
// Formula   V_kl = sum over clusters of (sum of psi_k(i))(sum of psi_l(i)), psi_k(i) the influence of unit i on number k.
//           A combination v_k of the coefficients of a fit:  psi_k(i) = v_k'(X'WX)^-1 s_i,  s_i = sum_t w_i x_it r_it of its
//           cells in the fit, r the residuals. v and s have few numbers that are not 0 and meet in the parts of the
//           equations (SolvedInParts), so that neither a number nor a unit has a row of all cells in memory.
//           Constants that were absorbed within clusters need no term: residuals sum to 0 over what shares one.
//
// Notation  h numbers   N units   K coefficients   m of the core
#pragma once

#include <functional>
#include <vector>

#include "measure/rollout/staggered/cohort_regression.hpp"

namespace payoff {

// Adds the influence of the units begin to end - 1 on each of h numbers: (units x h) by columns.
using AddScores = std::function<void(std::size_t begin, std::size_t end, double* scores)>;

// The influence on combinations (h) of the coefficients of a fit, which must outlive it.
class CombinationScores {
 public:
  CombinationScores(const CohortPanel& panel, const CohortDesign& design, const CohortRegression& regression,
                    const std::vector<std::vector<Entry>>& combinations);
  void operator()(std::size_t begin, std::size_t end, double* scores) const;

 private:
  std::vector<Entry> score_of(std::size_t i) const;  // s_i

  const CohortPanel& panel_;
  const CohortDesign& design_;
  const CohortRegression& regression_;
  std::size_t numbers_;
  std::vector<std::vector<Entry>> asked_of_;  // (K) what each number asks of a line
  std::vector<double> core_;                  // (m x h) by columns: S^-1 core(v)
};

// V (h x h), without any factor for small samples.
std::vector<double> score_products(const CohortPanel& panel, std::size_t numbers, const AddScores& add);

}  // namespace payoff
