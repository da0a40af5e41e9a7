// Rows as a Parquet file, for those who read one.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace payoff {

// json_lines: an object a row; columns: their names and SQL types, in their order. The same bytes for the same rows.
std::string parquet_of(const std::string& json_lines, const std::vector<std::pair<std::string, std::string>>& columns);

}  // namespace payoff
