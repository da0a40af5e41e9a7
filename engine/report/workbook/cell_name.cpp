#include "report/workbook/cell_name.hpp"

#include <algorithm>

namespace payoff {
namespace {

constexpr std::size_t longest_name = 60;  // of 255

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// Words of letters and digits, with one underscore between them.
std::string words_of(std::string_view wish) {
  std::string name;
  for (const char c : wish) {
    if (is_letter(c) || is_digit(c))
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  name.resize(std::min(name.size(), longest_name));
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name;
}

// "A1", "XFD9", "R1C1", "R", "C2", "true".
bool is_taken_by_spreadsheets(const std::string& name) {
  const std::string lower = lower_case(name);
  if (lower == "true" || lower == "false") return true;
  const auto digits = std::ranges::find_if(lower, is_digit);
  const bool address = digits - lower.begin() <= 3 && std::all_of(digits, lower.end(), is_digit);
  const bool row_and_column = lower.find_first_not_of("rc0123456789") == std::string::npos;
  return address || row_and_column;
}

}  // namespace

std::string unique_cell_name(std::string_view wish, std::set<std::string>& taken) {
  std::string name = words_of(wish);
  if (name.empty()) name = "assumption";
  if (is_digit(name.front()) || is_taken_by_spreadsheets(name)) name = "the_" + name;
  std::string own = name;
  for (int i = 2; !taken.insert(lower_case(own)).second; ++i) own = name + "_" + std::to_string(i);
  return own;
}

}  // namespace payoff
