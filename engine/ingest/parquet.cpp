#include "ingest/parquet.hpp"

#include <fstream>
#include <iterator>

#include "ingest/source/duckdb.hpp"
#include "ingest/source/readable.hpp"
#include "ingest/typed_rows.hpp"
#include "payoff/error.hpp"

namespace payoff {
std::string parquet_of(const std::string& json_lines, const std::vector<std::pair<std::string, std::string>>& columns) {
  const TypedRows rows(json_lines, columns);
  const std::string written = temporary_file();
  const auto written_goes = removed_at_the_end(written);
  try {
    Database database = open_duckdb(1);
    database.query("COPY (" + rows.select() + ") TO " + sql_text(written) + " (FORMAT parquet)");
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::source, {.file = written}, "cannot be written: " + error.first_line(), "make room");
  }
  std::ifstream file(written, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace payoff
