// The facts about one metric, each in its own file, gathered once.
#pragma once

#include "measure/facts/arm_level.hpp"
#include "measure/facts/flow.hpp"
#include "measure/facts/last_spell.hpp"
#include "measure/facts/own_change.hpp"
#include "measure/facts/record.hpp"

namespace payoff {

// `effect`: the answer, for who is in it.
Facts facts_of(const Panel& panel, std::size_t metric, const Effect& effect);

}  // namespace payoff
