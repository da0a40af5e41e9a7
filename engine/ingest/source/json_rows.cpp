#include "ingest/source/json_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggestion.hpp"
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

// "a"."b" of a.b.
std::string sql_path(const std::string& path) {
  std::string sql;
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1) {
    end = path.find('.', at);
    sql += (sql.empty() ? "" : ".") +
           sql_name(std::string_view(path).substr(at, end == std::string::npos ? end : end - at));
  }
  return sql;
}

std::string unnested(const std::string& relation, const std::string& list) {
  return fmt::format("(SELECT unnest(record) FROM (SELECT unnest({}) AS record FROM {} AS source) AS records)", list,
                     relation);
}

// The paths of all lists of records that stand in the records themselves.
std::vector<std::string> lists_of_records(Database& database, const std::string& relation, const std::string& within,
                                          int depth) {
  constexpr int deepest = 4;
  const std::string fields = within.empty() ? "*" : "unnest(" + sql_path(within) + ")";
  const ResultTable found = database.query(fmt::format("DESCRIBE SELECT {} FROM {} AS source", fields, relation));
  std::vector<std::string> lists;
  for (std::size_t i = 0; i < found.rows; ++i) {
    const std::string& type = found["column_type"].texts[i];
    const std::string path = (within.empty() ? "" : within + ".") + found["column_name"].texts[i];
    if (!type.starts_with("STRUCT(")) continue;
    if (type.ends_with("[]")) {
      lists.push_back(path);
    } else if (depth < deepest) {
      const std::vector<std::string> deeper = lists_of_records(database, relation, path, depth + 1);
      lists.insert(lists.end(), deeper.begin(), deeper.end());
    }
  }
  return lists;
}

std::string named_list(Database& database, const std::string& relation, const std::string& path) {
  const std::vector<std::string> lists = lists_of_records(database, relation, "", 0);
  if (std::ranges::find(lists, path) == lists.end())
    throw Error(ErrorKind::usage, {.key = "data.rows"},
                "rows is '" + path + "', but the data hold no such list of records",
                lists.empty() ? "take it away: the records are the rows" : suggestion(path, lists));
  return unnested(relation, sql_path(path));
}

}  // namespace

// DuckDB follows a nested value to the end of the stack, unless it is asked for the text of each record.
void require_shallow(Database& database, const std::vector<ReadableFile>& files) {
  constexpr int deepest = 1000;  // a sixteenth of what a stack of 8 MB bears
  for (const ReadableFile& file : files) {
    try {
      const ResultTable suspects = database.query(
          fmt::format("SELECT CAST(json AS VARCHAR) AS record FROM read_json_objects([{}]) WHERE length(json) - "
                      "length(translate(json, '[{{', '')) > {}",
                      sql_file(file.path), deepest));
      for (const std::string& record : suspects["record"].texts)
        if (const int depth = depth_of(record); depth > deepest)
          throw Error(ErrorKind::data, {.file = file.name},
                      fmt::format("a value is nested {} deep, but must be at most {}", depth, deepest),
                      "export the file without it");
    } catch (const DatabaseError& error) {
      throw Error(ErrorKind::data, {.file = file.name}, error.first_line(), "export it again");
    }
  }
}

std::string json_reader(const std::vector<std::string>& files) {
  return fmt::format(
      "read_json({}, maximum_depth = 64, dateformat = '%Y-%m-%d', timestampformat = '%Y-%m-%dT%H:%M:%SZ')",
      sql_files(files));
}

std::string with_mistaken_texts(Database& database, const std::string& relation) try {
  const auto has_short_years = [&](const std::string& name) {
    return database
               .query(fmt::format("SELECT 1 AS one FROM {} AS source WHERE extract(year FROM {}) < 100 LIMIT 1",
                                  relation, name))
               .rows > 0;
  };
  std::string texts;
  const ResultTable found = database.query("DESCRIBE SELECT * FROM " + relation + " AS source");
  for (std::size_t i = 0; i < found.rows; ++i) {
    const std::string &type = found["column_type"].texts[i], name = sql_name(found["column_name"].texts[i]);
    const std::string text = type == "JSON" ? fmt::format("({} ->> '$')", name)
                             : type == "DATE" && has_short_years(name)
                                 ? fmt::format("substr(CAST({} AS VARCHAR), 3)", name)
                                 : "";
    if (!text.empty()) texts += fmt::format("{}{} AS {}", texts.empty() ? "" : ", ", text, name);
  }
  return texts.empty() ? relation : fmt::format("(SELECT * REPLACE ({}) FROM {} AS source)", texts, relation);
} catch (const DatabaseError&) {
  return relation;  // and whoever reads it says what is wrong
}

JsonRows rows_of_json(Database& database, const std::string& relation, std::size_t files, const std::string& said) {
  if (!said.empty()) return {named_list(database, relation, said), said};
  try {
    const ResultTable records = database.query(fmt::format("SELECT 1 AS one FROM {} LIMIT {}", relation, files + 1));
    if (records.rows > files) return {relation, ""};  // more than one in a file: they are the rows
    const std::vector<std::string> lists = lists_of_records(database, relation, "", 0);
    if (lists.empty()) return {relation, ""};
    if (lists.size() == 1) return {unnested(relation, sql_path(lists[0])), lists[0]};
    std::string names;
    for (const std::string& list : lists) names += (names.empty() ? "'" : ", '") + list + "'";
    throw Error(ErrorKind::usage, {.key = "data.rows"},
                "the data hold several lists of records, but one must be named: " + names,
                fmt::format(R"(write e.g. "rows": "{}" under data)", lists[0]));
  } catch (const DatabaseError&) {
    return {relation, ""};  // and whoever reads it says what is wrong
  }
}

}  // namespace payoff
