// A question that a method cannot answer from these data.
#pragma once

#include <functional>
#include <string>

#include "payoff/error.hpp"

namespace payoff {

struct Refusal {
  std::string finding;   // "comparison units is 0, but must be at least 2"
  std::string remedy{};  // the way out
};

// Throws Error(method). Said twice: in English, as every error, and in the language of this thread for the documents, in
// which a refusal may be a result (Error::told).
[[noreturn]] void refuse(Place place, const std::function<Refusal()>& said);
[[noreturn]] void refuse(const std::string& method, const std::function<Refusal()>& said);

}  // namespace payoff
