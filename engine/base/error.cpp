#include "payoff/error.hpp"

#include <algorithm>
#include <utility>

namespace payoff {
namespace {

std::string one_line(const std::string& where, const std::string& what, const std::string& remedy) {
  std::string text = where.empty() ? what : where + ": " + what;
  if (!remedy.empty()) text += "; " + remedy;
  // The data's own control characters would break the line or steer the terminal.
  std::ranges::replace_if(
      text, [](unsigned char c) { return c < 32 || c == 127; }, ' ');
  return text;
}

}  // namespace

Error::Error(ErrorKind error_kind, std::string at, const std::string& what, std::string advice)
    : std::runtime_error(one_line(at, what, advice)),
      kind(error_kind),
      where(std::move(at)),
      remedy(std::move(advice)) {}

}  // namespace payoff
