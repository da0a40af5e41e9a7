// What is not understood is refused, and never guessed.
#pragma once

#include <string>

#include "payoff/error.hpp"

namespace payoff {

// "claim: <what>; <remedy>"
[[noreturn]] inline void refuse_sentence(const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::usage, {.function = "claim"}, what, remedy);
}

}  // namespace payoff
