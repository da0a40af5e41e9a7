// Conjugate gradients for four right-hand sides at once, each with steps of its own.
#pragma once

#include <functional>

#include "fit/absorb/rows.hpp"

namespace payoff {

struct ConjugateProblem {
  std::function<void(const LaneVector& v, LaneVector& product)> multiply;       // S v, S >= 0
  std::function<void(const LaneVector& r, LaneVector& solution)> precondition;  // about S^-1 r
  bool exact = false;  // the preconditioner is S^-1 but for rounding: then r'z is the squared error itself
  double tolerance = 1e-10;
};

// Solves S v = b for b in the range of S, from v = 0, until each lane's error in the norm of S is below the tolerance
// times sqrt(norm - b'v). Returns the steps; negative: the most allowed were not enough.
int solve_conjugate(const ConjugateProblem& problem, const LaneVector& b, const Lanes& norm, LaneVector& v);

}  // namespace payoff
