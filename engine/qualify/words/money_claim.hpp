// The sentence about money, or why there is none.
#pragma once

#include <optional>

#include "payoff/qualify.hpp"

namespace payoff {

// Of kind money, or caveat where a rule forbids a figure; nothing without an appraisal.
std::optional<Claim> money_claim(const Evidence& evidence, const Effect& effect, const Verdict& verdict);

}  // namespace payoff
