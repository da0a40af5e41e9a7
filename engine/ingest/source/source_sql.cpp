// The SQL that reads the rows of a source, and the expressions over them.
#include <fmt/format.h>

#include "base/letters.hpp"
#include "base/suggestion.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/duckdb_messages.hpp"
#include "ingest/source/expression.hpp"
#include "ingest/source/source.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

std::string as_text(const std::string& column) {
  return column + " as text";
}

}  // namespace

std::string OpenSource::typed_relation(const std::vector<std::string>& paths, CsvErrors errors) const {
  return with_texts(csv_relation(paths, *csv_, errors));
}

std::string OpenSource::with_texts(const std::string& relation) const {
  std::string shown, texts;
  for (const auto& [column, sql] : shown_as_) shown += (shown.empty() ? "" : ", ") + sql + " AS " + sql_name(column);
  for (const SourceColumn& column : columns)
    if (shown_as_.contains(column.name) || wanted_as_text_.contains(column.name))
      texts += fmt::format(", CAST({} AS VARCHAR) AS {}", sql_name(column.name), sql_name(as_text(column.name)));
  if (texts.empty()) return relation;
  return "(SELECT *" + (shown.empty() ? "" : " REPLACE (" + shown + ")") + texts + " FROM " + relation + " AS cells)";
}

void OpenSource::want_texts(const std::string& sql) {
  for (const SourceColumn& column : columns) {
    if (sql.find(as_text(column.name)) == std::string::npos) continue;
    wanted_as_text_.insert(column.name);
    if (csv_) declare(column.name, ColumnType::text);
  }
}

std::string OpenSource::relation() const {
  return csv_ ? typed_relation(paths_of(csv_files), CsvErrors::store) : with_texts(database_relation_);
}

std::string OpenSource::file_relation(const ReadableFile& file) const {
  return typed_relation({file.path}, CsvErrors::store);
}

std::string OpenSource::shown(std::string sql) const {
  for (const std::vector<ReadableFile>* read : {&csv_files, &unpacked_})
    for (const ReadableFile& file : *read) {
      if (file.path == file.name) continue;
      const std::string path = sql_file(file.path), name = sql_file(file.name);
      for (std::size_t at = sql.find(path); at != std::string::npos; at = sql.find(path, at + name.size()))
        sql.replace(at, path.size(), name);
    }
  return sql;
}

std::string OpenSource::text_relation() const {
  return csv_ ? text_relation(paths_of(csv_files)) : database_relation_;
}

std::string OpenSource::text_relation(const std::vector<std::string>& paths) const {
  CsvDialect text = *csv_;
  text.types.assign(text.types.size(), ColumnType::text);
  return csv_relation(paths, text, CsvErrors::skip);
}

std::string OpenSource::lenient_relation() const {
  std::string all = csv_ ? typed_relation(paths_of(csv_files), CsvErrors::skip) : with_texts(database_relation_);
  if (where_.empty()) return all;
  const std::string_view try_it = dialect_.is_duckdb ? "TRY" : "";  // a cell that is bad is judged by the ledger
  return fmt::format("(SELECT * FROM {} AS source WHERE {}({}) = 1)", all, try_it, where_);
}

std::set<std::string> OpenSource::columns_of(const std::string& sql) {
  std::set<std::string> found;
  if (!size_fault(sql).empty()) return found;
  for (const std::string& name : columns_in(database, sql))
    for (const SourceColumn& column : columns)
      if (lower(column.name) == lower(name)) found.insert(column.name);
  return found;
}

bool OpenSource::has_column(const std::string& name) const {
  return std::ranges::any_of(columns, [&](const SourceColumn& column) { return column.name == name; });
}

void OpenSource::require_one(const std::string& column, const Place& where) const {
  if (!repeated_.contains(lower(column))) return;
  throw Error(
      ErrorKind::usage, where, "column '" + column + "' is in the data more than once, in some case of its letters",
      fmt::format("give each a name of its own; or take the first with \"\\\"{0}\\\"\", the second with \"{0}_1\"",
                  column));
}

std::string OpenSource::expression(const std::string& name_or_sql, const Place& where) {
  require_one(name_or_sql, where);
  if (has_column(name_or_sql)) return sql_name(name_or_sql);
  if (!rows_prefix_.empty() && name_or_sql.starts_with(rows_prefix_))
    return expression(name_or_sql.substr(rows_prefix_.size()), where);
  want_texts(name_or_sql);
  for (const std::string& column : wanted_as_text_)
    if (name_or_sql == as_text(column)) return sql_name(name_or_sql);
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
    throw Error(
        ErrorKind::usage, where, "'" + name_or_sql + "' is neither a column nor SQL that works: " + error.first_line(),
        duckdb_message::is_of_types(error.message)
            ? "cells as they are written are \"COLUMN as text\"; dates are read with strptime(\"COLUMN as text\", "
              "'%d.%m.%Y')"
            : "quote column names that hold spaces like \"this one\"");
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
