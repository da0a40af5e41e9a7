// Would the same comparison have found something before there was anything to find?
//
// Formula   the periods before the first adoption alone, those who later got the tool taken to have got it halfway through
//           them: the difference in differences (rollout/one_date/did.cpp), without covariates.
// Refuses   fewer than 6 periods before, before/after totals, what did refuses: NaN.
//           Those who could not be affected: of those without the tool, who is out of its reach taken to have got it when it
//           first came to their cluster. Where it came to none of their clusters: when it first came to anyone. Compared
//           with those of the clusters that it never came to, by the method of the effect, without covariates.
// Source    Angrist & Krueger (1999), Empirical strategies in labor economics, section 2.3: a falsification test.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

Estimate placebo_before(const Panel& panel, const Question& question, const Context& context);
// NaN: nobody is named.
Estimate placebo_group(const Panel& panel, const Question& question, const Method& method, const Context& context);

}  // namespace payoff
