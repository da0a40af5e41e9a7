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
#include "fit/cross_products/solved_equations.hpp"

namespace payoff {

// The normal equations without what is 0: thirty cohorts of a hundred weeks are 3 MB, not 70.
class ArrowEquations {
 public:
  // block (K): which block a column belongs to; below 0 = the core.
  explicit ArrowEquations(const std::vector<int>& block);

  std::size_t columns;
  std::vector<double> xy, rounding;  // (K) as in NormalEquations

  // Of X'WX; i and j in one block, or one of them in the core. (i, j) and (j, i) are one number.
  double& at(std::size_t i, std::size_t j) { return values_[place(i, j)]; }
  double operator()(std::size_t i, std::size_t j) const { return meet(i, j) ? values_[place(i, j)] : 0; }

  std::vector<std::vector<std::size_t>> blocks;  // the columns of each
  std::vector<std::size_t> core;                 // and of the core
  struct Place {
    int block;           // below 0 = the core
    std::size_t within;  // position in its block, or in the core
  };
  std::vector<Place> places;  // (K)

 private:
  bool meet(std::size_t i, std::size_t j) const {
    return places[i].block < 0 || places[j].block < 0 || places[i].block == places[j].block;
  }
  std::size_t place(std::size_t i, std::size_t j) const;

  std::vector<std::size_t> row_;  // (K) where its numbers begin: first those with the core
  std::vector<double> values_;
};

class ArrowLeastSquares final : public SolvedInParts {
 public:
  explicit ArrowLeastSquares(const ArrowEquations& equations);

  std::vector<double> apply(const std::vector<double>& v) const override;
  Parts parts_of(const std::vector<Entry>& v) const override;
  const LeastSquares& core() const override { return core_.solution; }

 private:
  struct Part {
    std::vector<std::size_t> column;  // (k) in X
    LeastSquares solution;            // of D_b, of S
    std::vector<double> border;       // (k x m) F_b; none for the core
  };

  std::vector<double> inverse_times(const Part& part, const std::vector<double>& v) const;  // (k) of v (K)
  void find_directions(const ArrowEquations& equations);

  std::vector<Part> blocks_;
  Part core_;
  std::vector<ArrowEquations::Place> places_;  // (K)
};

}  // namespace payoff
