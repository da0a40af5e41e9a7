#include "ingest/source/query_result.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "ingest/source/duckdb_messages.hpp"
#include "payoff/error.hpp"

namespace payoff {

const ResultColumn& ResultTable::operator[](std::string_view name) const {
  for (const ResultColumn& column : columns)
    if (column.name == name) return column;
  throw Error(ErrorKind::internal, {.function = "ResultTable"},
              "column '" + std::string(name) + "' is not in the result");
}

std::string DatabaseError::first_line() const {
  const std::size_t begin = std::min(message.find_first_not_of(" \t\r\n"), message.size());
  return duckdb_message::without_label(message.substr(begin, message.find('\n', begin) - begin));
}

std::string DatabaseError::whole() const {
  std::string line;
  for (const char c : message) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank || (!line.empty() && line.back() != ' ')) line += blank ? ' ' : c;
  }
  return line.ends_with(' ') ? line.substr(0, line.size() - 1) : line;
}

void throw_database_error(std::string message) {
  if (duckdb_message::is_out_of_memory(message)) throw std::bad_alloc();
  throw DatabaseError(std::move(message));
}

}  // namespace payoff
