// The columns by role that every query of a study begins with (see panel_query.hpp).
#pragma once

#include <string>
#include <vector>

#include "ingest/sql/query_parts.hpp"

namespace payoff {

struct RawColumns {
  std::string sql;                      // "... AS u, ... AS t, ..."
  std::string arm_sql;                  // 1, 0 or NULL
  std::vector<ColumnReading> readings;  // of labels and numbers
};

// Throws as OpenSource::expression and number_of.
RawColumns raw_columns(OpenSource& source, const QueryParts& parts);

}  // namespace payoff
