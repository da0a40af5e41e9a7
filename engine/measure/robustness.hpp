// The same question answered by every other defensible method, on the same panel, after the primary one was declared.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// Do methods of this kind (comparing changes of units that adopt with changes of those that have not) share their data?
bool compares_changes(std::string_view method);

// Appends to effect.alternatives; a method that cannot answer is listed with its reason.
void add_robustness(Effect& effect, const Panel& panel, const Question& question);

}  // namespace payoff
