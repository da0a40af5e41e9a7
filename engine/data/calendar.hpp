// One numbering of periods (see Calendar in payoff/panel.hpp): dates to periods.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/panel.hpp"

namespace payoff {

// Days since 1970-01-01 (proleptic Gregorian).
int day_number(int year, unsigned month, unsigned day);

// The period of the calendar (of any dated kind) that holds this day.
int period_of_day(const Calendar& calendar, int day);

// The day named by "2025-03-03" (and by the date part of a timestamp), if it is one.
std::optional<int> parse_iso_date(std::string_view text);

// The period named by a date, "2025-W10", "2025-03", "2025-Q1", "202503" or an
// integer, as the calendar allows; nothing if it is none of these.
std::optional<int> parse_period(const Calendar& calendar, const std::string& text);

// Weeks from the first day of each period to the end of the last, by their dates: weeks without any data count, too.
// One more than periods (ascending), the last 0; NaN where they are not dated.
std::vector<double> weeks_to_end(const Calendar& calendar, const std::vector<int>& periods);

// 0 = Monday.
int weekday(int day);

// How many days before 1970-01-01 its week began, 0 to 6.
int week_offset_days(int week_starts_on);

}  // namespace payoff
