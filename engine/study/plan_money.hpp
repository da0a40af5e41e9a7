// The money of a study file.
#pragma once

#include "payoff/assumptions.hpp"
#include "study/node.hpp"

namespace payoff {

Assumptions read_money(const Node& money, std::uint64_t seed);

// A number, or an object of the section "distribution".
// Throws Error(usage) for one that has not what its shape needs.
Uncertain read_uncertain(const Node& node, const std::string& key);

}  // namespace payoff
