// What went wrong, as it is told: on standard error by the program, in its row by a batch.
#pragma once

#include <string>

#include "payoff/error.hpp"

namespace payoff {

struct Failure {
  int exit_code = 0;
  std::string message;
  Place place{};
};

// Of the exception that is being handled. Throws on what is no std::exception.
Failure failure_here();

}  // namespace payoff
