#include "ingest/source/json_depth.hpp"

#include "ingest/source/duckdb.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

int depth_of(std::string_view json) {
  int depth = 0, most = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (quoted && json[i] == '\\') {
      ++i;
    } else if (json[i] == '"') {
      quoted = !quoted;
    } else if (!quoted) {
      depth += json[i] == '[' || json[i] == '{';
      depth -= json[i] == ']' || json[i] == '}';
      most = std::max(most, depth);
    }
  }
  return most;
}

}  // namespace

// DuckDB follows a nested value to the end of the stack, unless it is asked for the text of each record.
void require_shallow(Database& database, const std::vector<std::string>& files) {
  constexpr int deepest = 1000;  // a sixteenth of what a stack of 8 MB bears
  for (const std::string& file : files) {
    try {
      const ResultTable suspects = database.query(
          fmt::format("SELECT CAST(json AS VARCHAR) AS record FROM read_json_objects([{}]) WHERE length(json) - "
                      "length(translate(json, '[{{', '')) > {}",
                      sql_file(file), deepest));
      for (const std::string& record : suspects["record"].texts)
        if (const int depth = depth_of(record); depth > deepest)
          throw Error(ErrorKind::data, {.file = file},
                      fmt::format("a value is nested {} deep, but must be at most {}", depth, deepest),
                      "export the file without it");
    } catch (const DatabaseError& error) {
      throw Error(ErrorKind::data, {.file = file}, error.first_line(), "export it again");
    }
  }
}

}  // namespace payoff
