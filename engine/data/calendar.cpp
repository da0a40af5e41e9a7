// Periods as integers, and their names. Everything that turns a date into a
// period, or a period into a label, is here or follows the numbering of Calendar.
#include "data/calendar.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>

namespace payoff {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

int floor_div(int a, int b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

std::string iso_date(int day) {
  const year_month_day date{sys_days{days{day}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

// All of text as a number, if it is one.
std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// month: as the numbering of Calendar.
int first_of_month(int month) {
  return day_number(floor_div(month, 12), static_cast<unsigned>(month - 12 * floor_div(month, 12) + 1), 1);
}

// The day on which the period after the last begins: after a Friday, where no weekend is ever seen, the Monday.
int day_after(const Calendar& calendar, const std::vector<int>& periods) {
  int day = calendar.first_day(periods.back() + 1);
  constexpr int days_that_show_a_week = 14;
  if (calendar.kind != PeriodKind::day || day - periods.front() < days_that_show_a_week - 2) return day;
  bool seen[7] = {};
  for (const int each : periods) seen[weekday(each)] = true;
  while (!seen[weekday(day)]) ++day;
  return day;
}

// The Monday of an ISO week: the week that holds 4 January is the first.
int day_of_iso_week(int year, int week) {
  const int fourth = day_number(year, 1, 4);
  const int monday = fourth - weekday(fourth);
  return monday + 7 * (week - 1);
}

}  // namespace

std::optional<int> parse_iso_date(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = whole_number(text.substr(0, 4)), month = whole_number(text.substr(5, 2)),
             day = whole_number(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
  const year_month_day date{std::chrono::year{*year}, std::chrono::month(*month), std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return day_number(*year, *month, *day);
}

std::optional<int> parse_period(const Calendar& calendar, const std::string& text) {
  if (calendar.kind == PeriodKind::integer) return whole_number(text);
  if (calendar.kind == PeriodKind::year && text.size() == 4) return whole_number(text);
  if (const auto day = parse_iso_date(text)) return period_of_day(calendar, *day);
  if (text.size() < 6) return std::nullopt;
  const auto year = whole_number(std::string_view(text).substr(0, 4));
  std::string_view rest = std::string_view(text).substr(text[4] == '-' ? 5 : 4);
  if (!year || rest.empty()) return std::nullopt;
  const bool marked = rest[0] == 'W' || rest[0] == 'Q';
  const auto number = whole_number(marked ? rest.substr(1) : rest);
  if (!number || *number < 1) return std::nullopt;
  if (rest[0] == 'W' && *number <= 53 && calendar.kind <= PeriodKind::sprint)
    return period_of_day(calendar, day_of_iso_week(*year, *number));
  if (rest[0] == 'Q' && *number <= 4) return period_of_day(calendar, day_number(*year, 3 * *number - 2, 1));
  if (!marked && rest.size() == 2 && *number <= 12) return period_of_day(calendar, day_number(*year, *number, 1));
  return std::nullopt;
}

int weekday(int day) {
  return ((day + 3) % 7 + 7) % 7;
}

int week_offset_days(int week_starts_on) {
  // 1970-01-01 was a Thursday (4); its week began this many days earlier.
  return (4 - week_starts_on + 7) % 7;
}

int period_of_day(const Calendar& calendar, int day) {
  const year_month_day date{sys_days{days{day}}};
  const int month = 12 * static_cast<int>(date.year()) + static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  switch (calendar.kind) {
    case PeriodKind::day:
      return day;
    case PeriodKind::week:
      return floor_div(day + week_offset_days(calendar.week_starts_on), 7);
    case PeriodKind::sprint:
      return floor_div(day - calendar.sprint_start, 7 * calendar.sprint_weeks);
    case PeriodKind::month:
      return month;
    case PeriodKind::quarter:
      return floor_div(month, 3);
    case PeriodKind::year:
      return static_cast<int>(date.year());
    case PeriodKind::integer:
    case PeriodKind::none:
      break;
  }
  return day;
}

int day_number(int year, unsigned month, unsigned day) {
  return static_cast<int>(
      sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}.time_since_epoch().count());
}

int Calendar::first_day(int period) const {
  switch (kind) {
    case PeriodKind::week:
      return 7 * period - week_offset_days(week_starts_on);
    case PeriodKind::sprint:
      return 7 * sprint_weeks * period + sprint_start;
    case PeriodKind::month:
      return first_of_month(period);
    case PeriodKind::quarter:
      return first_of_month(3 * period);
    case PeriodKind::year:
      return first_of_month(12 * period);
    case PeriodKind::day:
    case PeriodKind::integer:
    case PeriodKind::none:
      break;
  }
  return period;
}

std::string Calendar::label(int period) const {
  switch (kind) {
    case PeriodKind::day:
    case PeriodKind::week:
    case PeriodKind::sprint:
      return iso_date(first_day(period));
    case PeriodKind::month:
      return fmt::format("{:04}-{:02}", floor_div(period, 12), period - 12 * floor_div(period, 12) + 1);
    case PeriodKind::quarter:
      return fmt::format("{:04}-Q{}", floor_div(period, 4), period - 4 * floor_div(period, 4) + 1);
    case PeriodKind::year:
    case PeriodKind::integer:
    case PeriodKind::none:
      break;
  }
  return std::to_string(period);
}

std::vector<double> weeks_to_end(const Calendar& calendar, const std::vector<int>& periods) {
  std::vector<double> weeks(periods.size() + 1, calendar.dated() ? 0 : std::nan(""));
  if (periods.empty() || !calendar.dated()) return weeks;
  const int end = day_after(calendar, periods);
  for (std::size_t i = 0; i < periods.size(); ++i) weeks[i] = (end - calendar.first_day(periods[i])) / 7.0;
  return weeks;
}

}  // namespace payoff
