// How times are written: the form of a column's texts, and the calendar they suggest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "payoff/error.hpp"
#include "payoff/panel.hpp"

namespace payoff {

enum class TimeForm { date, timestamp, zoned, week, month, quarter, year_month, compact_date, integer, unknown };

// "a date like 2025-03-03".
std::string_view name_of(TimeForm form);

// What a message is about: columns.time, or rollout.adopted_on, which has no format of its own.
enum class TimeRole { period, adoption };

// The one form of a column's sampled texts. Throws Error(data) at the place of a text
// that has another form, or none. Few texts may be no time at all: the ledger judges them.
TimeForm common_form(const std::vector<std::string>& texts, const std::vector<Place>& places, const std::string& column,
                     TimeRole role = TimeRole::period);

// Weekly, monthly and quarterly data give themselves away: all dates fall on one weekday,
// or on the first. declared_week_start 0 = found out.
Calendar natural_calendar(TimeForm form, const std::vector<std::string>& texts, int declared_week_start);

}  // namespace payoff
