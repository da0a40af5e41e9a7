#include "ingest/source/csv.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/duckdb_messages.hpp"
#include "ingest/source/file_bytes.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr int sampled_rows = 20480;
// A quarter of the database's own: less is read for a look at the first rows, and threads end together.
constexpr std::uintmax_t reader_bytes = 8'000'000;
constexpr std::string_view reader_buffer = "buffer_size = 8000000";
// Of six columns and three questions, all in all: with 0.2 MB 4 to 7 % less, with 0.6 MB as much, with 1.2 MB 7 % more.
constexpr std::uintmax_t worth_holding_bytes = std::uintmax_t{1} << 19;

std::string_view type_name(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
      return "BIGINT";
    case ColumnType::real:
      return "DOUBLE";
    case ColumnType::boolean:
      return "BOOLEAN";
    case ColumnType::date:
      return "DATE";
    case ColumnType::timestamp:
      return "TIMESTAMP";
    case ColumnType::timestamp_with_zone:
      return "TIMESTAMP WITH TIME ZONE";
    case ColumnType::text:
    case ColumnType::nested:
    case ColumnType::other:
      break;
  }
  return "VARCHAR";
}

// Where nothing splits the lines alike, the database does not say that one of them has no end. 0 = none.
std::size_t first_long_line(const std::string& file) {
  constexpr std::size_t longest_bytes = 2'000'000;
  std::size_t line = 1, bytes = 0;
  for_each_byte(file, {}, [&](char, bool ends_line) {
    bytes = ends_line ? 0 : bytes + 1;
    line += ends_line;
    return bytes <= longest_bytes;
  });
  return bytes > longest_bytes ? line : 0;
}

// The database's complaint about a file, as one line a person can act on.
Error unreadable(const ReadableFile& file, const DatabaseError& error) {
  const std::size_t long_line = first_long_line(file.path);
  const Place place{.file = file.name,
                    .line = long_line ? long_line : duckdb_message::line_of(error.message).value_or(0)};
  if (long_line > 0 || duckdb_message::is_line_too_long(error.message))
    return Error(ErrorKind::data, place, "has a line longer than 2 MB, but a row must be shorter",
                 "a quotation mark that is never closed is the usual cause");
  if (duckdb_message::is_not_utf8(error.message))
    return Error(ErrorKind::data, place, "is not UTF-8 text", "convert it, e.g. `iconv -f latin1 -t utf-8`");
  return Error(ErrorKind::data, place, "cannot be read as CSV: " + error.first_line(),
               "check data.delimiter and the file's quotation marks");
}

// A line that is not empty.
void require_header(const ReadableFile& file) {
  bool found = false;
  for_each_byte(file.path, {}, [&](char c, bool) {
    found = c != '\n' && c != '\r';
    return !found;
  });
  if (!found)
    throw Error(ErrorKind::data, {.file = file.name}, "the file has no header line, but must have one",
                "export it again");
}

// Whether a small file has commas, no other delimiter and no letter that might be in another encoding than UTF-8: then
// there is nothing that the database could find but the comma.
bool has_only_commas(const std::string& file) {
  constexpr std::size_t most_bytes = std::size_t{1} << 20;
  std::size_t commas = 0, others = 0, bytes = 0;
  for_each_byte(file, {}, [&](char c, bool) {
    commas += c == ',';
    others += c == ';' || c == '|' || c == '\t' || !is_ascii({&c, 1});
    return others == 0 && ++bytes <= most_bytes;
  });
  return commas > 0 && others == 0 && bytes <= most_bytes;
}

// As DuckDB's sniffer finds it from the first lines: what splits all of them alike; else what splits most, quotation
// marks that are out of order left out of account. A comma where nothing splits any: the reader says what is wrong.
std::string sniffed_delimiter(Database& database, const ReadableFile& file) {
  if (has_only_commas(file.path)) return ",";
  for (const char* tolerance : {"quote = '\"', escape = '\"'", "quote = '\"', escape = '\"', ignore_errors = true",
                                "quote = '', escape = '', ignore_errors = true"}) {
    try {
      const ResultTable sniffed = database.query(
          fmt::format("SELECT Delimiter AS delimiter FROM sniff_csv({}, sample_size = {}, header = true, skip = 0, "
                      "all_varchar = true, {}, {}) WHERE len(Columns) > 1",
                      sql_file(file.path), sampled_rows, reader_buffer, tolerance));
      if (sniffed.rows > 0) return sniffed["delimiter"].texts[0];
    } catch (const DatabaseError& error) {  // nothing splits the lines alike
      if (duckdb_message::is_not_utf8(error.message) || duckdb_message::is_line_too_long(error.message))
        throw unreadable(file, error);
    }
  }
  return ",";
}

std::string common_options(const CsvDialect& dialect) {
  return fmt::format(
      ", header = true, hive_partitioning = false, delim = {}, quote = '\"', escape = '\"', decimal_separator = {}, {}",
      sql_text(dialect.delimiter), sql_text(dialect.decimal), reader_buffer);
}

// types: those that a column may have, as the database's reader takes them; empty = all it knows, which it tries.
std::vector<ResultColumn> columns_of(Database& database, const ReadableFile& file, const CsvDialect& dialect,
                                     std::string_view types) {
  try {
    return database
        .query(fmt::format(
            "SELECT * FROM read_csv({}{}, ignore_errors = true, null_padding = false, sample_size = {}{}) LIMIT 0",
            sql_file(file.path), common_options(dialect), sampled_rows, types))
        .columns;
  } catch (const DatabaseError& error) {
    throw unreadable(file, error);
  }
}

std::vector<std::string> names_of(Database& database, const ReadableFile& file, const CsvDialect& dialect) {
  std::vector<std::string> names;
  for (const ResultColumn& column : columns_of(database, file, dialect, ", auto_type_candidates = ['VARCHAR']"))
    names.push_back(column.name);
  return names;
}

// The first of the names that is not among the others; empty = none.
std::string first_not_in(const std::vector<std::string>& names, const std::vector<std::string>& others) {
  const auto missing = std::ranges::find_if(
      names, [&](const std::string& name) { return std::ranges::find(others, name) == others.end(); });
  return missing == names.end() ? "" : *missing;
}

void require_same_columns(const ReadableFile& file, const std::vector<std::string>& names, const ReadableFile& first,
                          const std::vector<std::string>& wanted) {
  const std::string lacks = first_not_in(wanted, names), adds = first_not_in(names, wanted);
  if (lacks.empty() && adds.empty()) return;
  throw Error(ErrorKind::data, {.file = file.name, .line = file.lines_left_out + 1},
              fmt::format("its header differs from that of {}: it {} a column '{}'", first.name,
                          lacks.empty() ? "has" : "does not have", lacks.empty() ? adds : lacks),
              "files of one pattern must have the same columns, in any order");
}

// One call of the database's reader, for files that have these columns in this order.
std::string reader_of(const std::vector<std::string>& files, const std::vector<std::string>& names,
                      const CsvDialect& dialect, CsvErrors errors) {
  std::string columns;
  for (const std::string& name : names) {
    const auto i = static_cast<std::size_t>(std::ranges::find(dialect.names, name) - dialect.names.begin());
    columns += fmt::format("{}{}: '{}'", columns.empty() ? "" : ", ", sql_text(name), type_name(dialect.types[i]));
  }
  return fmt::format("read_csv({}, columns = {{{}}}, auto_detect = false{}, {} = true)", sql_files(files), columns,
                     common_options(dialect), errors == CsvErrors::store ? "store_rejects" : "ignore_errors");
}

// As the header knows a name: in small letters, without the blanks about it.
std::string folded(const std::string& name) {
  const std::size_t begin = name.find_first_not_of(' ');
  return begin == std::string::npos ? "" : lower(name.substr(begin, name.find_last_not_of(' ') + 1 - begin));
}

// Whether names may have been made unique ("minutes_1"), or still are not.
bool may_repeat(const std::vector<std::string>& names) {
  std::set<std::string> known;
  return std::ranges::any_of(names, [&](const std::string& name) {
    const std::size_t end = name.find_last_not_of("0123456789");
    const bool numbered = end != std::string::npos && end + 1 < name.size() && name[end] == '_';
    return numbered || !known.insert(folded(name)).second;
  });
}

bool have_at_most(std::uintmax_t most, const std::vector<ReadableFile>& csv_files) {
  std::uintmax_t bytes = 0;
  for (const ReadableFile& file : csv_files) {
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(file.path, unknown);
    bytes += unknown ? most + 1 : size;
  }
  return !csv_files.empty() && bytes <= most;
}

// Names that the header has more than once; the database gives the later ones another.
std::set<std::string> repeated_names(Database& database, const ReadableFile& file, const CsvDialect& dialect) {
  const ResultTable header = database.query(fmt::format(
      "SELECT * FROM read_csv({}, header = false, all_varchar = true, delim = {}, quote = '\"', escape = '\"', "
      "ignore_errors = true, null_padding = true, sample_size = 1, auto_type_candidates = ['VARCHAR'], {}) LIMIT 1",
      sql_file(file.path), sql_text(dialect.delimiter), reader_buffer));
  std::set<std::string> names, repeated;
  for (const ResultColumn& cell : header.columns) {
    if (header.rows == 0 || !cell.valid[0]) continue;
    const std::string name = folded(cell.texts[0]);
    if (!name.empty() && !names.insert(name).second) repeated.insert(name);
  }
  return repeated;
}

}  // namespace

bool is_small(const std::vector<ReadableFile>& csv_files) {
  return have_at_most(reader_bytes, csv_files);
}

bool are_worth_holding(const std::vector<ReadableFile>& csv_files) {
  return have_at_most(worth_holding_bytes, csv_files);
}

CsvDialect detect_csv(Database& database, const std::vector<ReadableFile>& files, const std::string& delimiter,
                      const std::string& decimal) {
  require_header(files.front());
  const std::string& said = files.front().delimiter.empty() ? delimiter : files.front().delimiter;
  std::optional<PlainCsv> plain;
  if (files.size() == 1 && (said.empty() || said == ",")) plain = PlainCsv::of(files.front().path);
  CsvDialect dialect{.delimiter = !said.empty() ? said
                                  : plain       ? ","
                                                : sniffed_delimiter(database, files.front()),
                     .decimal = decimal.empty() ? "." : decimal,
                     .names = plain ? plain->names() : std::vector<std::string>(),
                     .types = {}};
  if (plain) dialect.plain = std::make_shared<const PlainCsv>(*std::move(plain));
  if (!dialect.plain) dialect.names = names_of(database, files.front(), dialect);
  dialect.types.assign(dialect.names.size(), ColumnType::text);
  if (may_repeat(dialect.names)) {
    try {
      dialect.repeated = repeated_names(database, files.front(), dialect);
    } catch (const DatabaseError&) {  // a header that can be read in one way only
    }
  }
  for (std::size_t i = 1; i < files.size(); ++i) {
    require_header(files[i]);
    const std::vector<std::string> names = names_of(database, files[i], dialect);
    require_same_columns(files[i], names, files.front(), dialect.names);
    if (names != dialect.names) dialect.names_of[files[i].path] = names;
  }
  return dialect;
}

std::vector<ColumnType> calendar_types(Database& database, const ReadableFile& file, const CsvDialect& dialect) {
  std::vector<ColumnType> types;
  for (const ResultColumn& column : columns_of(database, file, dialect, "")) {
    const bool calendar = column.type == ColumnType::date || column.type == ColumnType::timestamp ||
                          column.type == ColumnType::timestamp_with_zone;
    types.push_back(calendar ? column.type : ColumnType::text);
  }
  return types;
}

std::string csv_relation(const std::vector<std::string>& files, const CsvDialect& dialect, CsvErrors errors) {
  std::map<std::vector<std::string>, std::vector<std::string>> others;  // the files of each order
  std::vector<std::string> in_order;
  for (const std::string& file : files) {
    const auto names = dialect.names_of.find(file);
    (names == dialect.names_of.end() ? in_order : others[names->second]).push_back(file);
  }
  if (others.empty()) return reader_of(in_order, dialect.names, dialect, errors);
  std::string columns;
  for (const std::string& name : dialect.names) columns += (columns.empty() ? "" : ", ") + sql_name(name);
  if (!in_order.empty()) others[dialect.names] = in_order;
  std::string relation;
  for (const auto& [names, paths] : others)
    relation += fmt::format("{}SELECT {} FROM {}", relation.empty() ? "" : " UNION ALL ", columns,
                            reader_of(paths, names, dialect, errors));
  return "(" + relation + ")";
}

}  // namespace payoff
