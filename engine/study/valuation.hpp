// What the effects of a run are worth: its bills, how the errors of several effects go together, the appraisal, and what one
// outcome costs.
#pragma once

#include "payoff/study.hpp"

namespace payoff {

// Fills the appraisal of the case study, or why there is none, what was billed, and the costs of outcomes. of_primary: the
// question whose answer is the first effect. Throws what is wrong with the money of the study.
void add_valuation(const Study& study, const Panel& panel, const RunSettings& settings, const Question& of_primary,
                   CaseStudy& result);

// The correlations of every two values of which the study has said nothing itself. Two metrics: measured (correlation.hpp). The
// labels of a segment: 0 where no cluster holds people of both, else as if they moved as one, which is the most that their sum
// can spread.
std::vector<Correlation> correlations_of_values(const Panel& panel, std::span<const Effect> effects,
                                                const Assumptions& money, const Question& of_primary,
                                                const Context& context);

}  // namespace payoff
