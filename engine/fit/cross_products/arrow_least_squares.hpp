// Least squares whose columns fall into blocks that meet only in a core: the effects of each cohort, and what all share.
//
// Formula   X'WX = [ D_b  F_b ; F_b'  M ] with one D for each block b.  S = M - sum of F_b' D_b^-1 F_b  (core),
//           z_core = S^-1 (v_core - sum of F_b' D_b^-1 v_b),   z_b = D_b^-1 (v_b - F_b z_core).
//           Thirty cohorts of a hundred weeks are thirty small problems, not one with three thousand columns.
// Aliasing  within a block, then within the core, as in fit/cross_products/least_squares.hpp; aliased columns get 0.
//
// Notation  K columns   m of the core
#pragma once

#include <cstddef>
#include <vector>

#include "fit/cross_products/least_squares.hpp"

namespace payoff {

class ArrowLeastSquares {
 public:
  ArrowLeastSquares() = default;
  // block (K): which block a column belongs to; -1 = the core.
  ArrowLeastSquares(const NormalEquations& equations, const std::vector<int>& block);

  std::vector<double> apply(const std::vector<double>& v) const;  // (X'WX)^-1 v

  std::size_t columns = 0, rank = 0;
  std::vector<double> coefficient;                // (K)
  std::vector<bool> aliased;                      // (K)
  std::vector<std::vector<double>> without_data;  // (K) each: the direction of an aliased column, along which X is 0

 private:
  struct Part {
    std::vector<std::size_t> column;  // (k) in X
    LeastSquares solution;            // of D_b, of S
    std::vector<double> border;       // (k x m) F_b; none for the core
  };

  std::vector<double> inverse_times(const Part& part, const std::vector<double>& v) const;  // (k) of v (K)
  void find_directions(const NormalEquations& equations);

  std::vector<Part> blocks_;
  Part core_;
};

}  // namespace payoff
