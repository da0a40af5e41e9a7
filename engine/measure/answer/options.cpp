#include "measure/answer/options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/suggestion.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

std::optional<double> number_in(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool allowed(const OptionSpec& option, const std::string& value) {
  if (!option.choices.empty()) return std::ranges::count(choices_of(option), value) > 0;
  const std::optional<double> number = number_in(value);
  const bool whole = option.kind != OptionKind::whole_number || (number && std::trunc(*number) == *number);
  return number && whole && *number >= option.low && *number <= option.high;
}

}  // namespace

std::string values_of(const OptionSpec& option) {
  if (option.kind == OptionKind::whole_number)
    return fmt::format("a whole number in {} to {}", option.low, option.high);
  if (option.kind == OptionKind::share) return fmt::format("a number in {} to {}", option.low, option.high);
  return fmt::format("one of {}", fmt::join(choices_of(option), ", "));
}

std::vector<std::string> choices_of(const OptionSpec& option) {
  std::vector<std::string> parts;
  for (std::string_view rest = option.choices; !rest.empty();) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    parts.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return parts;
}

std::string value_of(const Question& question, const OptionSpec& option) {
  const auto found = question.options.find(std::string(option.name));
  return found == question.options.end() ? std::string(option.otherwise) : found->second;
}

std::string why_not(const OptionSpec& option, const std::string& value) {
  if (allowed(option, value)) return {};
  return fmt::format("'{}', but must be {}", value, values_of(option));
}

std::size_t chosen_index(const Question& question, const OptionSpec& option) {
  const std::string value = value_of(question, option);
  const std::vector<std::string> choices = choices_of(option);
  const auto found = std::ranges::find(choices, value);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  throw Error(ErrorKind::usage, {.function = "estimate"},
              fmt::format("option {} is {}", option.name, why_not(option, value)), suggestion(value, choices));
}

double chosen_number(const Question& question, const OptionSpec& option) {
  const std::string value = value_of(question, option);
  const std::string wrong = why_not(option, value);
  if (!wrong.empty())
    throw Error(ErrorKind::usage, {.function = "estimate"}, fmt::format("option {} is {}", option.name, wrong));
  return *number_in(value);
}

}  // namespace payoff
