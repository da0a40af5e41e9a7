// What stands in a CSV file beside its table: titles and blank lines above the header, a delimiter too many in each row.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace payoff {

struct Preamble {
  std::size_t lines_above_header = 0;
  char trailing = '\0';  // the delimiter that ends every row but not the header; '\0' = none
};

// By the first lines of a file. The table is where most lines have the same number of cells; its header is the first of
// them that has at least two; a title has text in at most half as many. delimiter: of the study, or empty.
Preamble preamble_of(std::string_view text, const std::string& delimiter);

}  // namespace payoff
