// The SQL that reads a time: from the text of a cell to a date, and from a date to the period of a calendar.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/dialect.hpp"
#include "ingest/sql/time_form.hpp"

namespace payoff {

// SQL of type DATE for a column of this form; text cells that are not become NULL. timezone: in which a timestamp has its
// date; one without a zone is UTC. Empty = as it is written.
std::string date_sql(TimeForm form, const std::string& column, bool is_text, const std::string& timezone,
                     const Dialect& dialect);

// What the clock of a zone shows at a moment.
std::string at_zone(const std::string& moment, const std::string& timezone, const Dialect& dialect);

// The same as date_sql() for a format of strptime.
std::string formatted_date(const std::string& sql, const std::string& time_format, const std::string& timezone);

// The timestamp itself.
std::string parsed_time(const std::string& sql, const std::string& time_format);

// NULL for what is no whole number of at most nine digits.
std::string integer_sql(const std::string& column, const Dialect& dialect);

// SQL of 1 for a date that is not on the steps of these dates (2025-03-03): on another weekday, day or end of a month,
// between two sprints or quarters; empty where there is none such.
std::string off_step_sql(const Calendar& calendar, const std::vector<std::string>& dates, const std::string& date,
                         const Dialect& dialect);

// The period of the calendar that holds the date.
std::string period_sql(const Calendar& calendar, const std::string& date, const Dialect& dialect);

}  // namespace payoff
