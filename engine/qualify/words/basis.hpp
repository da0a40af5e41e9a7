// What a claim of grades A to C rests on.
#pragma once

#include <string>

#include "payoff/qualify.hpp"

namespace payoff {

// The claim, and behind it: of a lot, what its trial lacks; else that nothing else happened to those who got the tool.
std::string with_its_basis(std::string claim, const Effect& effect, const Verdict& verdict);

}  // namespace payoff
