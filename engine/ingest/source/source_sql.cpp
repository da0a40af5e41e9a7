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

std::string lookup_key(std::size_t i) {
  return fmt::format("lookup key {}", i);
}

std::string OpenSource::of_held_rows(const std::string& sql) {
  if (!held_) return sql;
  const std::vector<std::string> paths = paths_of(csv_files);
  return held_->asked_of_table(
      sql, {csv_relation(paths, *csv_, CsvErrors::store), csv_relation(paths, *csv_, CsvErrors::skip)}, database);
}

std::string OpenSource::typed_relation(const std::vector<std::string>& paths, CsvErrors errors, bool numbered) const {
  return with_definitions(
      with_texts(with_lookups(csv_ ? csv_relation(paths, *csv_, errors) : database_relation_, numbered)));
}

// The rows are numbered before they look anything up, since a join does not keep their order; and what they look for has
// a name of its own, since the table may have columns of the same names.
std::string OpenSource::with_lookups(std::string relation, bool numbered) const {
  if (numbered)
    relation = fmt::format("(SELECT *, {} AS {} FROM {} AS source)", dialect().row_number, sql_name(row_number_name),
                           relation);
  for (const Lookup& lookup : lookups_) {
    std::string looking, on, has_key, found;
    for (std::size_t i = 0; i < lookup.key_sql.size(); ++i) {
      const std::string key = sql_name(fmt::format("{} looked for {}", lookup.name, i));
      looking += fmt::format(", {} AS {}", lookup.key_sql[i], key);
      on += fmt::format("{}source.{} = looked_up.{}", i ? " AND " : "", key, sql_name(lookup_key(i)));
      has_key += fmt::format("{}source.{} IS NOT NULL", i ? " AND " : "", key);
    }
    for (const SourceColumn& column : lookup.columns) {
      const std::string cell = ", looked_up." + sql_name(column.name) + " AS ";
      found += cell + sql_name(lookup.name + "." + column.name);
      if (lookup.bare.contains(column.name)) found += cell + sql_name(column.name);
    }
    relation = fmt::format(
        "(SELECT source.*, CASE WHEN looked_up.{} IS NOT NULL THEN 1 WHEN {} THEN 0 END AS {}{} FROM (SELECT *{} FROM "
        "{} "
        "AS source) AS source LEFT JOIN {} AS looked_up ON {})",
        sql_name(lookup_key(0)), has_key, sql_name(matched_name(lookup)), found, looking, relation, lookup.relation,
        on);
  }
  return relation;
}

void OpenSource::look_up(const Lookup& lookup) {
  lookups_.push_back(lookup);
  for (const SourceColumn& column : lookup.columns) {
    columns.push_back({lookup.name + "." + column.name, column.type});
    if (lookup.bare.contains(column.name)) columns.push_back(column);
  }
}

const Lookup* OpenSource::lookup_of(const std::string& column) const {
  for (const Lookup& lookup : lookups_)
    for (const SourceColumn& each : lookup.columns)
      if (column == lookup.name + "." + each.name || (column == each.name && lookup.bare.contains(column)))
        return &lookup;
  return nullptr;
}

Place OpenSource::place_of(const std::string& column) const {
  const Lookup* lookup = lookup_of(column);
  return lookup ? lookup->place : place();
}

// roster.team is a column's name.
std::string OpenSource::with_quoted_lookups(const std::string& sql) const {
  const auto of_name = [](char c) { return is_alphanumeric(c) || c == '_' || c == '.' || !is_ascii({&c, 1}); };
  std::string quoted;
  char inside = '\0';  // of these quotation marks
  for (std::size_t i = 0; i < sql.size();) {
    const char c = sql[i];
    if (inside != '\0' || c == '"' || c == '\'') inside = inside == '\0' ? c : c == inside ? '\0' : inside;
    std::size_t end = i;
    while (inside == '\0' && end < sql.size() && of_name(sql[end])) ++end;
    const std::string word = sql.substr(i, std::max<std::size_t>(end - i, 1));
    std::size_t name = word.size();  // of roster.person.name the column may be roster.person
    while (name != std::string::npos && name > 0 && !lookup_of(word.substr(0, name))) name = word.rfind('.', name - 1);
    const bool a_column = name != std::string::npos && name > 0 && word.substr(0, name).find('.') != std::string::npos;
    quoted += a_column ? sql_name(word.substr(0, name)) + word.substr(name) : word;
    i += word.size();
  }
  return quoted;
}

std::string OpenSource::with_texts(const std::string& relation) const {
  std::string shown, texts;
  const auto show = [&](const auto& each) {
    shown += (shown.empty() ? "" : ", ") + each.second + " AS " + sql_name(each.first);
  };
  for (const auto& each : shown_as_) show(each);
  for (const auto& each : hidden_as_)
    if (is_typed_number(each.first) && !shown_as_.contains(each.first)) show(each);
  for (const SourceColumn& column : columns)
    if (shown_as_.contains(column.name) || wanted_as_text_.contains(column.name))
      texts += fmt::format(", CAST({} AS VARCHAR) AS {}", sql_name(column.name), sql_name(as_text(column.name)));
  if (texts.empty() && shown.empty()) return relation;
  return "(SELECT *" + (shown.empty() ? "" : " REPLACE (" + shown + ")") + texts + " FROM " + relation + " AS cells)";
}

std::string OpenSource::with_definitions(std::string relation) const {
  for (const auto& [name, sql] : defined_)
    relation = fmt::format("(SELECT *, {} AS {} FROM {} AS source)", sql, name, relation);
  return relation;
}

std::string OpenSource::define(const std::string& name, const std::string& sql) {
  std::string own = name;
  const auto taken = [&] {
    return has_column(own) ||
           std::ranges::any_of(defined_, [&](const auto& each) { return each.first == sql_name(own); });
  };
  while (taken()) own += '\'';
  defined_.emplace_back(sql_name(own), sql);
  return sql_name(own);
}

void OpenSource::want_texts(const std::string& sql) {
  for (const SourceColumn& column : columns) {
    if (sql.find(as_text(column.name)) == std::string::npos) continue;
    wanted_as_text_.insert(column.name);
    if (csv_) declare(column.name, ColumnType::text);
  }
}

std::string OpenSource::relation() const {
  return typed_relation(paths_of(csv_files), CsvErrors::store, numbers_rows_);
}

std::string OpenSource::unseen_relation(const Lookup& lookup, const JoinKey& key) const {
  const std::string rows = csv_ ? csv_relation(paths_of(csv_files), *csv_, CsvErrors::skip) : database_relation_;
  return with_definitions(with_texts(with_lookups(
      fmt::format(
          "(SELECT * FROM {} AS source WHERE false UNION ALL BY NAME SELECT CAST({} AS VARCHAR) AS {} FROM {} AS "
          "looked_up WHERE NOT EXISTS (SELECT 1 FROM {} AS source WHERE {} = looked_up.{}))",
          rows, sql_name(key.of_table), sql_name(key.of_rows), lookup.relation, lenient_relation(), lookup.key_sql[0],
          sql_name(lookup_key(0))),
      numbers_rows_)));
}

std::string OpenSource::numbered_relation(const ReadableFile* file) const {
  return typed_relation(file ? std::vector{file->path} : std::vector<std::string>(), CsvErrors::store, true);
}

std::string OpenSource::row_number() {
  if (lookups_.empty()) return std::string(dialect().row_number);
  numbers_rows_ = true;
  return sql_name(row_number_name);
}

std::string OpenSource::shown(std::string sql) const {
  if (!dialect().is_duckdb) return spelled(sql, dialect());
  for (const std::vector<ReadableFile>* read : {&csv_files, &unpacked_})
    for (const ReadableFile& file : *read)
      if (file.path != file.name) sql = replaced(std::move(sql), sql_file(file.path), sql_file(file.name));
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

std::string OpenSource::column_relation(const std::string& column) const {
  const Lookup* lookup = lookup_of(column);
  if (!lookup) return text_relation();
  const std::string prefix = lookup->name + ".";
  if (!column.starts_with(prefix)) return lookup->relation;
  return fmt::format("(SELECT *, {} AS {} FROM {} AS looked_up)", sql_name(column.substr(prefix.size())),
                     sql_name(column), lookup->relation);
}

std::string OpenSource::lenient_relation() const {
  std::string all = typed_relation(paths_of(csv_files), CsvErrors::skip, numbers_rows_);
  if (where_.empty()) return all;
  const std::string_view try_it = dialect().is_duckdb ? "TRY" : "";  // a cell that is bad is judged by the ledger
  return fmt::format("(SELECT * FROM {} AS source WHERE {}({}) = 1)", all, try_it, where_);
}

std::string first_of(const std::string& relation, std::size_t count) {
  return fmt::format("(SELECT * FROM {} AS source LIMIT {})", relation, count);
}

std::string OpenSource::first_rows(std::size_t count) const {
  if (!where_.empty()) return first_of(lenient_relation(), count);
  const std::string rows = csv_ ? csv_relation(paths_of(csv_files), *csv_, CsvErrors::skip) : database_relation_;
  return with_definitions(with_texts(with_lookups(first_of(rows, count), numbers_rows_)));
}

std::set<std::string> OpenSource::columns_of(const std::string& sql) {
  std::set<std::string> found;
  if (sql.empty() || !size_fault(sql).empty()) return found;
  const auto spoken_of = [&] {
    if (has_column(sql)) return std::set{sql};
    const std::string quoted = with_quoted_lookups(sql);
    return dialect().is_duckdb ? columns_in(database, quoted) : names_in(quoted);
  };
  for (const std::string& name : spoken_of())
    for (const SourceColumn& column : columns)
      if (lower(column.name) == lower(name)) found.insert(column.name);
  return found;
}

bool OpenSource::has_column(const std::string& name) const {
  return std::ranges::any_of(columns, [&](const SourceColumn& column) { return column.name == name; });
}

std::vector<std::string> OpenSource::own_columns() const {
  std::vector<std::string> names;
  for (const SourceColumn& column : columns)
    if (!lookup_of(column.name)) names.push_back(column.name);
  return names;
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
  if (const std::string own = own_name(name_or_sql); own != name_or_sql) return expression(own, where);
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
  if (dialect().escapes && has_backslash_in_text(name_or_sql))
    throw Error(ErrorKind::usage, where,
                "'" + name_or_sql + "' has a backslash in a text, which is another one's mark in its database",
                "compute it in data.query, which is the database's own SQL");
  const std::string quoted = with_quoted_lookups(name_or_sql);
  if (dialect().is_duckdb) require_scalar(database, quoted, where, trusted_);
  std::string sql = bracketed(quoted);
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

ResultTable OpenSource::query(const std::string& sql, Rows rows) {
  try {
    return database.query(of_held_rows(sql), rows);
  } catch (const DatabaseError& error) {
    if (!dialect().is_duckdb)
      throw Error(ErrorKind::data, {.key = "data.driver"}, "its database does not run payoff's SQL: " + error.whole(),
                  "mend what it names; or export the table to Parquet, and name that file");
    throw Error(ErrorKind::data, place(), error.first_line(), "run `payoff check` after mending it");
  }
}

}  // namespace payoff
