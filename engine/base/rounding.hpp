// What is left where numbers cancel.
#pragma once

namespace payoff {

// A sum of squares about a mean, from sums about another centre: 0 where all that is left of what it was taken from is rounding.
inline double beyond_rounding(double left, double taken_from) {
  constexpr double rounding_share = 1e-13;
  return left > rounding_share * taken_from ? left : 0;
}

// Of n numbers: from their squares and their sum, both about some centre.
inline double squares_about_mean(double squares, double sum, double n) {
  return beyond_rounding(squares - sum * sum / n, squares);
}

}  // namespace payoff
