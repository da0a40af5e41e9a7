// What an answer is adjusted for, and what it is without that.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// Names the covariates of a method that does not name its own. A rank (placebo_rank.hpp) is of outcomes as they are.
void name_adjustments(Effect& effect, const Panel& panel, const Question& question);

// The answer without covariates beside it, and which of these the tool seems to have moved: those on which the method itself
// finds an effect (p < 0.05). A comparison of groups takes them from before the rollout, where it cannot.
void add_adjustments(Effect& effect, const Panel& panel, const Question& question, const Context& context);

}  // namespace payoff
