// A did coefficient cluster by cluster, and what few clusters allow to say of it.
//
// Formula   Columns: period effects, the did effect, covariates, unit effects out. Residuals and the did column's own
//           part sum to 0 within a unit, so their scores X_g'W e_g need no demeaned columns:
//               s_g = sum over the cells of g of w e x,   o_g = the same of x~ = projection / A_jj.
// CR2       Bell & McCaffrey: A_g = (I - H_gg)^(-1/2), the variance of independent errors is then unbiased. With
//           P_g = X_g'W X_g (unit effects out) and P_g seen through A = R R':   R' P_g R = U L U',
//               r_g'A_g e_g = a's_g + a'P_g R U D U' R' s_g,   D = ((1 - L)^(-1/2) - 1) / L,
//           V = sum_g (r_g'A_g e_g)^2. Degrees of freedom by Satterthwaite, (tr Omega)^2 / tr(Omega^2),
//               Omega_gh = [g = h] a'P_g R (1 / (L (1 - L))) ... = [g = h] b_g'b_g - q_g'A q_h,   b_g = A_g r_g,
//               q_g = X_g'b_g = P_g a + P_g R U D U' R' P_g a,   b_g'b_g = a'P_g a + a'P_g R U D2 U' R' P_g a,
//               D2 = (1 / (1 - L) - 1) / L.
//           Both are found from P_g a alone, by Lanczos in the product p'A p: no k x k numbers, and as many steps as L has
//           values that P_g a has a part in, three where all clusters were seen in the same periods.
//           Unit effects nested in the clusters change neither (Source 2, theorem 2); weights: errors of variance 1 / w.
// Source    1 Bell & McCaffrey (2002), Survey Methodology 28(2).   2 Pustejovsky & Tipton (2018), Small-sample methods
//           for cluster-robust variance estimation, Journal of Business & Economic Statistics 36(4).
//
// Notation  G clusters   k columns   A = (X'WX)^-1   a its row of the effect   r_g = X_g a   e residuals
#pragma once

#include <vector>

#include "fit/wild/cluster_scores.hpp"
#include "measure/rollout/one_date/absorbed_regression.hpp"

namespace payoff {

// Scores of effect 0; those for the wild bootstrap in as few columns as will do.
ClusterScores did_scores(const Panel& panel, const AbsorbedRegression& regression);
ClusterScores fewest_did_scores(const Panel& panel, const AbsorbedRegression& regression);

struct BellMcCaffrey {
  double variance = missing, df = missing;
};
BellMcCaffrey bell_mccaffrey(const Panel& panel, const AbsorbedRegression& regression);

}  // namespace payoff
