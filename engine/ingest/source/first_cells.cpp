#include "ingest/source/first_cells.hpp"

#include <algorithm>
#include <string_view>

#include "base/letters.hpp"

namespace payoff {
namespace {

std::size_t skip_digits(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  text.remove_prefix(count);
  return count;
}

void skip_sign(std::string_view& text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
}

bool is_plain(std::string_view text, char decimal) {
  skip_sign(text);
  std::size_t digits = skip_digits(text);
  if (text.starts_with(decimal)) {
    text.remove_prefix(1);
    digits += skip_digits(text);
  }
  if (digits == 0) return false;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  skip_sign(text);
  return skip_digits(text) > 0 && text.empty();
}

// With three digits behind it a mark could stand between thousands, unless nothing but zeros stands before it.
bool is_certain(std::string_view number, char decimal) {
  if (number.find_first_of("eE") != std::string_view::npos) return true;
  const std::size_t mark = number.find(decimal);
  if (mark == std::string_view::npos) return false;
  constexpr std::size_t of_thousands = 3;
  return number.size() - mark - 1 != of_thousands || number.substr(0, mark).find_first_not_of("-+0") == number.npos;
}

}  // namespace

FirstCells first_cells(const ResultColumn& texts, char decimal) {
  FirstCells found;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    if (!texts.valid[row]) continue;
    const std::string& text = texts.texts[row];
    const bool plain = is_plain(text, decimal);
    found.any = true;
    found.numbers = found.numbers && plain;
    found.whole = found.whole && text.find(decimal) == std::string::npos;
    found.certain = found.certain || (plain && is_certain(text, decimal));
    found.has_digit = found.has_digit || std::ranges::any_of(text, is_digit);
  }
  return found;
}

bool have_decimal_commas(const std::vector<ResultColumn>& columns) {
  const auto are_marks = [&](char mark) {
    return std::ranges::any_of(columns, [&](const ResultColumn& column) {
      const FirstCells cells = first_cells(column, mark);
      return cells.any && cells.numbers && cells.certain;
    });
  };
  return are_marks(',') && !are_marks('.');
}

}  // namespace payoff
