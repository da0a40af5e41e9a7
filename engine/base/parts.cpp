#include "base/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"

namespace payoff {
namespace {

// "1억 2,300만" of 123,000,000: each part by itself. What stands behind the point goes with the last.
std::string in_parts_of(const std::string& number) {
  const std::size_t point = std::min(number.find('.'), number.size());
  std::string digits = number.substr(0, point);
  std::erase(digits, ',');
  double rest = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), rest);
  if (rest < 1e4) return number;
  std::string said;
  const auto add = [&](const std::string& part) { said += (said.empty() ? "" : " ") + part; };
  for (const LargeNumber& step : large_numbers(language_here().text(MessageId::large_numbers))) {
    const double whole = std::floor(rest / step.size);
    rest -= whole * step.size;
    if (whole > 0) add(step.of(format_fixed(whole, 0)));
  }
  const std::string decimals = number.substr(point);
  if (rest > 0 || decimals.find_first_of("123456789") != std::string::npos) add(format_fixed(rest, 0) + decimals);
  return said;
}

}  // namespace

bool says_in_parts() {
  return language_here().text(MessageId::large_numbers_are) == "in parts";
}

bool is_of_money(std::string_view unit) {
  const std::string_view word = unit.substr(0, unit.find('/'));
  return std::ranges::any_of(pairs_of(language_here().text(MessageId::currencies)),
                             [&](const auto& currency) { return currency.first == word || currency.second == word; });
}

std::string amounts_in_parts(const std::string& text) {
  constexpr std::string_view of_number = "0123456789,.";
  if (!says_in_parts()) return text;
  std::string said;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find_first_not_of(of_number, at), text.size());
    while (end > at && (text[end - 1] == ',' || text[end - 1] == '.')) --end;
    said += end == at ? text.substr(at, 1) : in_parts_of(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return said;
}

std::string amount_without_parts(std::string_view text) {
  std::string digits;
  double sum = 0;
  std::size_t parts = 0;
  const std::vector<LargeNumber> steps =
      says_in_parts() ? large_numbers(language_here().text(MessageId::large_numbers)) : std::vector<LargeNumber>{};
  for (const char c : text)
    if (c != ',') digits += c;
  for (std::string_view rest = digits; !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find(' '));
    double number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    const std::string_view word(end, static_cast<std::size_t>(part.data() + part.size() - end));
    const auto step = std::ranges::find(steps, word, [](const LargeNumber& each) { return each.form.substr(3); });
    if (error != std::errc() || (step == steps.end() && !word.empty())) return "";
    if (step != steps.end()) ++parts;
    sum += number * (step == steps.end() ? 1 : step->size);
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  }
  return parts > 0 ? fmt::format("{}", sum) : "";
}

}  // namespace payoff
