// A question that a method cannot answer from these data.
#pragma once

#include <string>

#include "payoff/error.hpp"

namespace payoff {

// what: "comparison units is 0, but must be at least 2"; remedy: the way out.
[[noreturn]] inline void refuse(std::string method, const std::string& what, const std::string& remedy = "") {
  throw Error(ErrorKind::method, {.function = std::move(method)}, what, remedy);
}

}  // namespace payoff
