// One numbering of periods (see Calendar in payoff/panel.hpp): dates to periods.
#pragma once

#include "payoff/panel.hpp"

namespace payoff {

// Days since 1970-01-01 (proleptic Gregorian).
int day_number(int year, unsigned month, unsigned day);

// The period of the calendar (day, week, month, quarter) that holds this day.
int period_of_day(const Calendar& calendar, int day);

// How many days before 1970-01-01 its week began, 0 to 6.
int week_offset_days(int week_starts_on);

}  // namespace payoff
