// CSV files through DuckDB's reader: finding the delimiter, declaring every
// column's type, and where rejected rows stand in the file.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "ingest/source/database.hpp"
#include "ingest/source/plain_csv.hpp"
#include "ingest/source/readable.hpp"
#include "payoff/context.hpp"

namespace payoff {

struct CsvDialect {
  std::string delimiter;
  std::string decimal;
  std::vector<std::string> names;    // of the columns, made unique
  std::vector<ColumnType> types;     // (names) text, unless somebody knows better
  std::set<std::string> repeated{};  // in small letters, names that more than one column has
  // By path, of files that have the same columns in another order.
  std::map<std::string, std::vector<std::string>> names_of{};
  std::shared_ptr<const PlainCsv> plain{};  // the only file, where it is so plain
};

// Whether the database reads them in one go, and so by one thread. All their rows may be held at once.
bool is_small(const std::vector<ReadableFile>& csv_files);
// Whether to hold all their rows takes less than to read some of their columns for each question anew.
bool are_worth_holding(const std::vector<ReadableFile>& csv_files);

// Reads the headers of all files, and a sample of the first. Throws Error(data) when a header is empty
// or unreadable, or has other columns than the first.
CsvDialect detect_csv(Database& database, const std::vector<ReadableFile>& files, const std::string& delimiter,
                      const std::string& decimal);

// Of each column: date, timestamp or timestamp_with_zone where its first cells are these; text where they are anything else.
std::vector<ColumnType> calendar_types(Database& database, const ReadableFile& file, const CsvDialect& dialect);

enum class CsvErrors { store, skip };
std::string csv_relation(const std::vector<std::string>& files, const CsvDialect& dialect, CsvErrors errors);

// 1-based line of the first character at or after each byte offset that does not end a line.
std::vector<std::size_t> lines_of_bytes(const std::string& file, const std::vector<std::size_t>& offsets,
                                        const Context& context = {});

// 1-based lines on which the wanted records begin (0-based after the header, ascending;
// quoted newlines and empty lines understood), not counting records that begin on a
// skipped line (ascending).
std::vector<std::size_t> lines_of_records(const std::string& file, const std::string& delimiter,
                                          const std::vector<std::size_t>& wanted,
                                          const std::vector<std::size_t>& skipped, const Context& context = {});

}  // namespace payoff
