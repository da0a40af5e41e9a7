#include "payoff/error.hpp"

#include <utility>

namespace payoff {
namespace {

std::string one_line(const std::string& where, const std::string& what, const std::string& remedy) {
  std::string text = where.empty() ? what : where + ": " + what;
  if (!remedy.empty()) text += "; " + remedy;
  return text;
}

}  // namespace

Error::Error(ErrorKind kind, std::string where, std::string what, std::string remedy)
    : std::runtime_error(one_line(where, what, remedy)),
      kind(kind),
      where(std::move(where)),
      remedy(std::move(remedy)) {}

}  // namespace payoff
