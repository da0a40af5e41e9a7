// A small CSV file in which there is nothing to find: cells between commas, as many in each line, and no mark that a reader
// could take for anything else. Its first cells need no question to the database, which says the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/source/query_result.hpp"

namespace payoff {

class PlainCsv {
 public:
  // Nothing for a file that is not as plain, or not as small. Its header has a name of letters, digits, _ and blanks for each
  // column, no two of them alike in small letters.
  static std::optional<PlainCsv> of(const std::string& file);

  const std::vector<std::string>& names() const { return names_; }
  // The first rows of these columns as texts without the blanks about them; NULL where nothing is written.
  ResultTable first_texts(const std::vector<std::string>& columns, std::size_t count) const;

 private:
  PlainCsv() = default;
  bool find_cells();
  bool take_names();
  std::string_view cell(std::size_t row, std::size_t column) const;  // row 0 is the header

  std::string bytes_;
  std::vector<std::uint32_t> ends_;  // of the cells, row by row
  std::vector<std::string> names_;
};

}  // namespace payoff
