// How times are written: the form of the texts of a column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "payoff/error.hpp"

namespace payoff {

enum class TimeForm {
  date,
  timestamp,
  zoned,
  midnight,
  week,
  month,
  quarter,
  year,
  year_month,
  year_week,
  dashed_week,
  compact_date,
  excel_day,
  epoch_seconds,
  epoch_milliseconds,
  integer,
  unknown
};

// "a date like 2025-03-03", in English for errors, and in the language of the thread.
std::string_view name_of(TimeForm form);
std::string said_form(TimeForm form);

// What a message is about: columns.time, or a date or time that has no format of its own.
enum class TimeRole { period, adoption, observed_from, observed_to, duration_from, duration_to };
std::string_view key_of(TimeRole role);   // where the study says it: "adopted_on"
std::string_view noun_of(TimeRole role);  // "adoption"

// The one form of a column's sampled texts. Throws Error(data) at the place of a text
// that has another form, or none. Few texts may be no time at all: the ledger judges them. declared: columns.period,
// which settles whether 202503 is a month or a week; else that is asked for where nothing tells. places: of all texts, or none.
TimeForm common_form(const std::vector<std::string>& texts, const std::vector<Place>& places, const std::string& column,
                     TimeRole role = TimeRole::period, const std::string& declared = {});

// Whether one of the texts has a form of ISO 8601, or is a number.
bool any_known_form(const std::vector<std::string>& texts);

// 2025-W07 of 202507: one way of writing weeks for all that reads them.
std::string iso_week(std::string_view year_week);

}  // namespace payoff
