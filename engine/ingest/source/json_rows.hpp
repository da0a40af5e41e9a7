// JSON files: how deep they may be nested, and where their rows are.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/adbc.hpp"

namespace payoff {

// Throws Error(data) for a record that is nested deeper than the database can follow.
void require_shallow(Database& database, const std::vector<std::string>& files);

// The relation, or the list of its one record where that is the only list of records in it: {"rows": [{...}, {...}]}.
std::string rows_of_json(Database& database, const std::string& relation);

}  // namespace payoff
