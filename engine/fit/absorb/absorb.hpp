// Takes the constants of any number of factors out of columns: y - D (D'WD)^- D'W y.
//
// The factor with the most levels is eliminated exactly; what is left, S v = b over the levels of the others
// (rows.hpp), is solved
//     one factor            nothing is left: means by level
//     two, balanced         v = b / levels of the first, closed form
//     S factorises cheaply  by sparse Cholesky of S, as a preconditioner that is all but exact
//     otherwise             by conjugate gradients, preconditioned by the diagonal of S
// Error     The conjugate gradients stop where the energy norm of the error, which is the norm of what a column would
//           still change by, is below the tolerance times the norm of the column with its factors taken out. It is
//           estimated from the steps just made (Strakos & Tichy 2002), not guessed from the residual.
// Limits    where few people move between many firms and the factor of S fills in, the diagonal takes hundreds of steps
//           (100,000 people, 20,000 firms, one move in 50 years of work: 450 steps).
// Source    Guimaraes & Portugal (2010), Gaure (2013) for the projection; Correia (2016) for the graph view of S.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "fit/absorb/rows.hpp"

namespace payoff {

class SchurFactor;

// What absorption left of a column.
struct Absorbed {
  bool explained = false;  // nothing but rounding
  int steps = 1;
};

class Absorber {
 public:
  Absorber(const std::vector<FactorLevels>& factors, double tolerance, const Context& context);
  ~Absorber();

  void weigh(std::span<const double> weight);  // (n) > 0; empty = 1; before the first take_out, and again at will
  // Throws Error(method) where the steps do not converge.
  std::vector<Absorbed> take_out(std::span<const AbsorbColumn> columns) const;

 private:
  int solve(const LaneVector& b, const Lanes& norm, LaneVector& v) const;

  AbsorbRows rows_;
  double tolerance_;
  bool balanced_ = false;
  std::vector<double> inverse_diagonal_;  // (L) 0 where nothing is left of a level
  std::unique_ptr<SchurFactor> factor_;   // where S factorises cheaply
};

}  // namespace payoff
