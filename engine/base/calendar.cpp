// Periods as integers, and their names. Everything that turns a date into a
// period, or a period into a label, is here or follows the numbering of Calendar.
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "base/calendar.hpp"

namespace payoff {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

int floor_div(int a, int b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

std::string iso_date(int day) {
  const year_month_day date{sys_days{days{day}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

int week_offset_days(int week_starts_on) {
  // 1970-01-01 was a Thursday (4); its week began this many days earlier.
  return (4 - week_starts_on + 7) % 7;
}

int period_of_day(const Calendar& calendar, int day) {
  const year_month_day date{sys_days{days{day}}};
  const int month = 12 * static_cast<int>(date.year()) + static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  switch (calendar.kind) {
    case PeriodKind::day: return day;
    case PeriodKind::week: return floor_div(day + week_offset_days(calendar.week_starts_on), 7);
    case PeriodKind::month: return month;
    case PeriodKind::quarter: return floor_div(month, 3);
    case PeriodKind::integer:
    case PeriodKind::none: break;
  }
  return day;
}

int day_number(int year, unsigned month, unsigned day) {
  return static_cast<int>(
      sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}.time_since_epoch().count());
}

std::string Calendar::label(int period) const {
  switch (kind) {
    case PeriodKind::day: return iso_date(period);
    case PeriodKind::week: return iso_date(7 * period - week_offset_days(week_starts_on));
    case PeriodKind::month: return fmt::format("{:04}-{:02}", floor_div(period, 12), period - 12 * floor_div(period, 12) + 1);
    case PeriodKind::quarter: return fmt::format("{:04}-Q{}", floor_div(period, 4), period - 4 * floor_div(period, 4) + 1);
    case PeriodKind::integer:
    case PeriodKind::none: break;
  }
  return std::to_string(period);
}

double Calendar::weeks_per_period() const {
  constexpr double days_per_year = 365.2425;
  switch (kind) {
    case PeriodKind::day: return 1.0 / 7;
    case PeriodKind::week: return 1;
    case PeriodKind::month: return days_per_year / 12 / 7;
    case PeriodKind::quarter: return days_per_year / 4 / 7;
    case PeriodKind::integer:
    case PeriodKind::none: break;
  }
  return std::nan("");
}

}  // namespace payoff
