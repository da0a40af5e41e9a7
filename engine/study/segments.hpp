// The effect in each segment.
#pragma once

#include "payoff/study.hpp"

namespace payoff {

// Adds an effect of the question's metric for every label of every segment; what is refused or too small says why.
void add_segments(const Study& study, const Panel& panel, const Question& question, const Context& context,
                  std::vector<Effect>& effects);

// For secondary metrics and segments a method's refusal is a result, not the end of the run.
Effect estimate_or_explain(const Study& study, const Panel& panel, const Question& question, const Context& context);

// A method knows its own name; what was asked of it wrongly stands in the study file.
Effect estimate_of(const Study& study, const Panel& panel, const Question& question, const Context& context);

}  // namespace payoff
