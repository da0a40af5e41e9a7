// v'(X'WX)^-1 s from the parts of both.
#pragma once

#include "fit/cross_products/solved_equations.hpp"

inline double product_in_parts(const payoff::SolvedInParts& solution, const std::vector<payoff::Entry>& v,
                               const std::vector<payoff::Entry>& s) {
  const payoff::SolvedInParts::Parts a = solution.parts_of(v), b = solution.parts_of(s);
  double sum = 0;
  for (const payoff::Entry& asked : a.asked) {
    for (const payoff::Entry& solved : b.solved) sum += asked.column == solved.column ? asked.value * solved.value : 0;
  }
  const payoff::LeastSquares& core = solution.core();
  for (std::size_t i = 0; i < core.columns; ++i) {
    for (std::size_t j = 0; j < core.columns; ++j) sum += a.core[i] * core.inverse[i * core.columns + j] * b.core[j];
  }
  return sum;
}
