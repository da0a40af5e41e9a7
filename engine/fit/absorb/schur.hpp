// Sparse Cholesky of S = B'W M_A B (rows.hpp), where it stays sparse: the preconditioner that is all but exact.
//
// It pays where few pairs of levels meet within a level of the first factor (people in firms that are neighbours of
// each other, a factor of few levels), which is where step-by-step methods creep, and it is given up where the pairs or
// the fill of the factor would cost more than many steps.
//
// S is singular, once for every redundant level: their pivots are recognised and taken out.
#pragma once

#include <memory>

#include "fit/absorb/rows.hpp"

namespace payoff {

class SchurFactor {
 public:
  // Nothing where the factor would not be cheap.
  static std::unique_ptr<SchurFactor> make(const AbsorbRows& rows);
  ~SchurFactor();
  void solve(const LaneVector& r, LaneVector& solution) const;

 private:
  struct Factor;
  explicit SchurFactor(std::unique_ptr<Factor> factor);
  std::unique_ptr<Factor> factor_;
};

}  // namespace payoff
