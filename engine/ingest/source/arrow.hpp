// Arrow columns (C data interface, https://arrow.apache.org/docs/format/CDataInterface.html) become a ResultTable.
#pragma once

#include "ingest/source/query_result.hpp"

struct ArrowArrayStream;

namespace payoff {

// Reads a result to its end: numbers of every width, decimals (as the double nearest to them), texts plain, large and as
// views, and dictionaries of all these.
// Throws as throw_database_error.
ResultTable read_all(ArrowArrayStream& stream);

}  // namespace payoff
