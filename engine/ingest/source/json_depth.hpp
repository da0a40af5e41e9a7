// How deep JSON may be nested.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/adbc.hpp"

namespace payoff {

// Throws Error(data) for a record that is nested deeper than the database can follow.
void require_shallow(Database& database, const std::vector<std::string>& files);

}  // namespace payoff
