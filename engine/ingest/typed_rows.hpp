// Rows with their types, for the embedded database to read.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace payoff {

// In a file of their own, for as long as this lives.
class TypedRows {
 public:
  // json_lines: an object a row; columns: their names and SQL types, in their order.
  TypedRows(const std::string& json_lines, const std::vector<std::pair<std::string, std::string>>& columns);

  const std::string& select() const { return select_; }  // the SQL that reads them all

 private:
  std::shared_ptr<const void> file_;
  std::string select_;
};

}  // namespace payoff
