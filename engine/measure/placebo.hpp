// Would the same comparison have found something before there was anything to find?
//
// Formula   the periods before the first adoption alone, those who later got the tool taken to have got it halfway through
//           them: the difference in differences (rollout/one_date/did.cpp), without covariates.
// Refuses   fewer than 6 periods before, before/after totals, what did refuses: NaN.
// Source    Angrist & Krueger (1999), Empirical strategies in labor economics, section 2.3: a falsification test.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

Estimate placebo_before(const Panel& panel, const Question& question, const Context& context);

}  // namespace payoff
