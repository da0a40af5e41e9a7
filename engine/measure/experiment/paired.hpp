// Before and after of one group, as others show it beside their answer.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// The change of the treated alone: the naive answer beside one with a comparison, and marked as such.
void add_before_after(Effect& effect, const Panel& panel, const Question& question);

}  // namespace payoff
