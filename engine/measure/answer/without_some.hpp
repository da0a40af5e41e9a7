// An answer without some of the units, beside that of all.
#pragma once

#include <functional>

#include "base/messages.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// From so many units on it is asked what the answer is without few_units of them.
inline constexpr std::size_t least_units_for_few = 100;

// Adds it to the alternatives, where the smaller arm keeps at least three units.
void add_without_some(Effect& effect, MessageId name, std::size_t smaller_arm, const std::function<Effect()>& answer);

}  // namespace payoff
