// Two groups side by side, of whose units only the moments are here.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// What two_sample finds of the units, from Panel::moments. Throws Error(usage) for what only units can answer: another
// method, or errors by cluster; Error(method) where an arm has fewer than 2 units with a value.
Effect effect_of_moments(const Panel& panel, const Question& question);

}  // namespace payoff
