// study.json: read, or refused as a fault of the study.
#include "payoff/study.hpp"

#include "fuzz/fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    payoff::parse_study(std::string(fuzz::text_of(data, size)), "study.json");
  } catch (const payoff::Error& error) {
    fuzz::require_refusal(error);
    fuzz::require(error.kind == payoff::ErrorKind::usage, "a study that cannot be read is its writer's", error.what());
  }
  return 0;
}
