// Difference in differences on amounts and counts whose effect is a ratio: Poisson with unit and period effects.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// did for a metric on the scale poisson; one adoption date. errors: by cluster, or hc1.
Effect fit_did_poisson(const Panel& panel, const Question& question, bool hc1, const Context& context);

}  // namespace payoff
