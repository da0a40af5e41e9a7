#include "ingest/source/source.hpp"

#include "base/letters.hpp"
#include "base/suggestion.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/expression.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// Share of a sampled text column's cells that must be numbers for the others to be
// called bad numbers rather than text.
constexpr double share_that_makes_numbers = 0.5;

std::string format_of(const std::string& file) {
  std::string_view name = file;
  for (const std::string_view compression : {".gz", ".zst"})
    if (name.ends_with(compression)) name.remove_suffix(compression.size());
  if (name.ends_with(".parquet")) return "parquet";
  for (const std::string_view json : {".json", ".jsonl", ".ndjson"})
    if (name.ends_with(json)) return "json";
  return "csv";
}

bool is_bare_name(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '_' || c == ' ' || (c & 0x80); });
}

// The user's own database, which a stranger's study may not name.
Database open_driver(const Source& source) {
  if (!source.confined_to.empty())
    throw Error(ErrorKind::usage, {.key = "data.driver"},
                "driver is '" + source.driver + "', but must not be there, since the study is not trusted",
                "run it without --untrusted if you know who wrote it");
  const bool path = source.driver.find('/') != std::string::npos;
  if ((path && source.driver.front() != '/') || source.driver_options.contains("driver"))
    throw Error(ErrorKind::usage, {.key = "data.driver"},
                "driver is '" + source.driver +
                    "', but must be a name or an absolute path: it belongs to the machine, "
                    "not to the study",
                "install the driver, and name it once");
  return {source.driver, "", source.driver_options};
}

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

// Closes the bracket on a line of its own where a comment would swallow it.
std::string bracketed(const std::string& sql) {
  return "(" + sql + (sql.find("--") == std::string::npos ? ")" : "\n)");
}

}  // namespace

OpenSource::OpenSource(const Source& source, const std::set<std::string>& text_columns,
                       const std::set<std::string>& number_columns, const Context& reading)
    : database(source.driver.empty() || !source.files.empty() ? open_duckdb(reading.threads, source.confined_to.empty())
                                                              : open_driver(source)),
      context(reading),
      trusted_(source.confined_to.empty()) {
  database.stop_when(context.cancel);
  if (source.files.empty()) {
    if (!speaks_duckdb())
      dialect_ = standard_dialect;
    else if (!source.query.empty())
      require_select(database, source.query, {.key = "data.query"});
    if (!source.query.empty()) database_key_ = "data.query";
    database_relation_ =
        source.query.empty() ? sql_name(source.table) : "(" + source.query + "\n)";  // a comment may end it
  } else {
    open_files(source);
  }
  if (is_csv()) {
    settle_csv_types(text_columns, number_columns);
  } else {
    find_columns();
  }
}

void OpenSource::find_columns() {
  try {
    for (const ResultColumn& column : database.query("SELECT * FROM " + relation() + " AS source LIMIT 0").columns)
      columns.push_back({column.name, column.type});
  } catch (const DatabaseError& error) {
    if (!files.empty()) throw Error(ErrorKind::data, place(), error.first_line(), "export it again");
    throw Error(ErrorKind::usage, place(), "the database does not accept it: " + error.first_line(),
                "write a table, or a SELECT, of that database");
  }
}

bool OpenSource::speaks_duckdb() {
  try {
    database.query("SELECT fsum(1.0) AS one");
    return true;
  } catch (const DatabaseError&) {
    return false;
  }
}

void OpenSource::open_files(const Source& source) {
  files = expand_files(source.files, source.confined_to);
  const std::string format = source.format.empty() ? format_of(files.front()) : source.format;
  if (format == "csv")
    for (const std::string& file : files) csv_files.push_back(readable(file, source.delimiter, context));
  std::vector<std::string> allowed = csv_paths();
  allowed.insert(allowed.end(), files.begin(), files.end());
  confine(database, allowed);
  if (format == "csv") {
    csv_ = detect_csv(database, csv_files, source.delimiter, source.decimal);
  } else if (format == "parquet") {
    database_relation_ = "read_parquet(" + sql_files(files) + ")";
  } else {
    require_shallow(database, files);
    // What is nested deeper than a table could be is one value.
    database_relation_ = "read_json(" + sql_files(files) + ", maximum_depth = 64)";
  }
}

void OpenSource::settle_csv_types(const std::set<std::string>& text_columns,
                                  const std::set<std::string>& number_columns) {
  const CsvDialect found = *csv_;
  std::string counts;
  for (std::size_t i = 0; i < found.names.size(); ++i) {
    const std::string name = sql_name(found.names[i]);
    counts += fmt::format("{}count({}), count(TRY_CAST(replace({}, {}, '.') AS DOUBLE))", i ? ", " : "", name, name,
                          sql_text(found.decimal));
  }
  csv_->types.assign(found.types.size(), ColumnType::text);
  const ResultTable sample = query("SELECT " + counts + " FROM (SELECT * FROM " + text_relation() + " LIMIT 2000)");
  for (std::size_t i = 0; i < found.names.size(); ++i) {
    const auto cells = static_cast<double>(sample.columns[2 * i].integers[0]);
    const auto numbers = static_cast<double>(sample.columns[2 * i + 1].integers[0]);
    ColumnType type = found.types[i];
    const bool looks_numeric = cells > 0 && numbers >= share_that_makes_numbers * cells;
    if (type == ColumnType::integer || type == ColumnType::other || (type == ColumnType::text && looks_numeric))
      type = ColumnType::real;
    if (type == ColumnType::boolean) type = ColumnType::text;  // yes and no stay as they are written
    if (number_columns.contains(found.names[i])) type = ColumnType::real;
    if (text_columns.contains(found.names[i])) type = ColumnType::text;
    csv_->types[i] = type;
    columns.push_back({found.names[i], type});
  }
  for (const std::string& label : text_columns)
    if (!label.empty() && !has_column(label) && !is_bare_name(label)) keep_labels_as_written(label, number_columns);
}

// '01' || 'a' must not become '1' || 'a'. Where the expression wants numbers it keeps them.
void OpenSource::keep_labels_as_written(const std::string& expression, const std::set<std::string>& number_columns) {
  if (!size_fault(expression).empty()) return;  // and will be refused
  const std::vector<SourceColumn> before = columns;
  for (const std::string& column : columns_as_written(database, expression))
    if (!number_columns.contains(column)) declare(column, ColumnType::text);
  try {
    database.query("SELECT " + bracketed(expression) + " AS label FROM " + lenient_relation() + " AS source LIMIT 0");
  } catch (const DatabaseError&) {
    for (const SourceColumn& column : before) declare(column.name, column.type);
  }
}

void OpenSource::declare(const std::string& column, ColumnType type) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name != column) continue;
    columns[i].type = type;
    csv_->types[i] = type;
  }
}

std::string OpenSource::relation() const {
  return csv_ ? csv_relation(csv_paths(), *csv_, CsvErrors::store) : database_relation_;
}

std::string OpenSource::file_relation(const ReadableFile& file) const {
  return csv_relation({file.path}, *csv_, CsvErrors::store);
}

std::string OpenSource::shown(std::string sql) const {
  for (const ReadableFile& file : csv_files) {
    if (file.path == file.name) continue;
    const std::string path = sql_file(file.path), name = sql_file(file.name);
    for (std::size_t at = sql.find(path); at != std::string::npos; at = sql.find(path, at + name.size()))
      sql.replace(at, path.size(), name);
  }
  return sql;
}

std::vector<std::string> OpenSource::csv_paths() const {
  std::vector<std::string> paths;
  for (const ReadableFile& file : csv_files) paths.push_back(file.path);
  return paths;
}

std::string OpenSource::text_relation() const {
  if (!csv_) return database_relation_;
  CsvDialect text = *csv_;
  text.types.assign(text.types.size(), ColumnType::text);
  return csv_relation(csv_paths(), text, CsvErrors::skip);
}

std::string OpenSource::lenient_relation() const {
  return csv_ ? csv_relation(csv_paths(), *csv_, CsvErrors::skip) : database_relation_;
}

bool OpenSource::has_column(const std::string& name) const {
  return std::ranges::any_of(columns, [&](const SourceColumn& column) { return column.name == name; });
}

std::string OpenSource::expression(const std::string& name_or_sql, const Place& where) {
  if (has_column(name_or_sql)) return sql_name(name_or_sql);
  if (const std::string fault = size_fault(name_or_sql); !fault.empty())
    throw Error(ErrorKind::usage, where, "an expression " + fault, "compute it in the table instead");
  const bool blank = name_or_sql.find(' ') != std::string::npos;
  if (is_bare_name(name_or_sql) && !is_digit(name_or_sql[0]) && !(blank && is_expression(database, name_or_sql))) {
    std::vector<std::string> names;
    for (const SourceColumn& column : columns) names.push_back(column.name);
    throw Error(ErrorKind::usage, where, "column '" + name_or_sql + "' is not in the data",
                suggestion(name_or_sql, names));
  }
  if (dialect_.is_duckdb) require_scalar(database, name_or_sql, where, trusted_);
  std::string sql = bracketed(name_or_sql);
  try {
    const ResultTable shape =
        database.query("SELECT *, " + sql + " AS value FROM " + lenient_relation() + " AS source LIMIT 0");
    if (shape.columns.back().type == ColumnType::nested)
      throw Error(ErrorKind::usage, where, "'" + name_or_sql + "' is a list, but must be one value for each row",
                  "take one of its elements");
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::usage, where,
                "'" + name_or_sql + "' is neither a column nor SQL that works: " + error.first_line(),
                "quote column names that hold spaces like \"this one\"");
  }
  return sql;
}

ResultTable OpenSource::query(const std::string& sql) {
  try {
    return database.query(sql);
  } catch (const DatabaseError& error) {
    if (!dialect_.is_duckdb)
      throw Error(ErrorKind::data, {.key = "data.driver"},
                  "its database does not run payoff's SQL: " + error.first_line(),
                  "it must know standard dates and GROUPING SETS; export the table to Parquet otherwise");
    throw Error(ErrorKind::data, place(), error.first_line(), "run `payoff check` after mending it");
  }
}

}  // namespace payoff
