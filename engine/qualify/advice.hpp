// What would raise the grade.
#pragma once

#include <string>
#include <vector>

#include "payoff/qualify.hpp"

namespace payoff {

// For the design first, then for each rule that lowered or capped the grade, in its order.
std::vector<std::string> advice(const Effect& effect, const Verdict& verdict);

}  // namespace payoff
