// Which uncertainty the spread of the NPV comes from: its variance, shared out.
//
// Formula   alone       = Var(E(NPV | x)) / Var(NPV),         mean of f(B) (f(A_B) - f(A)) / V
//           with others = 1 - Var(E(NPV | all but x)) / V,    mean of (f(A) - f(A_B))^2 / (2 V)
//           A and B are two sets of draws, A_B is A with x from B. What is correlated is one x.
// Source    Saltelli et al. (2010), Variance based sensitivity analysis of model output, Computer Physics Communications 181;
//           with others: Jansen (1999), the same journal 117
#pragma once

#include <vector>

#include "monetize/joint_draw.hpp"

namespace payoff {

// Largest first; nothing where nothing is uncertain.
std::vector<VarianceShare> variance_shares(const CashModel& model, const JointDraw& joint);

}  // namespace payoff
