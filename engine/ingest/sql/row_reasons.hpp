// Why a row is not used: what is asked of every row, in order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/sql/query_parts.hpp"

namespace payoff {

struct RowReason {
  std::string condition;    // SQL over the raw rows (see panel_query.hpp)
  bool rejected = true;     // false = filtered: a good row that the study does not ask for
  std::string column;       // as the study names it
  std::string text_sql;     // the offending text
  std::string description;  // "is not a finite number"
  bool of_number = false;   // the column was taken for numbers, and may hold something else
};

// Of a row that is good, and holds nothing of what the study measures.
inline constexpr std::string_view no_value_reason = "no metric of the study has a value";

// shown: the columns of texts that SQL sees as numbers.
std::vector<RowReason> row_reasons(const QueryParts& parts, const std::vector<std::string>& shown);

}  // namespace payoff
