// What a time column holds, and the SQL that turns it into a period.
#pragma once

#include <string>

#include "ingest/source/source.hpp"
#include "ingest/sql/time_form.hpp"

namespace payoff {

struct TimeColumn {
  Calendar calendar;
  std::string period_sql;  // integer period; NULL where the cell is not a time
  TimeForm written = TimeForm::unknown;
  std::string format{};              // of strptime, where it is written in one
  Calendar natural{};                // of the steps between the dates
  bool by_last_day = false;          // weeks, named by the day that ends them
  bool irregular = false;            // days of which most are not there, and no step leads to the others
  std::string date_sql{};            // of the date of a cell; empty where it is none
  std::string off_step_sql{};        // 1 for a date off the steps that the first rows showed; empty where all were seen
  std::string period_sql_of_text{};  // where a cell turned out to be none, and the column must be read as text
};

// How its cells are written: "a date like 2025-03-03", in the language of the thread.
std::string said_form(const TimeColumn& time);

// Whether a form is of one kind of period: 2025-W10 is a week. Of dates their spacing says it.
bool says_its_kind(TimeForm form);

// The zone in which times of this form have their dates: the declared one, or none where they are timestamps at midnight
// and so are dates already. sql: of their text. Throws Error(usage) for a zone that no list knows.
std::string zone_of(OpenSource& source, TimeForm form, const std::string& sql, const std::string& timezone);

// The form, or midnight where all texts are midnights of a zone of their own: they are the days that they name. Throws
// Error(usage) where all are at one hour after noon in UTC, midnight further east, and no timezone says which is meant.
TimeForm with_zone_settled(OpenSource& source, TimeForm form, const std::string& column, const std::string& sql,
                           const std::string& timezone);

// SQL of the date of a text in a format of strptime, in the zone that it has so.
std::string date_by_format(OpenSource& source, const std::string& sql, const std::string& format,
                           const std::string& timezone);

enum class DatesSeen { first_rows, all };  // by whose steps the kind of period is found

// Looks at a sample. Throws Error(data) for two forms in one column, for dates
// whose order of day and month is not certain, and for text that is no time.
TimeColumn detect_time(OpenSource& source, const Columns& columns, DatesSeen seen = DatesSeen::first_rows);

}  // namespace payoff
