// Weighted least squares on a staggered panel: the constants of units (or of groups of them) are absorbed exactly,
// without iteration; periods and effects of cohort x period are sparse columns.
//
// Model     y_it = alpha_i + gamma_t + delta_j(c, t) + x_it' b + e_it, c the cohort of i, weights of units
// Formula   absorbing alpha is demeaning within the unit (Frisch & Waugh 1933), so that
//               X'WX += diag(s) - s s' / sum(s),   s_t = w in the periods in which the unit was seen.
//           Units of one cohort that were seen in the same periods share s up to their weight: their cross products are
//           summed first and written once. Of the K x K numbers, K = T + q + p, only those of
//           a cohort's own effects, and theirs with the core, are held. Where there are fewer such kinds of units than
//           periods, the constants of kinds are what is solved for (two_way_least_squares.hpp), at no cost of periods.
// Left out  cells of the design may be left out of the fit; they have a gap all the same, y less what the fit predicts,
//           where their unit and period are known to it: that is what imputation needs.
//
// Notation  N units   T periods   C cohorts   q effects   p covariates   w weights of units
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "fit/cross_products/solved_equations.hpp"
#include "measure/rollout/group_time/cohort_panel.hpp"

namespace payoff {

inline constexpr int no_effect = -1, left_out = -2;

struct CohortDesign {
  std::vector<int> effect_of;  // ((C + 1) x T) by cohort, never-adopters last: 0 ... q - 1, no_effect or left_out
  std::size_t effects = 0;     // q
  std::vector<std::int32_t> group{};  // (N) whose constants are absorbed, only where q = 0; empty = those of units
};

struct CohortRegression {
  std::shared_ptr<const SolvedInParts> solution;  // (K) periods, effects, covariates
  std::vector<std::vector<double>> ambiguous;  // directions (K) along which the data say nothing, beyond the constant
  std::vector<bool> period_known;              // (T) seen in the fit
  std::vector<double> residual;                // (T x N) y less its prediction, of cells left out too; NaN = not had
  std::size_t observations = 0;                // cells in the fit

  bool estimable(std::size_t column) const;  // its coefficient can be told from the rest
};

CohortRegression fit_cohorts(const CohortPanel& panel, const CohortDesign& design);

// Cells before adoption, all of never-adopters', with the given effect; those after it with another.
std::vector<int> effects_by_side(const CohortPanel& panel, int before, int after);

}  // namespace payoff
