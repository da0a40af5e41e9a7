#include "base/refusal.hpp"

#include <utility>

#include "base/messages.hpp"

namespace payoff {

void refuse(Place place, const std::function<Refusal()>& said) {
  const Refusal told = said();
  const Speaking english(language_of("en"));
  const Refusal found = said();
  Error error(ErrorKind::method, place, found.finding, found.remedy);
  error.told = Error(ErrorKind::method, std::move(place), told.finding, told.remedy).what();
  throw error;
}

void refuse(const std::string& method, const std::function<Refusal()>& said) {
  refuse(Place{.function = method}, said);
}

}  // namespace payoff
