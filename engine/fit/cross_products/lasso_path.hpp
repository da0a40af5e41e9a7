// Every solution of a quadratic programme with an absolute penalty, as the penalty falls from infinity to 0.
//
// Formula   x(mu) = argmin x'Qx / 2 + q'x + mu sum |x_j|: 0 from mu = max |q_j| on, and linear in mu between knots at
//           which a coordinate becomes 0 or stops being it (Osborne, Presnell & Turlach 2000; Efron et al. 2004).
// Where Q has no inverse on the coordinates in use, the path ends early: at its last knot mu is not 0.
#pragma once

#include <span>
#include <vector>

namespace payoff {

struct LassoKnot {
  double penalty = 0;
  std::vector<double> x;
};

// quadratic: n x n by rows, symmetric, positive semidefinite. The first knot is x = 0; penalties fall.
std::vector<LassoKnot> lasso_path(std::span<const double> quadratic, std::span<const double> linear);

// The solution at a penalty; beyond the ends of the path that at its end.
std::vector<double> solution_at(std::span<const LassoKnot> path, double penalty);

}  // namespace payoff
