#include "fit/cross_products/solved_equations.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace payoff {
namespace {

class Whole final : public SolvedEquations {
 public:
  explicit Whole(LeastSquares least_squares) : inverse_(std::move(least_squares.inverse)) {
    columns = least_squares.columns;
    rank = least_squares.rank;
    coefficient = std::move(least_squares.coefficient);
    aliased = std::move(least_squares.aliased);
  }

  std::vector<double> apply(const std::vector<double>& v) const override {
    std::vector<double> result(columns);
    for (std::size_t l = 0; l < columns; ++l) {
      if (v[l] == 0) continue;
      const double* row = inverse_.data() + l * columns;  // symmetric
      for (std::size_t i = 0; i < columns; ++i) result[i] += row[i] * v[l];
    }
    return result;
  }

 private:
  std::vector<double> inverse_;
};

}  // namespace

bool is_told(std::size_t column, const std::vector<std::vector<double>>& directions) {
  return std::ranges::all_of(directions, [&](const std::vector<double>& direction) {
    return std::abs(direction[column]) < direction_tolerance;
  });
}

std::shared_ptr<const SolvedEquations> solved(const NormalEquations& equations, const Context& context) {
  return std::make_shared<const Whole>(solve(equations, context));
}

std::vector<double> inverse_of(const SolvedEquations& solution) {
  std::vector<double> inverse, unit(solution.columns);
  for (std::size_t i = 0; i < solution.columns; ++i) {
    unit[i] = 1;
    const std::vector<double> row = solution.apply(unit);
    inverse.insert(inverse.end(), row.begin(), row.end());
    unit[i] = 0;
  }
  return inverse;
}

}  // namespace payoff
