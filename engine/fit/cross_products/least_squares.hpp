// Least squares from cross products: the n x k design is never held, only X'X (k x k) and X'y (k).
//
// Formula   b = (X'WX)^-1 X'Wy
// Columns are scaled to a unit diagonal and factorised by Cholesky in their order. A column which those before it
// explain but for alias_tolerance of its sum of squares is aliased: left out, with zeros in the inverse.
// Callers centre their columns first; that is what keeps cross products accurate.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "payoff/context.hpp"

namespace payoff {

inline constexpr double alias_tolerance = 1e-10;

struct NormalEquations {
  explicit NormalEquations(std::size_t count);

  std::size_t columns;
  std::vector<double> xx;        // (columns x columns) by rows; only the lower triangle is kept
  std::vector<double> xy;        // (columns)
  std::vector<double> rounding;  // (columns) sum of squares that rounding alone can leave in a constant column

  void add(std::span<const double> x, double y);
};

struct LeastSquares {
  std::size_t columns = 0, rank = 0;
  std::vector<double> coefficient;  // (columns) 0 where aliased
  std::vector<double> inverse;      // (columns x columns) of X'X; zero rows and columns where aliased
  std::vector<bool> aliased;        // (columns)

  // Row of the inverse.
  std::span<const double> row(std::size_t column) const {
    return std::span<const double>(inverse).subspan(column * columns, columns);
  }
};

LeastSquares solve(const NormalEquations& equations, const Context& context = {});

// x' A x of a symmetric matrix by rows (k x k).
double quadratic_form(std::span<const double> matrix, std::span<const double> x);

}  // namespace payoff
