// What the rows look up in other tables: one row of a table for each key, or a refusal.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ingest/source/source.hpp"
#include "ingest/sql/number_column.hpp"

namespace payoff {

// From now on the rows of the source have the columns of these tables. Returns what is to be said of it. Throws Error(data)
// for a key that several rows of a table have, for a line of it that cannot be read, and where no row finds a partner.
std::vector<std::string> look_up(OpenSource& source, const std::vector<Join>& joins, const NumberRules& rules);

// The columns and SQL by which the rows look up.
std::set<std::string> looking_columns(const std::vector<Join>& joins);

}  // namespace payoff
