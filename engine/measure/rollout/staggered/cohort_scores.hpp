// The middle of the cluster-robust variance of numbers that are linear in the cells of a staggered panel.
//
// Formula   psi_k(i) = w_i sum_t [ (a_k(c, t) + x_it' b_k) r_it - d_k(c, t) ],   V_kl = sum over clusters of
//           (sum of psi_k)(sum of psi_l); r is a residual (or the outcome itself), c the cohort of i. The slopes a and
//           shifts d are the same for a whole cohort, so that the influences of many units are sums of contiguous
//           columns, and no unit has a row of its own in memory.
//           Constants that were absorbed within clusters need no term: residuals sum to 0 over what shares one.
#pragma once

#include <span>
#include <vector>

#include "measure/rollout/staggered/cohort_regression.hpp"

namespace payoff {

struct CohortScore {
  std::span<const double> data;               // r (T x N); NaN = no part in it
  std::vector<double> slope, shift{};         // a, d ((C + 1) x T); no shift = 0
  std::vector<double> covariate{}, in_fit{};  // b (p); ((C + 1) x T) 1 = b counts in this cell
};

// The influence on a combination (K) of the coefficients of a fit; its residuals must outlive it.
CohortScore score_of(const CohortPanel& panel, const CohortDesign& design, const CohortRegression& regression,
                     const std::vector<double>& combination);

// V (k x k), without any factor for small samples.
std::vector<double> score_products(const CohortPanel& panel, const std::vector<CohortScore>& scores);

}  // namespace payoff
