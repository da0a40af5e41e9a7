#include "ingest/typed_rows.hpp"

#include <fstream>

#include "ingest/source/duckdb.hpp"
#include "ingest/source/readable.hpp"

namespace payoff {

TypedRows::TypedRows(const std::string& json_lines, const std::vector<std::pair<std::string, std::string>>& columns) {
  const std::string file = temporary_file();
  file_ = removed_at_the_end(file);
  if (!(std::ofstream(file, std::ios::binary) << json_lines << std::flush)) throw not_written(file);
  std::string types;
  for (const auto& [column, type] : columns)
    types += (types.empty() ? "" : ", ") + sql_text(column) + ": " + sql_text(type);
  select_ = "SELECT * FROM read_json(" + sql_file(file) + ", format = 'newline_delimited', columns = {" + types + "})";
}

}  // namespace payoff
