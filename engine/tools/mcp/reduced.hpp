// What an assistant needs of a results.json: what was found, how sure it is, what may be said.
#pragma once

#include "study/node.hpp"

namespace payoff {

Json reduced(const Json& results);

}  // namespace payoff
