// What SQL a study may bring for a column: one value for each row, by DuckDB's own reading of it.
#pragma once

#include <set>
#include <string>

#include "ingest/source/database.hpp"
#include "payoff/error.hpp"

namespace payoff {

// Why an expression is too large to be given to a database, whose parser would follow it to the end of the stack, or for
// minutes; empty = it is not.
std::string size_fault(const std::string& sql);

// Whether DuckDB reads the text as SQL of a value: "NOT arm" is, "Assignee ID" is a name with a blank.
bool is_expression(Database& database, const std::string& sql);

// Throws Error(usage) at `place` for what is not exactly one SQL expression, or makes many values of one (range,
// repeat). A stranger's may neither ask a table nor call a function that is not known to be harmless.
void require_scalar(Database& database, const std::string& sql, const Place& place, bool trusted);

// Throws Error(usage) at `place` unless the text is one SELECT.
void require_select(Database& database, const std::string& sql, const Place& place);

// All columns that an expression names; none where it is not SQL.
std::set<std::string> columns_in(Database& database, const std::string& sql);

// The columns that an expression takes as they are written, as labels are: of "team || seat" both, of "tenure > 12" none.
std::set<std::string> columns_as_written(Database& database, const std::string& sql);

}  // namespace payoff
