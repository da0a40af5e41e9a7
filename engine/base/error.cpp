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

Error::Error(ErrorKind error_kind, std::string at, std::string what, std::string advice)
    : std::runtime_error(one_line(at, what, advice)),
      kind(error_kind),
      where(std::move(at)),
      remedy(std::move(advice)) {}

}  // namespace payoff
