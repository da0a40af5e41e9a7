#include "fit/cross_products/arrow_least_squares.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"
#include "fit/cross_products/parts.hpp"

using namespace payoff;

TEST_SUITE("fit/cross_products/arrow_least_squares") {

namespace {

// Rows of block b have numbers in columns 2 b and 2 b + 1 of six and in the core, columns 6 to 8.
NormalEquations three_blocks(bool aliased) {
  Random random(4);
  NormalEquations equations(9);
  for (int row = 0; row < 60; ++row) {
    double x[9] = {};
    for (const int column : {2 * (row % 3), 2 * (row % 3) + 1, 6, 7, 8}) x[column] = random.normal();
    if (aliased) x[8] = x[0] + 2 * x[6];  // the core's last column says what others say
    if (aliased) x[5] = 3 * x[4];         // so does the last block's
    equations.add(x, random.normal());
  }
  return equations;
}

const std::vector<int> block{0, 0, 1, 1, 2, 2, -1, -1, -1};

ArrowEquations in_blocks(const NormalEquations& equations, const std::vector<int>& of) {
  ArrowEquations sparse(of);
  sparse.xy = equations.xy;
  sparse.rounding = equations.rounding;
  for (std::size_t i = 0; i < sparse.columns; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double value = equations.xx[i * sparse.columns + j];
      if (value != 0) sparse.at(i, j) = value;
    }
  }
  return sparse;
}

}  // namespace

TEST_CASE("reference: blocks and core together are one least squares") {
  const NormalEquations equations = three_blocks(false);
  const ArrowLeastSquares arrow(in_blocks(equations, block));
  const LeastSquares whole = solve(equations);
  CHECK(arrow.rank == 9);
  CHECK(arrow.without_data.empty());
  for (std::size_t k = 0; k < 9; ++k) {
    CHECK(std::abs(arrow.coefficient[k] - whole.coefficient[k]) < 1e-13);
    std::vector<double> unit(9);
    unit[k] = 1;
    const std::vector<double> column = arrow.apply(unit);
    for (std::size_t j = 0; j < 9; ++j) {
      CHECK(std::abs(column[j] - whole.inverse[k * 9 + j]) < 1e-13);
      CHECK(std::abs(product_in_parts(arrow, {{k, 1}}, {{j, 1}}) - whole.inverse[k * 9 + j]) < 1e-13);
    }
  }
}

TEST_CASE(
    "by hand: aliased columns in a block and in the core are left out, with the direction they share with others") {
  // x8 = x0 + 2 x6 and x5 = 3 x4: the directions are e8 - e0 - 2 e6 and e5 - 3 e4.
  const ArrowLeastSquares arrow(in_blocks(three_blocks(true), block));
  CHECK(arrow.rank == 7);
  CHECK(arrow.aliased[5]);
  CHECK(arrow.aliased[8]);
  CHECK(arrow.coefficient[8] == 0);
  REQUIRE(arrow.without_data.size() == 2);
  const double expected[2][9] = {{0, 0, 0, 0, -3, 1, 0, 0, 0}, {-1, 0, 0, 0, 0, 0, -2, 0, 1}};
  for (int d = 0; d < 2; ++d) {
    for (int k = 0; k < 9; ++k) CHECK(std::abs(arrow.without_data[d][k] - expected[d][k]) < 1e-12);
  }
}

TEST_CASE("by hand: without blocks it is plain least squares") {
  NormalEquations equations(1);
  const double two = 2;
  equations.add({&two, 1}, 6);
  CHECK(ArrowLeastSquares(in_blocks(equations, {-1})).coefficient[0] == 3);
}

}  // TEST_SUITE("fit/cross_products/arrow_least_squares")
