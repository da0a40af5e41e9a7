// Did those change more who used the tool more? What chance or another cause did to all with the tool would not know of it.
//
// Formula   least squares of d_i on u_i over those with the tool, d_i = mean after - mean before of unit i, u_i its use;
//           slope b, var = sum over clusters of (sum of (u_i - u) e_i)^2 / S_uu^2  G / (G - 1)  (n - 1) / (n - 2), t with G - 1.
// Limits    who uses it more may be another kind of person: it speaks for an effect, and measures none.
// Refuses   two rollout dates, fewer than 10 users or clusters, a use that does not differ: NaN.
//
// Notation  n units with the tool   G clusters
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

Estimate dose_response(const Panel& panel, std::size_t metric, double level);

}  // namespace payoff
