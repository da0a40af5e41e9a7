#include "ingest/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "ingest/source/duckdb.hpp"
#include "ingest/sql/labels_sql.hpp"
#include "ingest/sql/moment.hpp"
#include "ingest/sql/time_sql.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr int surveyed_rows = 100000;
constexpr std::size_t most_labels = 12, deepest = 3;

const NumberRules& rules() {
  static const NumberRules usual{"", missing_spellings({}, {})};
  return usual;
}

// Of a list of keys with their values: the keys.
std::vector<std::string> keys_in(OpenSource& source, const std::string& sql) {
  try {
    return source.database
        .query(fmt::format("SELECT DISTINCT CAST(p.key AS VARCHAR) AS k FROM (SELECT unnest({}) AS p FROM {} AS source "
                           "LIMIT {}) AS pairs WHERE p.\"value\" IS NOT NULL AND p.key IS NOT NULL ORDER BY k LIMIT {}",
                           sql, source.lenient_relation(), surveyed_rows, most_labels))["k"]
        .texts;
  } catch (const DatabaseError&) {
    return {};
  }
}

std::string value_of_key(const std::string& list, const std::string& key) {
  return fmt::format("list_filter({}, lambda p: p.key = {})[1].\"value\"", list, sql_text(key));
}

// What a study can name of a column: itself, or the fields of a record.
void add_parts(OpenSource& source, const std::string& name, const std::string& sql, std::size_t depth,
               std::vector<SurveyedColumn>& parts) {
  const auto shape = [&](const std::string& what) -> ResultTable {
    try {
      return source.database.query(fmt::format("SELECT {} FROM {} AS source LIMIT 0", what, source.lenient_relation()));
    } catch (const DatabaseError&) {
      return {};
    }
  };
  const ResultTable own = shape(sql + " AS value");
  if (own.columns.size() != 1) return;
  if (own.columns[0].type != ColumnType::nested) {
    parts.push_back({.name = name, .sql = sql, .is_part = depth > 0});
    return;
  }
  if (depth == deepest) return;
  for (const std::string& key : keys_in(source, sql))  // [{"key": "arm", "value": {...}}]
    add_parts(source, value_of_key(name, key), value_of_key(sql, key), depth + 1, parts);
  for (const ResultColumn& field : shape("unnest(" + sql + ")").columns) {
    if (field.name.find('(') != std::string::npos) continue;  // a list
    const std::string part = is_bare_name(field.name) ? field.name : sql_name(field.name);
    add_parts(source, fmt::format("{}.{}", name, part), fmt::format("({}).{}", sql, sql_name(field.name)), depth + 1,
              parts);
  }
}

bool nearly_all(std::size_t count, const SurveyedColumn& column) {
  constexpr double share = 0.95;
  return static_cast<double>(count) >= share * static_cast<double>(column.there);
}

// Whether the value, SQL over the rows, is there for nearly all of the column's cells.
bool reads_most(OpenSource& source, const SurveyedColumn& column, const std::string& value, const std::string& rows) {
  const ResultTable read = source.query(fmt::format("SELECT count({}) AS n FROM {} AS source", value, rows));
  return nearly_all(static_cast<std::size_t>(read["n"].integers[0]), column);
}

// What the texts of a column are, if they are dates: SQL of days since 1970.
std::string days_sql(OpenSource& source, SurveyedColumn& column, const std::string& rows) {
  try {
    const MomentColumn moment = moment_of(source, column.name, {}, TimeRole::duration_from, rules());
    if (!reads_most(source, column, moment.seconds_sql, rows)) return {};
    column.content = moment.days_only ? Content::date : Content::moment;
    return "(" + moment.seconds_sql + " / 86400)";
  } catch (const Error&) {
    return {};
  }
}

// The same of weeks, months and quarters: 2025-W07, 2025-03.
std::string period_days_sql(OpenSource& source, SurveyedColumn& column, const std::string& rows) {
  for (const TimeForm form : {TimeForm::week, TimeForm::month, TimeForm::quarter}) {
    const std::string days =
        fmt::format("CAST({} - DATE '1970-01-01' AS DOUBLE)", date_sql(form, column.text, true, "", source.dialect()));
    if (!reads_most(source, column, days, rows)) continue;
    column.content = Content::date;
    return days;
  }
  return {};
}

// The same of numbers that are not plain: 12,5 or $3.
std::string number_sql_of(OpenSource& source, SurveyedColumn& column, const std::string& rows) {
  try {
    const NumberForm form = detect_number(source, {sql_name(column.name), column.name, {}, "minutes"}, rules());
    if (form.kind == NumberKind::truth) return {};
    std::string sql = number_sql(form, column.text, rules().missing);
    if (!reads_most(source, column, fmt::format("CASE WHEN NOT isnan({}) THEN 1 END", sql), rows)) return {};
    column.content = Content::number;
    return sql;
  } catch (const Error&) {
    return {};
  }
}

// "none" is a label: a group may be called so.
void take_as_labels(OpenSource& source, SurveyedColumn& column, const std::string& cell, const std::string& rows) {
  column.content = Content::text;
  column.text = "nullif(" + cell + ", '')";
  const ResultTable counts = source.query(
      fmt::format("SELECT count({0}) AS there, count(DISTINCT {0}) AS kinds FROM {1} AS source", column.text, rows));
  column.there = static_cast<std::size_t>(counts["there"].integers[0]);
  column.distinct = static_cast<std::size_t>(counts["kinds"].integers[0]);
}

void look_at(OpenSource& source, SurveyedColumn& column, const std::string& rows) {
  const std::string cell = trimmed("CAST(" + column.sql + " AS VARCHAR)");
  column.text = fmt::format("CASE WHEN {} THEN {} END", is_there(cell, rules().missing), cell);
  const ResultTable counts = source.query(fmt::format(
      "SELECT count(t) AS there, count(DISTINCT t) AS kinds, count(TRY_CAST(t AS DOUBLE)) AS numbers, count(CASE WHEN "
      "regexp_full_match(t, '[-+]?[0-9]+([.]0)?') THEN 1 END) AS whole, count(CASE WHEN length(t) <= 40 AND NOT "
      "regexp_matches(t, '[@_]|[A-Za-z]{{10}}|^[A-Za-z]+[-/]?[0-9]+$') AND regexp_matches(t, '[0-9]') THEN 1 END) AS "
      "like_numbers, count(CASE WHEN regexp_matches(t, '[0-9][^0-9]+[0-9]+[^0-9]+[0-9]') THEN 1 END) AS like_days, "
      "count(CASE WHEN regexp_full_match(t, '[12][0-9]{{3}}-?(0[1-9]|1[0-2]|W[0-9]{{2}}|Q[1-4])') THEN 1 END) AS "
      "like_periods, count(CASE WHEN "
      "regexp_full_match(t, "
      "'20[0-3][0-9](0[1-9]|1[0-2])([0-2][0-9]|3[01])') THEN 1 END) AS days FROM (SELECT {} AS t FROM {} AS source) AS "
      "cells",
      column.text, rows));
  const auto count = [&](const char* what) { return static_cast<std::size_t>(counts[what].integers[0]); };
  column.there = count("there");
  column.distinct = count("kinds");
  if (column.there == 0) return;
  const bool plain = count("numbers") == column.there && count("days") < column.there;
  std::string value = fmt::format("TRY_CAST({} AS DOUBLE)", column.text);
  column.content = count("whole") == column.there ? Content::whole : Content::number;
  const auto most_are = [&](const char* what) { return nearly_all(count(what), column); };
  if (!plain) value.clear();
  const bool like_numbers = !plain && most_are("like_numbers");
  if (like_numbers && (most_are("like_days") || most_are("days"))) value = days_sql(source, column, rows);
  if (!plain && value.empty() && most_are("like_periods")) value = period_days_sql(source, column, rows);
  if (like_numbers && value.empty()) value = number_sql_of(source, column, rows);
  if (value.empty()) {
    value = "CAST(NULL AS DOUBLE)";
    take_as_labels(source, column, cell, rows);
  }
  column.sql = value;
  const ResultTable ends = source.query(fmt::format(
      "SELECT CAST(min(v) AS DOUBLE) AS low, CAST(max(v) AS DOUBLE) AS high FROM (SELECT {} AS v FROM {} AS "
      "source) AS values",
      value, rows));
  column.low = ends["low"].reals[0];
  column.high = ends["high"].reals[0];
  column.labels =
      source
          .query(fmt::format("SELECT t FROM (SELECT {} AS t FROM {} AS source) AS cells WHERE t IS NOT NULL GROUP BY "
                             "t ORDER BY count(*) DESC, t LIMIT {}",
                             column.text, rows, most_labels))["t"]
          .texts;
}

// Not trusted: below the folder of the first file.
Source source_of(const std::vector<std::string>& files, const std::string& first, bool trusted) {
  Source source{.files = files};
  if (!trusted) source.confined_to = std::filesystem::absolute(first).parent_path().string();
  return source;
}

}  // namespace

std::string_view name(Content content) {
  constexpr std::string_view names[] = {"nothing", "texts", "numbers", "whole numbers", "dates", "times"};
  return names[static_cast<std::size_t>(content)];
}

std::vector<std::vector<std::string>> tables_of(const std::vector<std::string>& files, bool trusted) {
  if (files.size() == 1) return {files};
  std::vector<std::vector<std::string>> tables;
  std::vector<std::set<std::string>> columns;
  std::set<std::string> seen;
  for (const std::string& file : files) {
    if (!seen.insert(std::filesystem::absolute(file).lexically_normal().string()).second) continue;
    const OpenSource open(source_of({file}, files[0], trusted), {}, {});
    std::set<std::string> names;
    for (const SourceColumn& column : open.columns) names.insert(column.name);
    const auto same = std::ranges::find(columns, names);
    if (same != columns.end()) {
      tables[static_cast<std::size_t>(same - columns.begin())].push_back(file);
      continue;
    }
    columns.push_back(std::move(names));
    tables.push_back({file});
  }
  return tables;
}

Survey::Survey(const std::vector<std::vector<std::string>>& tables, bool trusted) {
  const std::string& first = tables[0][0];
  Source all = source_of(tables[0], first, trusted);
  for (std::size_t i = 1; i < tables.size(); ++i)
    all.joins.push_back({.name = tables[i][0], .source = source_of(tables[i], first, trusted)});
  first_ = std::make_unique<OpenSource>(all, std::set<std::string>{}, std::set<std::string>{});
  for (std::size_t table = 0; table < tables.size(); ++table) {
    OpenSource& open = source(table);
    if (open.is_csv())
      for (const SourceColumn& column : std::vector(open.columns)) open.declare(column.name, ColumnType::text);
    const std::string rows = rows_of(table);
    SurveyedTable found{.files = tables[table]};
    found.rows = static_cast<std::size_t>(
        open.query("SELECT count(*) AS n FROM " + open.lenient_relation() + " AS source")["n"].integers[0]);
    for (const SourceColumn& column : open.columns)
      add_parts(open, column.name, sql_name(column.name), 0, found.columns);
    for (SurveyedColumn& column : found.columns) look_at(open, column, rows);
    tables_.push_back(std::move(found));
  }
}

std::string Survey::rows_of(std::size_t table) {
  return source(table).first_rows(surveyed_rows);
}

double Survey::share_found(std::size_t table, const SurveyedColumn& column, std::size_t other_table,
                           const SurveyedColumn& other) {
  const auto keys = [&](std::size_t of, const SurveyedColumn& which) {
    return fmt::format("SELECT DISTINCT {} AS k FROM {} AS source", folded_label(which.text), rows_of(of));
  };
  const ResultTable found = source(table).query(
      fmt::format("SELECT count(k) AS all_keys, count(CASE WHEN k IN ({}) THEN 1 END) AS found FROM ({}) AS keys WHERE "
                  "k IS NOT NULL",
                  keys(other_table, other) + " WHERE " + other.text + " IS NOT NULL", keys(table, column)));
  const std::int64_t all = found["all_keys"].integers[0];
  return all == 0 ? 0 : static_cast<double>(found["found"].integers[0]) / static_cast<double>(all);
}

bool Survey::is_constant_within(std::size_t table, const SurveyedColumn& unit, const SurveyedColumn& column) {
  return source(table)
             .query(
                 fmt::format("SELECT 1 AS one FROM (SELECT DISTINCT {} AS u, coalesce({}, '') AS c FROM {} AS source) "
                             "AS pairs WHERE u IS NOT NULL GROUP BY u HAVING count(*) > 1 LIMIT 1",
                             folded_label(unit.text), column.text, rows_of(table)))
             .rows == 0;
}

double Survey::share_in_order(std::size_t table, const SurveyedColumn& one, const SurveyedColumn& other) {
  const ResultTable found = source(table).query(
      fmt::format("SELECT count(CASE WHEN {0} <= {1} THEN 1 END) AS ordered, count({0} + {1}) AS n FROM {2} AS source",
                  one.sql, other.sql, rows_of(table)));
  const std::int64_t all = found["n"].integers[0];
  return all == 0 ? 0 : static_cast<double>(found["ordered"].integers[0]) / static_cast<double>(all);
}

double Survey::mean_difference(std::size_t table, const SurveyedColumn& from, const SurveyedColumn& to) {
  return source(table)
      .query(fmt::format("SELECT CAST(avg({} - {}) AS DOUBLE) AS days FROM {} AS source", to.sql, from.sql,
                         rows_of(table)))["days"]
      .reals[0];
}

Survey::Values Survey::values_of(std::size_t table, const std::string& sql) {
  try {
    const ResultTable found =
        source(table).query(fmt::format("SELECT count(v) AS there, count(DISTINCT v) AS kinds, fsum(TRY_CAST(v AS "
                                        "DOUBLE)) AS total FROM (SELECT {} AS v "
                                        "FROM {} AS source) AS cells",
                                        sql, rows_of(table)));
    return {static_cast<std::size_t>(found["there"].integers[0]), static_cast<std::size_t>(found["kinds"].integers[0]),
            found["total"].reals[0]};
  } catch (const DatabaseError&) {
    return {};
  }
}

bool Survey::is_key(std::size_t table, const std::vector<const SurveyedColumn*>& columns) {
  std::string keys;
  for (const SurveyedColumn* column : columns) keys += (keys.empty() ? "" : ", ") + column->text;
  return source(table)
             .query(fmt::format("SELECT 1 AS one FROM {} AS source GROUP BY {} HAVING count(*) > 1 LIMIT 1",
                                rows_of(table), keys))
             .rows == 0;
}

}  // namespace payoff
