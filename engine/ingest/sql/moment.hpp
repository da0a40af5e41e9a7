// Moments, between which something lasted: created and solved, opened and merged.
#pragma once

#include <string>

#include "ingest/sql/number_column.hpp"
#include "ingest/sql/time_form.hpp"

namespace payoff {

struct MomentColumn {
  std::string seconds_sql;  // since 1970 in UTC, as a double; NULL where there is none
  std::string text_sql;     // of the cell; NULL where it holds none
  bool days_only = false;   // dates without a clock
  std::string form;         // "a timestamp with a zone like ..."
};

// The column has its own form, found from its cells. role: from or to. Throws Error(data) as common_form and date_format_of,
// and for what is no moment, like a month.
MomentColumn moment_of(OpenSource& source, const std::string& name_or_sql, const Place& place, TimeRole role,
                       const NumberRules& rules);

}  // namespace payoff
