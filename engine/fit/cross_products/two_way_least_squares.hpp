// Least squares with constants of units and of periods, for few constants and many periods: two thousand days of forty
// units are a problem of forty.
//
// Model     y = alpha of the unit + gamma of the period + effect + x'b + e. Units whose cells lie in the same periods with
//           the same weights share one alpha, if y and x are given less the unit's own means.
// Formula   two periods never meet in a row, so that X'WX of the periods is diagonal, and so is that of effects of a single
//           cell (those with the tool in one period), which take their cell out of the period altogether:
//               own effect  xx -= c c' / w  over the constants c in its cell
//               period      S = M - sum over t of r_t r_t' / s_t ,  r_t what else lies in its other cells, s_t their weight
//           S has a column for each constant, each effect of more than one cell, each covariate.
// Aliasing  a period or an effect without a cell of its own; within S as in fit/cross_products/least_squares.hpp, constants
//           first. Aliased columns get 0.
//
// Notation  T periods   q effects   p covariates   K = T + q + p   P constants   m columns of S
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "fit/cross_products/least_squares.hpp"
#include "fit/cross_products/solved_equations.hpp"

namespace payoff {

// An effect of one cell alone: its period, and which constants may lie in it.
struct OwnCell {
  std::size_t period = 0, first = 0, last = 0;  // constants first to last - 1; none = an effect of several cells
};

class TwoWayEquations {
 public:
  TwoWayEquations(std::size_t periods, std::size_t constants, const std::vector<OwnCell>& effects,
                  std::size_t covariates);

  // A row of weight w: effect below 0 = none; y and x less the means of the unit over its rows.
  void add(std::size_t period, std::size_t constant, int effect, double w, double y, std::span<const double> x);
  void add_rounding(std::size_t covariate, double sum_of_squares);  // that rounding alone may leave of it

 private:
  friend class TwoWayLeastSquares;
  struct Line {         // of a period, or of an effect of its own
    double weight = 0;  // s, w
    double xy = 0;
    std::vector<double> with;  // the core columns, from `first` on
  };
  std::size_t core_effect(std::size_t effect) const { return constants_ + place_[effect]; }
  std::size_t core_covariate(std::size_t j) const { return core_.columns - covariates_ + j; }
  bool is_own(std::size_t effect) const { return cells_[effect].first < cells_[effect].last; }
  // The core column of the i-th number of an effect of its own.
  std::size_t own_column(std::size_t effect, std::size_t i) const {
    const std::size_t constants = cells_[effect].last - cells_[effect].first;
    return i < constants ? cells_[effect].first + i : core_covariate(i - constants);
  }

  std::size_t constants_, covariates_;
  std::vector<OwnCell> cells_;       // (q)
  std::vector<std::size_t> place_;   // (q) of effects of several cells
  std::vector<Line> periods_, own_;  // (T), (q)
  NormalEquations core_;             // (m) constants, effects of several cells, covariates
};

// Columns: periods, effects, covariates; constants are absorbed, and rank does not count them.
class TwoWayLeastSquares final : public SolvedInParts {
 public:
  TwoWayLeastSquares(TwoWayEquations equations, const Context& context);

  std::vector<double> apply(const std::vector<double>& v) const override;
  Parts parts_of(const std::vector<Entry>& v) const override;
  const LeastSquares& core() const override { return core_; }

 private:
  struct Right {  // sides of the equations, and solutions
    std::vector<double> periods, effects, core;
  };
  std::vector<double> solve_for(Right v) const;                                     // (K)
  std::vector<double> fill(const Right& v, const std::vector<double>& core) const;  // (K) all from the core's
  void find_directions(const NormalEquations& schur);

  TwoWayEquations equations_;
  LeastSquares core_;
};

}  // namespace payoff
