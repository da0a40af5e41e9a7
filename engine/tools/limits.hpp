// What the command line allows a stranger's run.
#pragma once

#include "tools/command_line.hpp"
#include "tools/guest/guest.hpp"

namespace payoff {

inline GuestLimits guest_limits(const Arguments& arguments) {
  GuestLimits limits;
  limits.time = std::chrono::seconds(arguments.listening.seconds);
  if (arguments.memory_bytes > 0) limits.memory_bytes = arguments.memory_bytes;
  if (arguments.rows > 0) limits.rows = arguments.rows;
  return limits;
}

}  // namespace payoff
