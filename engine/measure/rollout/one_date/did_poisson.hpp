// Difference in differences on amounts and counts whose effect is a ratio: Poisson with unit and period effects.
#pragma once

#include "measure/answer/cr1.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// The choices of did that a ratio of means has: by cluster, or hc1; t, or normal; what CR1 counts.
struct PoissonChoice {
  bool hc1 = false, normal = false;
  ParametersCounted counted = ParametersCounted::nested;
};

// did for a metric on the scale poisson; one adoption date.
Effect fit_did_poisson(const Panel& panel, const Question& question, const PoissonChoice& choice,
                       const Context& context);

}  // namespace payoff
