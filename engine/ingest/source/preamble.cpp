#include "ingest/source/preamble.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace payoff {
namespace {

constexpr std::size_t most_records = 200, fewest_alike = 3;

struct Record {
  std::string_view text;
  std::size_t line = 0;  // lines above it
};

// Lines, or several where a cell holds a line break. The last may be cut off and is left out, unless all is there.
std::vector<Record> records_of(std::string_view text) {
  std::vector<Record> records;
  std::size_t begin = 0, lines = 0, first_line = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size() && records.size() < most_records; ++i) {
    if (text[i] == '"') quoted = !quoted;
    const bool ends = text[i] == '\n' || (text[i] == '\r' && !text.substr(i + 1).starts_with('\n'));
    lines += ends;
    if (!ends || quoted) continue;
    std::string_view line = text.substr(begin, i - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    records.push_back({line, first_line});
    begin = i + 1;
    first_line = lines;
  }
  if (records.size() < most_records && begin < text.size() && !quoted)
    records.push_back({text.substr(begin), first_line});
  return records;
}

struct Cells {
  std::size_t delimiters = 0, filled = 0;
};

Cells cells_of(std::string_view record, char delimiter) {
  Cells cells;
  bool quoted = false, filled = false;
  for (const char c : record) {
    if (c == '"') quoted = !quoted;
    if (c == delimiter && !quoted) {
      ++cells.delimiters;
      cells.filled += std::exchange(filled, false);
    } else {
      filled = filled || (c != ' ' && c != '"');
    }
  }
  cells.filled += filled;
  return cells;
}

struct Table {
  char delimiter = '\0';
  std::size_t delimiters = 0, records = 0;  // in a record, and how many have that many
};

// The delimiter that parts most records alike; of two, the one that parts them more often.
Table table_of(const std::vector<Record>& records, const std::string& known) {
  Table best;
  for (const char delimiter : known) {
    std::map<std::size_t, std::size_t> count;
    for (const Record& record : records) ++count[cells_of(record.text, delimiter).delimiters];
    for (const auto& [delimiters, alike] : count)
      if (delimiters > 0 && std::pair(alike, delimiters) > std::pair(best.records, best.delimiters))
        best = {delimiter, delimiters, alike};
  }
  return best;
}

std::size_t blank_lines(const std::vector<Record>& records) {
  const auto first = std::ranges::find_if(records, [](const Record& r) { return !r.text.empty(); });
  return first == records.end() ? 0 : first->line;
}

}  // namespace

Preamble preamble_of(std::string_view text, const std::string& delimiter) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::vector<Record> records = records_of(text);
  const Table table = table_of(records, delimiter.size() == 1 ? delimiter : ",;\t|");
  if (table.records < fewest_alike) return {blank_lines(records), '\0'};
  const auto cells = [&](const Record& record) { return cells_of(record.text, table.delimiter); };
  const std::size_t most_of_title = std::max<std::size_t>(1, (table.delimiters + 1) / 2);
  const auto header = std::ranges::find_if(records, [&](const Record& r) {
    if (r.text.starts_with('#') && cells(r).delimiters < table.delimiters) return false;  // a comment
    return cells(r).delimiters > table.delimiters || cells(r).filled > most_of_title;
  });
  if (header == records.end()) return {blank_lines(records), '\0'};
  const Cells names = cells(*header);
  if (names.delimiters == table.delimiters) return {header->line, '\0'};
  const bool rows_end_so = std::all_of(
      header + 1, records.end(), [&](const Record& r) { return r.text.empty() || r.text.ends_with(table.delimiter); });
  if (names.delimiters + 1 == table.delimiters && names.filled == table.delimiters && rows_end_so)
    return {header->line, table.delimiter};
  return {blank_lines(records), '\0'};
}

}  // namespace payoff
