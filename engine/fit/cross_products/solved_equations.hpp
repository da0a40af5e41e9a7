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

// A number in a column; vectors of which few numbers are not 0 are lists of these.
struct Entry {
  std::size_t column;
  double value;
};

// Solved in parts: lines, whose inverse is cheap, and a core of m columns, what all of them share.
//
// Formula   v'(X'WX)^-1 s = asked(v)'solved(s) + core(v)' S^-1 core(s),  asked what v asks of the lines, solved = D^-1 asked,
//           core = v less what the lines explain. For many v and s the core is solved once, for all v, and whatever few
//           lines v and s have in common is all that they meet in: no vector of K numbers is held for any.
struct SolvedInParts : SolvedEquations {
  struct Parts {
    std::vector<Entry> asked, solved;
    std::vector<double> core;  // (m)
  };
  virtual Parts parts_of(const std::vector<Entry>& v) const = 0;
  virtual const LeastSquares& core() const = 0;  // S
};

// The coefficient of a column can be told from the rest: no direction moves it. A direction is 0 on a column up to rounding.
inline constexpr double direction_tolerance = 1e-6;
bool is_told(std::size_t column, const std::vector<std::vector<double>>& directions);

// Whole; without directions.
std::shared_ptr<const SolvedEquations> solved(const NormalEquations& equations, const Context& context = {});

// (K x K) by rows: (X'WX)^-1.
std::vector<double> inverse_of(const SolvedEquations& solution);

}  // namespace payoff
