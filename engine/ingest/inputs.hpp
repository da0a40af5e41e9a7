// The files that were read, so that a reader can find them again.
#pragma once

#include <vector>

#include "ingest/source/source.hpp"

namespace payoff {

std::vector<Input> inputs_of(OpenSource& source);

}  // namespace payoff
