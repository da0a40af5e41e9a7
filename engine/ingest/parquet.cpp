#include "ingest/parquet.hpp"

#include <fstream>
#include <iterator>

#include "ingest/source/duckdb.hpp"
#include "ingest/source/readable.hpp"
#include "payoff/error.hpp"

namespace payoff {
std::string parquet_of(const std::string& json_lines, const std::vector<std::pair<std::string, std::string>>& columns) {
  const std::string rows = temporary_file(), written = temporary_file();
  const auto rows_go = removed_at_the_end(rows), written_goes = removed_at_the_end(written);
  std::ofstream(rows, std::ios::binary) << json_lines;
  std::string types;
  for (const auto& [column, type] : columns)
    types += (types.empty() ? "" : ", ") + sql_text(column) + ": " + sql_text(type);
  try {
    Database database = open_duckdb(1);
    database.query("COPY (SELECT * FROM read_json(" + sql_file(rows) + ", format = 'newline_delimited', columns = {" +
                   types + "})) TO " + sql_text(written) + " (FORMAT parquet)");
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::source, {.file = written}, "cannot be written: " + error.first_line(), "make room");
  }
  std::ifstream file(written, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace payoff
