// A message as a function that says it, for the rows of tables that are made before anyone speaks.
#pragma once

#include <string>

#include "base/messages.hpp"

namespace payoff {

template <MessageId id>
std::string said() {
  return say(id);
}

}  // namespace payoff
