#include "ingest/excel/cell_form.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "base/letters.hpp"
#include "data/calendar.hpp"
#include "payoff/panel.hpp"

namespace payoff {
namespace {

// The letters of a format's first section that stand for parts of a time: without quoted text, escaped characters, and
// brackets that hold a colour, a condition or a language. An elapsed time ([h]) is one.
std::string letters_of(std::string_view code) {
  std::string letters;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
      ++i;
    } else if (code[i] == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (code[i] == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size());
      const std::string inside = lower(std::string(code.substr(i + 1, end - i - 1)));
      if (!inside.empty() && inside.find_first_not_of("hms") == std::string::npos) letters += 'h';
      i = end;
    } else {
      letters += to_lower(code[i]);
    }
  }
  return letters;
}

// "dhms" of "d h:mm:ss": each part once, in order.
std::string parts_of(const std::string& letters) {
  std::string parts;
  for (const char c : letters)
    if (std::string_view("ydmhs").find(c) != std::string_view::npos && (parts.empty() || parts.back() != c)) parts += c;
  return parts;
}

// m stands for months, unless hours are before it or seconds behind it.
bool has_months(const std::string& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] == 'm' && (i == 0 || parts[i - 1] != 'h') && (i + 1 == parts.size() || parts[i + 1] != 's'))
      return true;
  return false;
}

constexpr double milliseconds_per_day = 86'400'000;

std::string clock_text(std::int64_t milliseconds) {
  const std::int64_t seconds = milliseconds / 1000;
  const std::string text = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return milliseconds % 1000 ? fmt::format("{}.{:03}", text, milliseconds % 1000) : text;
}

std::string number_text(double value) {
  constexpr double exact_whole = 1e15;
  if (value == std::floor(value) && std::abs(value) < exact_whole) return fmt::format("{:.0f}", value);
  const std::string text = fmt::format("{}", value);
  const std::size_t mark = text.find('.');
  const bool could_be_thousands =
      mark != std::string::npos && text.size() == mark + 4 && text.find('e') == std::string::npos;
  return could_be_thousands ? text + "0" : text;
}

}  // namespace

CellForm form_of_format(std::string_view code) {
  const std::string letters = letters_of(code);
  if (letters.find("general") != std::string::npos) return CellForm::number;
  const auto has = [&](std::string_view any) { return letters.find_first_of(any) != std::string::npos; };
  const bool clock = has("hs"), weekday = letters.find("ddd") != std::string::npos;
  const bool day = has("y") || weekday || has_months(parts_of(letters)) || (has("d") && !clock);  // else d counts days
  if (day) return clock ? CellForm::timestamp : CellForm::date;
  return clock ? CellForm::time : CellForm::number;
}

CellForm form_of_builtin_format(int id) {
  const auto within = [&](int first, int last) { return id >= first && id <= last; };
  if (id == 22) return CellForm::timestamp;
  if (within(18, 21) || within(32, 35) || within(45, 47)) return CellForm::time;
  return within(14, 17) || within(27, 31) || id == 36 || within(50, 58) ? CellForm::date : CellForm::number;
}

std::string cell_text(double value, CellForm form, bool since_1904) {
  constexpr double leap_day_that_was_none = 60, days_to_1904 = 1462, year_10000 = 2958466;
  if (form == CellForm::number) return number_text(value);
  constexpr double longest_time = 10000;  // what is longer is a date of which the clock is shown
  if (form == CellForm::time && std::abs(value) < longest_time)
    return (value < 0 ? "-" : "") + clock_text(std::llround(std::abs(value) * milliseconds_per_day));
  const double days = value + (since_1904 ? days_to_1904 : 0);
  if (!(days >= 1 && days < year_10000)) return number_text(value);
  static const int origin = *parse_iso_date("1899-12-30");
  const std::int64_t milliseconds = std::llround((days + (days < leap_day_that_was_none)) * milliseconds_per_day);
  constexpr auto per_day = static_cast<std::int64_t>(milliseconds_per_day);
  std::string date = Calendar{PeriodKind::day}.label(origin + static_cast<int>(milliseconds / per_day));
  if (form == CellForm::date && milliseconds % per_day == 0) return date;
  return date + " " + clock_text(milliseconds % per_day);
}

}  // namespace payoff
