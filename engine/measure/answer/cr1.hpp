// What small samples cost CR1, the variance by cluster: the parameters counted in (n - 1) / (n - K), one convention for
// every regression that reports it.
//
// Formula   V = G/(G-1) (n-1)/(n-K) sum over clusters of s_g s_g'
//           nested  K = rank + 1: the constants of units lie within clusters, and cost the constant alone
//           full    K = rank + constants of units: all that was fitted
//           none    no factor for parameters, G/(G-1) alone
// Source    Cameron & Miller (2015), A practitioner's guide to cluster-robust inference, sections II.D and III.B.
//           nested is the default of fixest, reghdfe and areg's cluster option of today; full that of older areg and of
//           least squares on dummies; none that of fixest's ssc(adj = FALSE) and of the papers on staggered adoption.
// Checked   fixest's printed standard errors of y ~ x1 | id on base_did, 0.0481 and 0.0507 (0.0478 without any factor),
//           and pyfixest 0.60 to ten digits.
//
// Notation  G clusters   n rows   rank without the constants of units
#pragma once

#include <cstddef>

#include "measure/answer/options.hpp"

namespace payoff {

enum class ParametersCounted { nested, full, none };
inline constexpr ChoiceOption<ParametersCounted> parameters_counted{
    "parameters", "nested|full|none",
    "what (n - 1) / (n - K) of errors by cluster counts: nested: not the constants of units, which lie within "
    "clusters; "
    "full: those too; none: there is no such factor"};

struct RegressionSize {
  std::size_t clusters = 0, rows = 0;
  std::size_t rank = 0;       // without the constants of units
  std::size_t constants = 0;  // of units; 0: none are absorbed, and the constant is in the rank
};

// G/(G-1) (n-1)/(n-K)
double cr1_factor(const RegressionSize& size, ParametersCounted counted);

}  // namespace payoff
