#include "ingest/source/json_rows.hpp"

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

std::string rows_of_json(Database& database, const std::string& relation) {
  try {
    if (database.query("SELECT 1 AS one FROM " + relation + " LIMIT 2").rows != 1) return relation;
    const ResultTable found = database.query("DESCRIBE SELECT * FROM " + relation);
    std::vector<std::string> lists;
    for (std::size_t i = 0; i < found.rows; ++i) {
      const std::string& type = found["column_type"].texts[i];
      if (type.starts_with("STRUCT(") && type.ends_with("[]")) lists.push_back(found["column_name"].texts[i]);
    }
    if (lists.size() != 1) return relation;
    return fmt::format("(SELECT unnest(record) FROM (SELECT unnest({}) AS record FROM {}) AS records)",
                       sql_name(lists[0]), relation);
  } catch (const DatabaseError&) {
    return relation;  // and whoever reads it says what is wrong
  }
}

}  // namespace payoff
