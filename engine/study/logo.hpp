// The file of the study's logo.
#pragma once

#include "payoff/study.hpp"

namespace payoff {

// Its bytes; none where the study has no logo, or is anonymous. Throws Error(source) for a file that cannot be read, and
// Error(usage) for one that is too large, no picture, or not below the folder of a study that is not trusted.
std::string logo_of(const Study& study, const RunSettings& settings);

}  // namespace payoff
