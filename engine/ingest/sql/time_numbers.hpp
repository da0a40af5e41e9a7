// What whole numbers are as times, and what a column's name says of months, weeks and quarters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/sql/time_form.hpp"

namespace payoff {

// A program that takes whole numbers for real ones adds ".0".
std::string_view without_zero(std::string_view text);
bool is_integer(std::string_view text);

// Whole numbers that are all years, months, weeks or days of the years from 1900 to 2099, or days as Excel counts them.
// declared: columns.period. Throws Error(usage) for those that look like days, or like weeks of two years.
TimeForm form_of_numbers(const std::vector<std::string>& texts, const std::string& column, const std::string& declared);

// 2025-08 is a month; with a part above 12, or where the study says so, it is a week. A column that is called so by its
// name alone is asked about.
TimeForm dashed_month_or_week(const std::vector<std::string>& texts, const std::string& column,
                              const std::string& declared);

// Where the name of a column says that it holds weeks, or quarters that it could hold, what looks like months is asked about.
// Throws Error(usage).
void require_month(const std::string& text, const std::string& column, const std::string& declared,
                   bool could_be_quarter);

// "week_ending", "Woche bis": its dates are the last days of the weeks.
bool names_an_end(const std::string& column);

}  // namespace payoff
