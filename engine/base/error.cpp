#include "payoff/error.hpp"

#include <algorithm>
#include <utility>

#include "base/letters.hpp"

namespace payoff {
namespace {

constexpr std::size_t longest_part = 400;

// Without its middle where it is long: a value of 10,000 characters is not read, the rule behind it is.
std::string shortened(const std::string& text) {
  if (text.size() <= longest_part) return text;
  std::size_t head = longest_part / 2, tail = text.size() - longest_part / 2;
  while (head > 0 && continues_character(text[head])) --head;
  while (tail < text.size() && continues_character(text[tail])) ++tail;
  return text.substr(0, head) + " ... " + text.substr(tail);
}

std::string one_line(const std::string& where, const std::string& what, const std::string& remedy) {
  std::string text = where.empty() ? shortened(what) : shortened(where) + ": " + shortened(what);
  if (!remedy.empty()) text += "; " + shortened(remedy);
  // The data's own control characters would break the line or steer the terminal.
  std::ranges::replace_if(text, [](unsigned char c) { return c < 32 || c == 127; }, ' ');
  return text;
}

}  // namespace

std::string Place::text() const {
  if (!key.empty()) return file.empty() ? key : file + ":$." + key;
  if (!file.empty()) return line ? file + ":" + std::to_string(line) : file;
  return function;
}

Error::Error(ErrorKind error_kind, Place at, const std::string& what, std::string advice)
    : std::runtime_error(one_line(at.text(), what, advice)),
      kind(error_kind),
      place(std::move(at)),
      finding(what),
      remedy(std::move(advice)),
      told(std::runtime_error::what()) {}

Error Error::at(Place better) const {
  Error error(kind, std::move(better), finding, remedy);
  if (told != what()) error.told = told;
  return error;
}

}  // namespace payoff
