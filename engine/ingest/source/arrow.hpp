// Arrow columns (C data interface, https://arrow.apache.org/docs/format/CDataInterface.html) become a ResultTable.
#pragma once

#include "ingest/source/query_result.hpp"

struct ArrowArrayStream;

namespace payoff {

// Reads a result to its end, whatever its encoding: dictionaries, views, decimals (as the double nearest to them).
// Throws as throw_database_error.
ResultTable read_all(ArrowArrayStream& stream);

}  // namespace payoff
