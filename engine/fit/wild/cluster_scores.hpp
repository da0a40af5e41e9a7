// A fitted coefficient seen cluster by cluster: all that the wild bootstrap needs of the data.
//
// Formula   b = A X'Wy, A = (X'WX)^-1. The part of column j that the other columns do not explain is x~ = X A e_j / A_jj.
//           s_g = X_g' W_g e_g,   o_g = X_g' W_g x~_g   (k each), so that under H0: b_j = r the restricted residuals
//           e + (b_j - r) x~ have the scores s_g + (b_j - r) o_g, linear in r.
// Factors   absorbed and nested in the clusters: a cluster's sign commutes with taking them out, so they may stay out.
//
// Notation  G clusters   k columns   e residuals   W weights
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "payoff/wild_bootstrap.hpp"

namespace payoff {

struct ClusterScores {
  std::size_t clusters = 0, columns = 0;
  std::size_t coefficient = 0;  // j
  double estimate = 0;          // b_j
  std::vector<double> score;    // (G x k) s_g by rows
  std::vector<double> own;      // (G x k) o_g
  std::vector<double> bread;    // (k x k) A
  double correction = 1;        // G/(G-1) (n-1)/(n-K) of CR1
};

// Absorbed factors that are not nested in the clusters become columns.
ClusterScores cluster_scores(const RegressionModel& model, const NamedFactor& cluster, std::size_t coefficient);

// The same test from fewer columns, where there are more than 2 G; the scores need no bread, apply(v) is A v.
using ApplyBread = std::function<std::vector<double>(const std::vector<double>& v)>;
ClusterScores compressed(const ClusterScores& scores, const ApplyBread& apply);

// The test on them; equation numbers in the source.
WildResult wild_bootstrap(const ClusterScores& scores, const WildBootstrap& test, const Context& context = {});

}  // namespace payoff
