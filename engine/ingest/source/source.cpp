#include "ingest/source/source.hpp"

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/expression.hpp"
#include "ingest/source/file_format.hpp"
#include "ingest/source/json_rows.hpp"
#include "ingest/source/readable_sheets.hpp"
#include "ingest/source/unpacked.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

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
    repeated_ = csv_->repeated;
    settle_csv_types(text_columns, number_columns);
  } else {
    find_columns();
    repeated_ = renamed_columns();
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
  for (const std::string& file : files)
    unpacked_.push_back(unpacked(file, trusted_ ? UINTMAX_MAX : little_disk_bytes, context));
  const std::string format = format_of(source, unpacked_);
  if (format == "csv")
    for (const ReadableFile& file : unpacked_) csv_files.push_back(readable(file, source.delimiter, context));
  if (format == "workbook")
    for (const ReadableFile& file : unpacked_)
      for (ReadableFile& sheet : readable_sheets(file, source.sheet, source.range, context))
        csv_files.push_back(std::move(sheet));
  const std::vector<std::string> paths = paths_of(unpacked_);
  std::vector<std::string> allowed = paths_of(csv_files);
  allowed.insert(allowed.end(), paths.begin(), paths.end());
  allowed.insert(allowed.end(), files.begin(), files.end());
  confine(database, allowed);
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
                                  const std::set<std::string>& number_columns) {
  const CsvDialect found = *csv_;
  const std::string mark = found.decimal == "," ? "," : "\\.";
  const std::string plain = fmt::format("[-+]?([0-9]+({0}[0-9]*)?|{0}[0-9]+)([eE][-+]?[0-9]+)?", mark);
  // A mark with three digits behind it could stand between thousands.
  const std::string certain = fmt::format(".*{0}([0-9]{{0,2}}|[0-9]{{4,}})|[-+]?0*{0}.*|.*[eE].*", mark);
  std::string counts;
  for (std::size_t i = 0; i < found.names.size(); ++i)
    counts += fmt::format(
        "{0}count({1}), count(CASE WHEN regexp_full_match(trim({1}), {2}) THEN 1 END), count(CASE WHEN "
        "contains({1}, {3}) THEN 1 END), count(CASE WHEN regexp_full_match(trim({1}), {4}) THEN 1 END)",
        i ? ", " : "", sql_name(found.names[i]), sql_text(plain), sql_text(found.decimal), sql_text(certain));
  csv_->types.assign(found.types.size(), ColumnType::text);
  const ResultTable sample = query("SELECT " + counts + " FROM (SELECT * FROM " + text_relation() + " LIMIT 2000)");
  for (std::size_t i = 0; i < found.names.size(); ++i) {
    const auto count = [&](std::size_t which) { return sample.columns[4 * i + which].integers[0]; };
    const std::string& name = found.names[i];
    const bool numbers = count(0) == count(1), whole = count(2) == 0;
    const bool number = numbers && (whole || count(3) > 0) && (count(0) > 0 || number_columns.contains(name));
    const bool calendar = found.types[i] == ColumnType::date || found.types[i] == ColumnType::timestamp ||
                          found.types[i] == ColumnType::timestamp_with_zone;
    if (number && !text_columns.contains(name)) csv_->types[i] = ColumnType::real;
    if (calendar && !number_columns.contains(name) && !text_columns.contains(name)) csv_->types[i] = found.types[i];
    if (number && whole) whole_.insert(name);
    if (text_columns.contains(name)) labels_.insert(name);
    columns.push_back({name, csv_->types[i]});
  }
  for (const std::string& label : text_columns)
    if (!label.empty() && !has_column(label) && !is_bare_name(label)) keep_labels_as_written(label, number_columns);
}

// '01' || 'a' must not become '1' || 'a'. Where the expression wants numbers it keeps them.
void OpenSource::keep_labels_as_written(const std::string& expression, const std::set<std::string>& number_columns) {
  if (!size_fault(expression).empty()) return;  // and will be refused
  const std::vector<SourceColumn> before = columns;
  const std::set<std::string> written = columns_as_written(database, expression);
  for (const std::string& column : written)
    if (!number_columns.contains(column)) declare(column, ColumnType::text);
  try {
    database.query("SELECT " + bracketed(expression) + " AS label FROM " + lenient_relation() + " AS source LIMIT 0");
    labels_.insert(written.begin(), written.end());
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

bool OpenSource::is_text(const std::string& column) const {
  return std::ranges::any_of(columns, [&](const SourceColumn& c) {
    return c.name == column && !shown_as_.contains(column) &&
           (c.type == ColumnType::text || c.type == ColumnType::other);
  });
}

bool OpenSource::is_typed(const std::string& column) const {
  return csv_ && std::ranges::any_of(columns, [&](const SourceColumn& c) {
           return c.name == column && c.type != ColumnType::text && (c.type == ColumnType::real || is_label(column));
         });
}

void OpenSource::take_as_text(const std::set<std::string>& names) {
  contradicted.clear();
  if (names.empty()) return;
  for (const std::string& name : names) declare(name, ColumnType::text);
  for (const char* rejects : {"reject_errors", "reject_scans"}) query(fmt::format("DROP TABLE IF EXISTS {}", rejects));
}

}  // namespace payoff
