// A declared lottery is a claim to be tested: which checks of the data it passed.
#pragma once

#include <string>
#include <vector>

#include "payoff/qualify.hpp"

namespace payoff {

// Sentences: what it passed, what not, and what the data could not be asked; none where no lot was declared.
std::vector<std::string> lot_checks(const Evidence& evidence, const Effect& effect, const std::vector<Reason>& reasons);

}  // namespace payoff
