// Which effects are worth money, as what, and whether they may be added up.
#pragma once

#include <span>
#include <vector>

#include "payoff/monetize.hpp"

namespace payoff {

// One value with all that it means: nothing of it is left to be looked up.
struct Valued {
  const Effect* effect = nullptr;
  Value value;       // as and value_class are there; what was not given is that of the assumptions
  bool own = false;  // it has a section of its own: its inputs bear the name of its metric

  ValueAs as() const { return *value.as; }
  bool counted() const { return *value.value_class != ValueClass::soft; }
};

// As the assumptions say of this metric and these people, or of all; nothing is checked.
Valued valued_as_assumed(const Effect& effect, const Assumptions& assumptions);

// The first effect where no values are given. Effects of segments are asked for by their label.
// Throws Error(usage) at the value: a metric that is not there, twice the same, what may be
// counted twice where nothing says why it is not (time saved and throughput: never); Error(method) for an effect that
// may not be monetised (activity, score, not usable).
std::vector<Valued> valued_effects(std::span<const Effect> effects, const Assumptions& assumptions);

}  // namespace payoff
