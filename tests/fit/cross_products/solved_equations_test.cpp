#include "fit/cross_products/solved_equations.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"

using namespace payoff;

TEST_SUITE("fit/cross_products/solved_equations") {

TEST_CASE("invariance: solved whole, applying to a vector is the inverse times it, and the inverse is had back") {
  Random random(2);
  NormalEquations equations(5);
  for (int row = 0; row < 40; ++row) {
    std::vector<double> x(5);
    for (double& value : x) value = random.normal();
    x[4] = x[0] - x[2];  // said by others
    equations.add(x, random.normal());
  }
  const LeastSquares direct = solve(equations);
  const auto solution = solved(equations);
  CHECK(solution->rank == 4);
  CHECK(solution->aliased[4]);
  CHECK(solution->coefficient == direct.coefficient);
  CHECK(inverse_of(*solution) == direct.inverse);
  const std::vector<double> v{1, 0, -2, 3, 5}, product = solution->apply(v);
  for (std::size_t i = 0; i < 5; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < 5; ++j) sum += direct.inverse[i * 5 + j] * v[j];
    CHECK(std::abs(product[i] - sum) < 1e-14);
  }
}

}  // TEST_SUITE("fit/cross_products/solved_equations")
