// What is known of least squares, whether its equations were solved whole or in the parts that their zeros leave.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "fit/cross_products/least_squares.hpp"

namespace payoff {

struct SolvedEquations {
  virtual ~SolvedEquations() = default;
  virtual std::vector<double> apply(const std::vector<double>& v) const = 0;  // (X'WX)^-1 v

  std::size_t columns = 0, rank = 0;
  std::vector<double> coefficient;                // (K)
  std::vector<bool> aliased;                      // (K)
  std::vector<std::vector<double>> without_data;  // (K) each: a direction along which X is 0
};

// The coefficient of a column can be told from the rest: no direction moves it. A direction is 0 on a column up to rounding.
inline constexpr double direction_tolerance = 1e-6;
bool is_told(std::size_t column, const std::vector<std::vector<double>>& directions);

// Whole; without directions.
std::shared_ptr<const SolvedEquations> solved(const NormalEquations& equations, const Context& context = {});

// (K x K) by rows: (X'WX)^-1.
std::vector<double> inverse_of(const SolvedEquations& solution);

}  // namespace payoff
