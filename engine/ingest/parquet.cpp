#include "ingest/parquet.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "ingest/source/duckdb.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// Of the folder for temporary files; gone when this is.
struct TemporaryFile {
  std::string path = temporary_file();

  TemporaryFile() = default;
  ~TemporaryFile() {
    std::error_code none;
    std::filesystem::remove(path, none);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
};

}  // namespace

std::string parquet_of(const std::string& json_lines, const std::vector<std::pair<std::string, std::string>>& columns) {
  const TemporaryFile rows, written;
  std::ofstream(rows.path, std::ios::binary) << json_lines;
  std::string types;
  for (const auto& [column, type] : columns)
    types += (types.empty() ? "" : ", ") + sql_text(column) + ": " + sql_text(type);
  try {
    Database database = open_duckdb(1);
    database.query("COPY (SELECT * FROM read_json(" + sql_file(rows.path) +
                   ", format = 'newline_delimited', columns = {" + types + "})) TO " + sql_text(written.path) +
                   " (FORMAT parquet)");
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::source, {.file = written.path}, "cannot be written: " + error.first_line(), "make room");
  }
  std::ifstream file(written.path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace payoff
