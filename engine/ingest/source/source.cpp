#include "ingest/source/source.hpp"

#include <fmt/format.h>

#include "base/letters.hpp"
#include "ingest/source/adbc.hpp"
#include "ingest/source/asked_dialect.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/embedded.hpp"
#include "ingest/source/expression.hpp"
#include "ingest/source/first_cells.hpp"
#include "ingest/source/json_rows.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// A table that is looked up has the keys of data, in its own place.
template <typename Action>
auto naming_the_join(std::size_t join, Action action) {
  try {
    return action();
  } catch (const Error& error) {
    if (!error.place.key.starts_with("data.")) throw;
    throw error.at({.key = fmt::format("data.join[{}].{}", join, error.place.key.substr(5)), .file = error.place.file});
  }
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
  return open_adbc(source.driver, "", source.driver_options);
}

// Asked which SQL it reads, told what the study tells it, and asked whether it still does. A question that it does not
// understand would end a transaction that a first statement begins; but it may answer none before it was told.
void introduce(Database& database, const Source& source) {
  database.stop_after(source.timeout_seconds);
  try {
    ask_for_dialect(database);
  } catch (const Error&) {
    if (source.first_statements.empty()) throw;
  }
  if (source.first_statements.empty()) return;
  for (std::size_t i = 0; i < source.first_statements.size(); ++i) {
    try {
      database.tell(source.first_statements[i]);
    } catch (const DatabaseError& error) {
      throw Error(ErrorKind::usage, {.key = fmt::format("data.first_statements[{}]", i)},
                  "the database does not accept it: " + error.whole(), "write a statement of that database");
    }
  }
  ask_for_dialect(database);
}

// Read by the embedded database.
bool is_embedded(const Source& source) {
  return !source.files.empty() || source.frame;
}

// Another table is where the rows are, and as little trusted as they.
Source joined_source(const Source& source, std::size_t join) {
  Source table = source.joins[join].source;
  table.confined_to = source.confined_to;
  if (is_embedded(table) != is_embedded(source))
    throw Error(ErrorKind::usage, {.key = "data.files"},
                fmt::format("the table is {}, but the rows are {}", is_embedded(table) ? "a file" : "of a database",
                            is_embedded(source) ? "in files" : "of a database"),
                "a join reads its table where the rows are: both from files, or both from one database");
  return table;
}

// All files are found before any is read: from then on the database reads those and no other.
OpenedTables open_tables(const Source& source, const Context& context) {
  const bool own = !source.driver.empty() && !is_embedded(source);
  std::vector<Frame> frames{source.frame};
  for (const Join& join : source.joins) frames.push_back(join.source.frame);
  OpenedTables tables{nullptr, table_files(source, context), {}};
  std::vector<std::string> allowed = tables.files.all_paths();
  bool small = is_small(tables.files.csv_files);
  for (std::size_t i = 0; i < source.joins.size(); ++i) {
    tables.joined.push_back(naming_the_join(i, [&] { return table_files(joined_source(source, i), context); }));
    for (const std::string& path : tables.joined.back().all_paths()) allowed.push_back(path);
    small = small && is_small(tables.joined.back().csv_files);
  }
  const int threads = small ? 1 : context.threads;
  tables.database = std::make_shared<Database>(
      own ? open_driver(source) : open_duckdb(threads, source.confined_to.empty(), context.memory_bytes, frames));
  tables.database->stop_when(context.cancel);
  if (own) introduce(*tables.database, source);
  if (!own) confine(*tables.database, allowed);
  return tables;
}

}  // namespace

OpenSource::OpenSource(const Source& source, const std::set<std::string>& text_columns,
                       const std::set<std::string>& number_columns, const Context& reading)
    : OpenSource(source, open_tables(source, reading), text_columns, number_columns, reading) {}

OpenSource::OpenSource(const Source& source, OpenedTables tables, const std::set<std::string>& text_columns,
                       const std::set<std::string>& number_columns, const Context& reading)
    : shared_database_(std::move(tables.database)),
      database(*shared_database_),
      context(reading),
      files(std::move(tables.files.files)),
      csv_files(std::move(tables.files.csv_files)),
      frame(source.frame),
      unpacked_(std::move(tables.files.unpacked)),
      trusted_(source.confined_to.empty()) {
  if (frame) {
    database_relation_ = frame_relation(tables.number);
    database_key_ = "data";
  } else if (files.empty()) {
    if (dialect().is_duckdb && !source.query.empty()) require_select(database, source.query, {.key = "data.query"});
    if (!source.query.empty()) database_key_ = "data.query";
    database_relation_ = source.query.empty() ? table_name(source.table) : query_relation(source.query);
  } else {
    read_files(source, tables.files.format);
  }
  if (is_csv()) {
    if (are_worth_holding(csv_files)) held_.emplace(tables.number);
    repeated_ = csv_->repeated;
    settle_csv_types(text_columns, number_columns, source.decimal.empty());
  } else {
    find_columns();
    repeated_ = renamed_columns();
  }
  for (std::size_t i = 0; i < source.joins.size(); ++i)
    joined.push_back(naming_the_join(i, [&] {
      return std::unique_ptr<OpenSource>(new OpenSource(
          joined_source(source, i), {shared_database_, std::move(tables.joined[i]), {}, i + 1}, {}, {}, reading));
    }));
}

void OpenSource::find_columns() {
  try {
    for (const ResultColumn& column : database.query("SELECT * FROM " + relation() + " AS source LIMIT 0").columns)
      columns.push_back({column.name, column.type});
  } catch (const DatabaseError& error) {
    if (!files.empty()) throw Error(ErrorKind::data, place(), error.first_line(), "export it again");
    if (frame)
      throw Error(ErrorKind::data, place(), "the frame cannot be read: " + error.first_line(),
                  "give each column a name of its own, and a type of numbers, texts or dates");
    throw Error(ErrorKind::usage, place(), "the database does not accept it: " + error.whole(),
                "write a table, or a SELECT, of that database");
  }
}

// JSON: "Minutes_1" beside "minutes" was "Minutes".
std::set<std::string> OpenSource::renamed_columns() const {
  std::set<std::string> stems;
  for (const SourceColumn& each : columns) {
    const std::size_t end = each.name.find_last_not_of("0123456789");
    if (end == std::string::npos || end + 1 == each.name.size() || each.name[end] != '_') continue;
    const std::string stem = each.name.substr(0, end);
    for (const SourceColumn& other : columns)
      if (lower(other.name) == lower(stem) && other.name != stem) stems.insert(lower(stem));
  }
  return stems;
}

// In SQL of the database's own; a comment may end it.
std::string OpenSource::query_relation(const std::string& query) const {
  return dialect().is_duckdb ? "(" + query + "\n)" : "(" + verbatim(query + "\n") + ")";
}

// desk.tickets is a table of a schema, or where there is none such, one of this name.
std::string OpenSource::table_name(const std::string& table) {
  if (table.find('.') == std::string::npos) return sql_name(table);
  std::string of_schema = sql_name(table);
  for (std::size_t dot = of_schema.find('.'); dot != std::string::npos; dot = of_schema.find('.', dot + 3))
    of_schema.replace(dot, 1, R"(".")");
  try {
    database.query("SELECT 1 AS one FROM " + of_schema + " AS source LIMIT 0");
  } catch (const DatabaseError&) {
    return sql_name(table);
  }
  return of_schema;
}

void OpenSource::read_files(const Source& source, const std::string& format) {
  const std::vector<std::string> paths = paths_of(unpacked_);
  if (!csv_files.empty()) {
    csv_ = detect_csv(database, csv_files, source.delimiter, source.decimal);
  } else if (format == "parquet") {
    database_relation_ = "read_parquet(" + sql_files(paths) + ")";
  } else {
    require_shallow(database, unpacked_);
    JsonRows rows = rows_of_json(database, json_reader(paths), files.size(), source.rows);
    database_relation_ = with_mistaken_texts(database, rows.relation);
    if (!rows.path.empty()) rows_prefix_ = rows.path + "[].";
  }
}

void OpenSource::settle_csv_types(const std::set<std::string>& text_columns,
                                  const std::set<std::string>& number_columns, bool finds_decimal) {
  const std::vector<std::string>& names = csv_->names;
  const ResultTable sample = first_texts(names, 2000);
  if (finds_decimal && have_decimal_commas(sample.columns)) csv_->decimal = ",";
  std::vector<ColumnType> calendar;  // once it is wanted
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string& name = names[i];
    const FirstCells cells = first_cells(sample.columns[i], csv_->decimal[0]);
    const bool wanted = number_columns.contains(name), settled = cells.whole || cells.certain;
    const bool number = cells.numbers && settled && (cells.any || wanted);
    const bool named = wanted || text_columns.contains(name);
    if (number && !text_columns.contains(name)) csv_->types[i] = ColumnType::real;
    if (!named && (!cells.any || (!cells.numbers && cells.has_digit))) {
      if (calendar.empty()) calendar = calendar_types(database, csv_files.front(), *csv_);
      if (calendar[i] != ColumnType::text) csv_->types[i] = calendar[i];
    }
    if (number && cells.whole) whole_.insert(name);
    if (cells.numbers && !settled && wanted && !text_columns.contains(name)) of_three_decimals_.insert(name);
    if (text_columns.contains(name)) labels_.insert(name);
    columns.push_back({name, csv_->types[i]});
  }
}

ResultTable OpenSource::first_texts(const std::vector<std::string>& names, std::size_t count) {
  if (csv_->plain) return csv_->plain->first_texts(names, count);
  std::string texts;
  for (const std::string& name : names) texts += fmt::format("{}trim({})", texts.empty() ? "" : ", ", sql_name(name));
  return query(fmt::format("SELECT {} FROM {} AS source", texts, first_of(text_relation(), count)));
}

void OpenSource::keep_labels_as_written(const std::set<std::string>& expressions,
                                        const std::set<std::string>& number_columns) {
  for (const std::string& label : expressions) {
    if (!csv_ || label.empty() || has_column(label) || is_bare_name(label)) continue;
    if (!size_fault(label).empty()) continue;  // and will be refused
    const std::string sql = with_quoted_lookups(label);
    const std::vector<SourceColumn> before = columns;
    const std::set<std::string> written = columns_as_written(database, sql);
    for (const std::string& column : written)
      if (!number_columns.contains(column)) declare(column, ColumnType::text);
    try {
      database.query("SELECT " + bracketed(sql) + " AS label FROM " + lenient_relation() + " AS source LIMIT 0");
      labels_.insert(written.begin(), written.end());
    } catch (const DatabaseError&) {
      for (const SourceColumn& column : before) declare(column.name, column.type);
    }
  }
}

void OpenSource::declare(const std::string& column, ColumnType type) {
  for (std::size_t i = 0; i < csv_->types.size(); ++i) {  // what the rows look up is as it is
    if (columns[i].name != column) continue;
    columns[i].type = type;
    csv_->types[i] = type;
  }
}

std::optional<ColumnType> OpenSource::type_of(const std::string& column) const {
  const auto found = std::ranges::find(columns, column, &SourceColumn::name);
  return found == columns.end() ? std::nullopt : std::optional(found->type);
}

bool OpenSource::is_text(const std::string& column) const {
  const std::optional<ColumnType> type = type_of(column);
  return !shown_as_.contains(column) && (type == ColumnType::text || type == ColumnType::other);
}

bool OpenSource::is_typed(const std::string& column) const {
  const std::optional<ColumnType> type = type_of(column);
  return csv_ && type && type != ColumnType::text && (type == ColumnType::real || is_label(column));
}

std::string OpenSource::own_name(const std::string& name_or_sql) const {
  const bool prefixed = !rows_prefix_.empty() && !has_column(name_or_sql) && name_or_sql.starts_with(rows_prefix_);
  return prefixed ? name_or_sql.substr(rows_prefix_.size()) : name_or_sql;
}

void OpenSource::take_as_text(const std::set<std::string>& names) {
  contradicted.clear();
  if (names.empty()) return;
  for (const std::string& name : names) declare(name, ColumnType::text);
  forget_rejected();
}

bool OpenSource::has_rejected() {
  return is_csv() && !(held_ && held_->hold_all()) && query("SELECT 1 AS one FROM reject_errors LIMIT 1").rows > 0;
}

}  // namespace payoff
