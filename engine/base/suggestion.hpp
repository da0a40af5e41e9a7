// "did you mean 'week'?" for names that are not known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace payoff {

// "did you mean 'x'?" for the nearest candidate within a third of the name's
// length (optimal string alignment, case ignored); otherwise the candidates
// themselves: "known are a, b, c".
std::string suggestion(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace payoff
