// What a draw of a wild cluster bootstrap adds up over clusters, and the sums over a few of them in advance (draws.hpp).
//
// Formula   With n_g = a's_g (a the row of A for b_j), m_g = A_jj A o_g and Z an orthonormal basis of the columns of M
//           (G x k) with rows m_g:   u = Z'M S v,   h = sum_g v_g n_g z_g.
//           The m_g sum up to a, as the o_g do to e_j / A_jj: b* - b0 = 1'M S v = (Z'1)'u. Where all clusters of an arm
//           are alike (a balanced panel), the refit takes out the arm's mean of v_g n_g, so that u = h.
// Tables    The sums over a few clusters (at most eight; Webb: three) for each of the 256 (216) ways to weigh them.
//
// Notation  as draws.hpp
#pragma once

#include "fit/wild/cluster_scores.hpp"

namespace payoff {

inline constexpr std::size_t side_by_side = 4;  // columns

// What a draw sums over clusters: columns u0, u1 and, where it is another, h0, h1 (rho each) by v; then q00, q01, q11 by v
// squared. Both are filled up with columns of 0.
struct Summands {
  std::size_t rank = 0, clusters = 0, h = 0, linear = 0, columns = 0;
  std::vector<double> along;  // (rho) Z'1
  std::vector<double> value;  // (G x columns)
};

Summands summands(const ClusterScores& scores, bool restricted);

// Sums over a few clusters for every way to weigh them: (tables x entries x columns). Signs squared are 1: what goes by
// them is the same in every draw, and left out.
struct SumTable {
  std::size_t tables, entries, columns;
  std::vector<double> value;
};

SumTable tabulate(const Summands& part, WildWeights weights);

}  // namespace payoff
