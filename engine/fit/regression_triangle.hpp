// The triangle of a regression: R of [X y] = Q R, from which coefficients, the inverse of X'WX and the rank follow.
//
// Well-conditioned designs: Cholesky of cross products, centred where the design has a constant, added up in extended
// precision. Where a column is nearly explained by those before it (its pivot is below a hundredth of its norm), the
// rows are read again by Householder reflections in extended precision, block by block, which is as accurate as the
// numbers themselves allow (NIST's Filip).
// Source    Bjorck (1996), 2.2 to 2.4; Demmel, Grigori, Hoemmen & Langou (2012) for the reduction by blocks.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "payoff/context.hpp"

namespace payoff {

struct TriangleProblem {
  std::span<const double> design;  // (n x k) by columns
  std::span<const double> outcome;
  std::span<const double> weight;  // (n); empty = 1
  bool constant = false;           // the first column is the constant 1
  double explained = 1e-12;        // a column whose norm the columns before it reduce below this share is dropped
  Context context{};
};

struct TriangleSolution {
  std::vector<std::size_t> kept;         // (rank) columns, ascending
  std::vector<long double> coefficient;  // (rank)
  std::vector<double> bread;             // (rank x rank) (X'WX)^-1
  bool extended = false;                 // by reflections: the residuals deserve extended precision, too
};

TriangleSolution solve_triangle(const TriangleProblem& problem);

// y - X b (n); X holds the kept columns.
std::vector<double> residuals(const TriangleProblem& problem, const TriangleSolution& solution);

}  // namespace payoff
