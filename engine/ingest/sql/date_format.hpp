// Dates as people and programs write them that are not those of ISO 8601: 13.1.2025, 1/13/2025 2:05 PM, 13-Jan-25.
#pragma once

#include <string>

#include "ingest/source/source.hpp"
#include "ingest/sql/time_form.hpp"

namespace payoff {

// The format of strptime that most texts of the column have, of all of its rows, in a century on either side of 2000; empty
// where none reads more than half of them. sql: of their text. Throws Error(data) where two formats read as many and
// differ (3/2/2025 alone), and where another one reads what this one does not.
std::string date_format_of(OpenSource& source, const std::string& column, const std::string& sql, TimeRole role);

}  // namespace payoff
