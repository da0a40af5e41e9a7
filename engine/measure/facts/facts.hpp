// The facts about one metric, each in its own file, gathered once.
#pragma once

#include "measure/facts/adoption_steps.hpp"
#include "measure/facts/arm_level.hpp"
#include "measure/facts/dose_response.hpp"
#include "measure/facts/flow.hpp"
#include "measure/facts/jump.hpp"
#include "measure/facts/last_spell.hpp"
#include "measure/facts/own_change.hpp"
#include "measure/facts/record.hpp"

namespace payoff {

// `effect`: the answer, for who is in it. All but the placebo, which takes an answer of its own.
Facts facts_of(const Panel& panel, const Question& question, const Effect& effect);

}  // namespace payoff
