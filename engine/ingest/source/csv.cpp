#include "ingest/source/csv.hpp"

#include <algorithm>
#include <fstream>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/duckdb_messages.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr int sampled_rows = 20480;
// A quarter of the database's own: less is read for a look at the first rows, and threads end together.
constexpr std::string_view reader_buffer = "buffer_size = 8000000";

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

// Calls visit(byte, whether it ends a line: LF, CRLF once, CR) until it returns false.
template <typename Visit>
void for_each_byte(const std::string& file, const Context& context, Visit visit) {
  char last = 0;
  std::ifstream input(file, std::ios::binary);
  std::vector<char> block(1 << 20);
  while (input) {
    context.stop_if_cancelled();
    input.read(block.data(), static_cast<std::streamsize>(block.size()));
    const auto read = static_cast<std::size_t>(input.gcount());
    for (std::size_t i = 0; i < read; ++i) {
      const bool ends_line = block[i] == '\r' || (block[i] == '\n' && last != '\r');
      last = block[i];
      if (!visit(last, ends_line)) return;
    }
  }
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

// Whether of all that it could be only the comma stands in the first lines: then nothing else splits them.
bool has_only_commas(const std::string& file) {
  constexpr std::size_t looked_at_bytes = std::size_t{1} << 20;
  std::size_t commas = 0, others = 0, bytes = 0;
  for_each_byte(file, {}, [&](char c, bool) {
    commas += c == ',';
    others += c == ';' || c == '|' || c == '\t';
    return others == 0 && ++bytes < looked_at_bytes;
  });
  return commas > 0 && others == 0;
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

// Names that the header has more than once; the database gives the later ones another.
std::set<std::string> repeated_names(Database& database, const ReadableFile& file, const CsvDialect& dialect) {
  const ResultTable header = database.query(fmt::format(
      "SELECT * FROM read_csv({}, header = false, all_varchar = true, delim = {}, quote = '\"', escape = '\"', "
      "ignore_errors = true, null_padding = true, sample_size = 1, auto_type_candidates = ['VARCHAR'], {}) LIMIT 1",
      sql_file(file.path), sql_text(dialect.delimiter), reader_buffer));
  std::set<std::string> names, repeated;
  for (const ResultColumn& cell : header.columns) {
    if (header.rows == 0 || !cell.valid[0]) continue;
    const std::string& text = cell.texts[0];
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string::npos) continue;
    const std::string name = lower(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
    if (!names.insert(name).second) repeated.insert(name);
  }
  return repeated;
}

}  // namespace

CsvDialect detect_csv(Database& database, const std::vector<ReadableFile>& files, const std::string& delimiter,
                      const std::string& decimal) {
  require_header(files.front());
  const std::string& said = files.front().delimiter.empty() ? delimiter : files.front().delimiter;
  CsvDialect dialect{
      said.empty() ? sniffed_delimiter(database, files.front()) : said, decimal.empty() ? "." : decimal, {}, {}};
  dialect.names = names_of(database, files.front(), dialect);
  dialect.types.assign(dialect.names.size(), ColumnType::text);
  try {
    dialect.repeated = repeated_names(database, files.front(), dialect);
  } catch (const DatabaseError&) {  // a header that can be read in one way only
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

std::vector<std::size_t> lines_of_bytes(const std::string& file, const std::vector<std::size_t>& offsets,
                                        const Context& context) {
  std::vector<std::size_t> lines(offsets.size(), 0), order(offsets.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) { return offsets[i]; });
  std::size_t line = 1, position = 0, next = 0;
  for_each_byte(file, context, [&](char c, bool ends_line) {
    while (c != '\n' && c != '\r' && next < order.size() && offsets[order[next]] <= position)
      lines[order[next++]] = line;
    line += ends_line;
    ++position;
    return next < order.size();
  });
  while (next < order.size()) lines[order[next++]] = line;
  return lines;
}

// A quotation mark opens a cell only where the cell begins; a second one in a quoted cell is text.
std::vector<std::size_t> lines_of_records(const std::string& file, const std::string& delimiter,
                                          const std::vector<std::size_t>& wanted,
                                          const std::vector<std::size_t>& skipped, const Context& context) {
  std::vector<std::size_t> found;
  bool quoted = false, header = true, opens = true;  // opens: a quotation mark here would open a cell, or go on with it
  std::size_t line = 1, begun = 0, record = 0;       // begun: line on which the current record began, 0 = none yet
  const auto end_of_record = [&] {
    if (begun && !header && !std::ranges::binary_search(skipped, begun) && record++ == wanted[found.size()])
      found.push_back(begun);
    if (begun) header = false;
    begun = 0;
  };
  for_each_byte(file, context, [&](char c, bool ends_line) {
    const bool was_quoted = quoted;
    if (c == '"') quoted = opens && !quoted;
    opens = quoted || was_quoted || ends_line || c == '\n' || c == delimiter.back();
    if (c != '\n' && c != '\r' && !begun) begun = line;
    if (ends_line && !quoted) end_of_record();
    line += ends_line;
    return found.size() < wanted.size();
  });
  if (found.size() < wanted.size()) end_of_record();
  found.resize(wanted.size(), 0);
  return found;
}

}  // namespace payoff
