// How the tool came to those who got it: all at once, or one after the other.
#pragma once

#include <vector>

#include "payoff/facts.hpp"

namespace payoff {

// In the order of their dates; one step where they are one, not known, or from before the data.
std::vector<AdoptionStep> adoption_steps(const Panel& panel);

}  // namespace payoff
