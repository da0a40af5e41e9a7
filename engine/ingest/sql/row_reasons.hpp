// Why a row is not used: what is asked of every row, in order.
#pragma once

#include <string>
#include <vector>

#include "ingest/sql/query_parts.hpp"

namespace payoff {

struct RowReason {
  std::string condition;    // SQL over the raw rows (see panel_query.hpp)
  bool rejected = true;     // false = filtered: a good row that the study does not ask for
  std::string column;       // as the study names it
  std::string text_sql;     // the offending text
  std::string description;  // "is not a finite number", in the language of the thread
  std::string in_english;
  bool of_number = false;  // the column was taken for numbers, and may hold something else
  bool valueless = false;  // it is a good row, and holds nothing of what the study measures
  bool refines = false;    // says better why of rows that a later reason takes, too
};

// shown: the columns of texts that SQL sees as numbers.
std::vector<RowReason> row_reasons(const QueryParts& parts, const std::vector<std::string>& shown);

// SQL of the number of the first that takes a row, NULL where none does. Good rows, which most are, are asked no more than
// it takes to know that they are.
std::string first_reason_sql(const std::vector<RowReason>& reasons);

}  // namespace payoff
