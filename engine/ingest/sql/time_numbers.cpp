#include "ingest/sql/time_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "base/letters.hpp"
#include "data/calendar.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// Whether the name of a column holds one of the words, anywhere where it is longer than three letters.
bool names_any(const std::string& column, std::initializer_list<std::string_view> words) {
  const std::vector<std::string> named = words_of(column);
  return std::ranges::any_of(named, [&](const std::string& word) {
    return std::ranges::any_of(words, [&](std::string_view each) {
      return word == each || (each.size() > 3 && word.find(each) != std::string::npos);
    });
  });
}

// The number that these digits of the text are, -1 for other characters.
int digits_of(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit) ? std::stoi(std::string(text)) : -1;
}

Error month_or_week_unknown(const std::string& text, const std::string& column) {
  return {ErrorKind::usage,
          {.key = "columns.time"},
          fmt::format("time '{}' may be a month or a week of the year, and nothing in '{}' tells which", text, column),
          "set columns.period to \"month\" or \"week\""};
}

// 202503 is March or the third week: a part above 12 says weeks, a turn of the year without 13 to 52 says months. Else
// the name of the column must say it, or the study.
TimeForm month_or_week(const std::vector<std::string>& texts, const std::string& column, const std::string& declared) {
  std::set<int> parts, years;
  for (const std::string& text : texts) {
    parts.insert(digits_of(std::string_view(text).substr(4)));
    years.insert(digits_of(std::string_view(text).substr(0, 4)));
  }
  if (*parts.begin() < 1 || *parts.rbegin() > 53) return TimeForm::integer;
  if (*parts.rbegin() > 12) return TimeForm::year_week;
  if (*parts.rbegin() <= 4 && years.size() > 1) require_month(texts.front(), column, declared, true);
  if (years.size() > 1) return TimeForm::year_month;
  const bool month = declared.empty() ? lower(column).find("month") != std::string::npos : declared == "month";
  const bool week = declared.empty() ? lower(column).find("week") != std::string::npos : declared == "week";
  if (month != week) return month ? TimeForm::year_month : TimeForm::year_week;
  throw month_or_week_unknown(texts.front(), column);
}

// 51, 52, 1, 2: weeks or months of two years, whose order their numbers do not tell. Of months the name must speak, too.
void require_no_turn_of_the_year(const std::vector<std::string>& texts, const std::string& column) {
  std::set<int> numbers;
  for (const std::string& text : texts)
    if (is_integer(text)) numbers.insert(digits_of(without_zero(text)));
  if (numbers.empty() || *numbers.begin() != 1) return;
  const int last = *numbers.rbegin();
  const bool months = last == 12 && names_any(column, {"month", "monat", "mois", "mes", "mese"});
  if (!months && last != 52 && last != 53) return;
  const auto gap = std::ranges::adjacent_find(numbers, [](int a, int b) { return b - a > 1; });
  if (gap == numbers.end()) return;
  const int end = *gap, begin = *std::next(gap);
  if (begin - end <= 3 || static_cast<int>(numbers.size()) != end + last - begin + 1) return;  // two runs without holes
  throw Error(ErrorKind::usage, {.key = "columns.time"},
              fmt::format("time '{}' has {} to {} and 1 to {}, the {} of two years without their year", column, begin,
                          last, end, months ? "months" : "weeks"),
              fmt::format("give the year with SQL, e.g. \"time\": \"year || '-{}' || lpad({}, 2, '0')\"; or set "
                          "columns.period to \"integer\" if they are none",
                          months ? "" : "W", column));
}

// The day of digits whose year, month and day begin there; the year has all digits that the others leave.
std::optional<int> day_of_digits(const std::string& text, std::size_t year, std::size_t month, std::size_t day) {
  const std::string digits = text.substr(year, text.size() - 4);
  return parse_iso_date((digits.size() == 2 ? "20" + digits : digits) + '-' + text.substr(month, 2) + '-' +
                        text.substr(day, 2));
}

// 06012025, 250106: no numbers, but days. The order that has them closest together is offered first.
void require_no_days_of_digits(const std::vector<std::string>& texts, const std::string& column) {
  struct Order {
    const char *of_eight, *of_six;
    std::size_t year, month, day;
  };
  const std::size_t length = texts.front().size();
  if (length != 8 && length != 6) return;
  std::vector<std::pair<int, std::string>> formats;  // days from the first to the last
  for (const Order& order :
       {Order{"%d%m%Y", "%d%m%y", 4, 2, 0}, {"%m%d%Y", "%m%d%y", 4, 0, 2}, {"", "%y%m%d", 0, 2, 4}}) {
    const std::string format = length == 8 ? order.of_eight : order.of_six;
    std::set<int> days;
    const bool all = !format.empty() && std::ranges::all_of(texts, [&](const std::string& text) {
      if (text.size() != length || digits_of(text) < 0) return false;
      const auto day = day_of_digits(text, order.year, order.month, order.day);
      if (day) days.insert(*day);
      return day && *day > day_number(1900, 1, 1) && *day < day_number(2100, 1, 1);
    });
    if (all && days.size() > 2) formats.emplace_back(*days.rbegin() - *days.begin(), format);
  }
  if (formats.empty()) return;
  std::ranges::sort(formats);
  std::string names;
  for (const auto& [days, format] : formats) names += (names.empty() ? "'" : " or '") + format + "'";
  throw Error(
      ErrorKind::usage, {.key = "columns.time"},
      fmt::format("time '{}' has numbers like '{}', which look like days", column, texts.front()),
      fmt::format("set columns.time_format to {}; or columns.period to \"integer\" if they are numbers", names));
}

}  // namespace

std::string_view without_zero(std::string_view text) {
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  text = without_zero(text);
  return !text.empty() && text.size() < 10 && std::ranges::all_of(text, is_digit);
}

void require_month(const std::string& text, const std::string& column, const std::string& declared,
                   bool could_be_quarter) {
  if (names_any(column, {"month", "monat", "mois", "mese"})) return;
  if (declared.empty() &&
      names_any(column, {"week", "woche", "semain", "seman", "settiman", "vecka", "wk", "kw", "cw", "uke", "yw"}))
    throw month_or_week_unknown(text, column);
  if (could_be_quarter && (declared.empty() || declared == "quarter") &&
      names_any(column, {"quarter", "quartal", "trimest", "kvartal", "qtr"}))
    throw Error(ErrorKind::usage, {.key = "columns.time"},
                fmt::format("time '{}' may be a month or a quarter of the year", text),
                fmt::format("write quarters with SQL, e.g. \"time\": \"left({0}, 4) || '-Q' || right({0}, 1)\"; or set "
                            "columns.period to \"month\"",
                            column));
}

bool names_an_end(const std::string& column) {
  std::string words;  // weekEnding is two
  for (std::size_t i = 0; i < column.size(); ++i) {
    const bool begins = column[i] >= 'A' && column[i] <= 'Z' && i > 0 && column[i - 1] >= 'a' && column[i - 1] <= 'z';
    if (begins) words += ' ';
    words += column[i];
  }
  return names_any(words, {"ending", "ended", "end", "ends", "bis", "fin", "until", "thru", "through", "to", "till",
                           "tot", "hasta", "slut", "last", "eow", "weekend", "enddate", "wochenende"}) ||
         lower(words) == "w/e";
}

TimeForm dashed_month_or_week(const std::vector<std::string>& texts, const std::string& column,
                              const std::string& declared) {
  const bool beyond = std::ranges::any_of(texts, [](const std::string& text) {
    const int part = digits_of(std::string_view(text).substr(5));
    return part > 12 && part <= 53;
  });
  if (beyond || declared == "week") return TimeForm::dashed_week;
  const bool to_four = std::ranges::all_of(
      texts, [](const std::string& text) { return digits_of(std::string_view(text).substr(5)) <= 4; });
  require_month(texts.front(), column, declared, to_four);
  return TimeForm::month;
}

TimeForm form_of_numbers(const std::vector<std::string>& texts, const std::string& column,
                         const std::string& declared) {
  const auto all = [&](std::size_t length) {
    return declared != "integer" && std::ranges::all_of(texts, [&](const std::string& text) {
             return text.size() == length && (text.starts_with("19") || text.starts_with("20"));
           });
  };
  if (all(4)) return TimeForm::year;
  if (all(6)) return month_or_week(texts, column, declared);
  const auto is_day = [](const std::string& text) {
    return parse_iso_date(text.substr(0, 4) + '-' + text.substr(4, 2) + '-' + text.substr(6)).has_value();
  };
  if (all(8) && std::ranges::all_of(texts, is_day)) return TimeForm::compact_date;
  const auto is_excel_day = [](const std::string& text) {
    return without_zero(text).size() == 5 && text >= "36526" && text < "73051";  // 2000-01-01 to 2099-12-31
  };
  if (declared == "integer") return TimeForm::integer;
  if (std::ranges::all_of(texts, is_excel_day)) return TimeForm::excel_day;
  require_no_days_of_digits(texts, column);
  require_no_turn_of_the_year(texts, column);
  return TimeForm::integer;
}

}  // namespace payoff
