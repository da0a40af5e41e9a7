// How times are written: the form of a column's texts, and the calendar they suggest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "payoff/error.hpp"
#include "payoff/panel.hpp"

namespace payoff {

enum class TimeForm {
  date,
  timestamp,
  zoned,
  week,
  month,
  quarter,
  year,
  year_month,
  year_week,
  compact_date,
  excel_day,
  epoch_seconds,
  epoch_milliseconds,
  integer,
  unknown
};

// "a date like 2025-03-03".
std::string_view name_of(TimeForm form);

// What a message is about: columns.time, or rollout.adopted_on, which has no format of its own.
enum class TimeRole { period, adoption };

// The one form of a column's sampled texts. Throws Error(data) at the place of a text
// that has another form, or none. Few texts may be no time at all: the ledger judges them. declared: columns.period,
// which settles whether 202503 is a month or a week; else that is asked for where nothing tells.
TimeForm common_form(const std::vector<std::string>& texts, const std::vector<Place>& places, const std::string& column,
                     TimeRole role = TimeRole::period, const std::string& declared = {});

// Whether one of the texts has a form of ISO 8601, or is a number.
bool any_known_form(const std::vector<std::string>& texts);

// 2025-W07 of 202507: one way of writing weeks for all that reads them.
std::string iso_week(std::string_view year_week);

// What dates (2025-03-03, any others are left out) say of the calendar by their spacing: all on one weekday, every second
// week, on the first or the last of months, quarters, years. declared_week_start 0 = found out.
Calendar calendar_of_spacing(const std::vector<std::string>& dates, int declared_week_start);

// Whether there are fewer than half of the working days between the first of these dates and the last.
bool are_scattered(const std::vector<std::string>& dates);

}  // namespace payoff
