// The same question answered by every other defensible method on the same panel, after the primary one was declared.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// For methods that compare changes of those who adopt with changes of those who have not. Appends to
// effect.alternatives; a method that cannot answer is listed with its reason. Where adoption is staggered, the static
// two-way estimate comes last, with what is wrong with it.
void add_robustness(Effect& effect, const Panel& panel, const Question& question, const RolloutFacts& facts,
                    const Context& context);

}  // namespace payoff
