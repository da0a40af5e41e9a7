// One sentence about one effect, in the words its grade allows.
#pragma once

#include "payoff/qualify.hpp"

namespace payoff {

// May a direction be claimed for the graded effect? Not when a rule forbids it.
bool is_directional(const Verdict& verdict);

// This rule forbids it.
bool forbids_direction(const Verdict& verdict, RuleId rule);

// Its interval cannot decide whether the effect matters.
bool is_imprecise(const Verdict& verdict);

Claim headline(const Evidence& evidence, const Effect& effect, const Verdict& verdict);

}  // namespace payoff
