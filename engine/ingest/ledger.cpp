#include "ingest/ledger.hpp"

#include <filesystem>
#include <set>
#include <tuple>

#include "base/messages.hpp"
#include "ingest/source/duckdb_messages.hpp"
#include "payoff/error.hpp"

namespace payoff {

std::string_view name(RowOutcome outcome) {
  return outcome == RowOutcome::rejected ? "rejected" : "filtered";
}

const std::string& in_english(const RejectedRow& row) {
  return row.in_english.empty() ? row.reason : row.in_english;
}

const std::string& in_english(const LedgerReason& reason) {
  return reason.in_english.empty() ? reason.reason : reason.in_english;
}

namespace {

constexpr std::size_t longest_shown = 80;  // characters of a cell in a message; rejected.csv has all of it

std::string cast_reason(const duckdb_message::BadCell& cell) {
  const auto& [text, type] = cell;
  if (type == "DATE") return say(MessageId::row_no_date);
  if (type != "DOUBLE" && type != "BIGINT") return say(MessageId::row_no_type, {{"type", type}});
  const bool comma = std::ranges::count(text, ',') == 1 && text.find_first_not_of("0123456789,-") == std::string::npos;
  return say(comma ? MessageId::row_comma : MessageId::row_no_number);
}

// Of a line that has no cells to look at.
std::string line_reason(const std::string& kind) {
  static const std::map<std::string, MessageId> reasons{{"MISSING COLUMNS", MessageId::row_few_cells},
                                                        {"TOO MANY COLUMNS", MessageId::row_many_cells},
                                                        {"UNQUOTED VALUE", MessageId::row_quotation},
                                                        {"LINE SIZE OVER MAXIMUM", MessageId::row_too_long},
                                                        {"INVALID ENCODING", MessageId::row_not_utf}};
  const auto reason = reasons.find(kind);
  return say(reason == reasons.end() ? MessageId::row_unparsed : reason->second);
}

// The reader's error as column, text and reason.
RejectedRow described(const std::string& kind, const std::string& column, std::string line,
                      const std::string& message) {
  while (!line.empty() && (line.front() == '\n' || line.front() == '\r')) line.erase(0, 1);
  if (line.size() > 200) line = line.substr(0, 200) + "...";
  if (kind == "CAST") {
    const duckdb_message::BadCell cell = duckdb_message::bad_cell(message);
    RejectedRow row{{}, 0, column, cell.text, cast_reason(cell)};
    const Speaking english(language_of("en"));
    row.in_english = cast_reason(cell);
    return row;
  }
  RejectedRow row{{}, 0, "", line, line_reason(kind)};
  const Speaking english(language_of("en"));
  row.in_english = line_reason(kind);
  return row;
}

// Why, with what it is said of: "minutes is not a number".
std::string reason_of_column(const std::string& column, const std::string& why) {
  return say(MessageId::row_of_column, {{"column", column}, {"why", why}});
}

struct ByteRow {
  RejectedRow row;
  std::size_t byte = 0, record_line = 0;
};

void settle_lines(std::vector<ByteRow>& rows, const OpenSource& source) {
  std::map<std::string, std::vector<std::size_t>> of_file;
  for (std::size_t i = 0; i < rows.size(); ++i) of_file[rows[i].row.file].push_back(i);
  for (const ReadableFile& file : source.csv_files) {
    const std::vector<std::size_t>& indices = of_file[file.name];
    if (indices.empty()) continue;
    std::vector<std::size_t> offsets;
    for (const std::size_t i : indices) offsets.push_back(rows[i].byte);
    const std::vector<std::size_t> lines = lines_of_bytes(file.path, offsets, source.context);
    for (std::size_t i = 0; i < indices.size(); ++i)
      rows[indices[i]].row.line = (lines[i] ? lines[i] : rows[indices[i]].record_line) + file.lines_left_out;
  }
}

// Rejected rows of one CSV file, with their lines; other sources have none.
void locate(OpenSource& source, const PanelQuery& query, Ledger& ledger) {
  const auto add = [&](const ResultTable& found, const std::string& file, const std::vector<std::size_t>& lines) {
    for (std::size_t i = 0; i < found.rows; ++i) {
      const RowReason& reason = query.reasons()[static_cast<std::size_t>(found["reason"].integers[i])];
      ledger.rejected.push_back({file, lines.empty() ? 0 : lines[i], reason.column, found["text"].texts[i],
                                 reason.description, reason.in_english});
    }
  };
  if (!source.is_csv()) {
    return add(source.query(query.rejected(source.numbered_relation(nullptr))), source.place().file, {});
  }
  const std::vector<RejectedRow> unparsed = ledger.rejected;
  for (const ReadableFile& file : source.csv_files) {
    const ResultTable found = source.query(query.rejected(source.numbered_relation(&file)));
    std::vector<std::size_t> records, skipped;
    for (const std::int64_t record : found["record"].integers) records.push_back(static_cast<std::size_t>(record));
    for (const RejectedRow& row : unparsed)
      if (row.file == file.name) skipped.push_back(row.line - file.lines_left_out);
    std::ranges::sort(skipped);
    std::vector<std::size_t> lines = lines_of_records(file.path, source.delimiter(), records, skipped, source.context);
    for (std::size_t& line : lines)
      if (line > 0) line += file.lines_left_out;
    add(found, file.name, lines);
  }
}

}  // namespace

std::vector<RejectedRow> unparsed_rows(OpenSource& source) {
  if (!source.has_rejected()) return {};
  const ResultTable errors = source.query(
      "SELECT DISTINCT s.file_path AS file, CAST(e.line_byte_position AS BIGINT) AS byte, CAST(e.line AS BIGINT) AS "
      "line, "
      "CASE WHEN e.error_type = 'CAST' THEN e.column_name ELSE '' END AS name, CAST(e.error_type AS VARCHAR) AS kind, "
      "e.csv_line, "
      "CASE WHEN e.error_type = 'CAST' THEN e.error_message ELSE '' END AS error_message "
      "FROM reject_errors e JOIN reject_scans s USING (scan_id, file_id) ORDER BY file, byte, name");
  std::map<std::filesystem::path, std::string> named;  // the reader may write ./x.csv for x.csv
  for (const ReadableFile& file : source.csv_files)
    named[std::filesystem::path(file.path).lexically_normal()] = file.name;
  std::vector<ByteRow> rows;
  rows.reserve(errors.rows);
  for (std::size_t i = 0; i < errors.rows; ++i) {
    RejectedRow row = described(errors["kind"].texts[i], errors["name"].texts[i], errors["csv_line"].texts[i],
                                errors["error_message"].texts[i]);
    if (errors["kind"].texts[i] == "CAST") source.contradicted.insert(row.column);
    row.file = named[std::filesystem::path(errors["file"].texts[i]).lexically_normal()];
    rows.push_back({row, static_cast<std::size_t>(errors["byte"].integers[i]),
                    static_cast<std::size_t>(errors["line"].integers[i])});
  }
  settle_lines(rows, source);
  std::vector<RejectedRow> result;
  result.reserve(rows.size());
  for (ByteRow& row : rows) result.push_back(std::move(row.row));
  return result;
}

Ledger ledger_of(std::size_t rows_used, std::vector<RejectedRow> unparsed) {
  using Row = std::pair<std::string, std::size_t>;  // file and line: one row may have two bad cells
  std::set<Row> rejected;
  struct Reason {
    std::string said;
    std::set<Row> rows;
  };
  std::map<std::string, Reason> by_reason;  // in English, so that their order is the same in every language
  const auto whole = [](const RejectedRow& row, const std::string& why) {
    if (!row.column.empty()) return reason_of_column(row.column, why);
    return say(MessageId::row_itself, {{"why", why}});
  };
  const auto whole_in_english = [&](const RejectedRow& row) {
    const Speaking english(language_of("en"));
    return whole(row, in_english(row));
  };
  for (const RejectedRow& row : unparsed) {
    rejected.emplace(row.file, row.line);
    Reason& reason = by_reason[whole_in_english(row)];
    reason.said = whole(row, row.reason);
    reason.rows.emplace(row.file, row.line);
  }
  Ledger ledger{.rows_read = rows_used + rejected.size(), .rows_used = rows_used, .rows_rejected = rejected.size()};
  for (const auto& [english, reason] : by_reason)
    ledger.reasons.push_back({RowOutcome::rejected, reason.said, reason.rows.size(), english});
  ledger.rejected = std::move(unparsed);
  return ledger;
}

namespace {

LedgerReason ledger_reason(const RowReason& reason, std::size_t rows) {
  LedgerReason line{reason.rejected ? RowOutcome::rejected : RowOutcome::filtered, reason.description, rows,
                    reason.in_english, reason.valueless};
  if (reason.column.empty()) return line;
  line.reason = reason_of_column(reason.column, reason.description);
  const Speaking english(language_of("en"));
  line.in_english = reason_of_column(reason.column, reason.in_english);
  return line;
}

}  // namespace

Ledger judge_rows(OpenSource& source, const PanelQuery& query, const ResultTable& audit) {
  Ledger ledger = ledger_of(0, unparsed_rows(source));
  bool any_rejected = false;
  for (std::size_t i = 0; i < audit.rows; ++i) {
    const auto rows = static_cast<std::size_t>(audit["n"].integers[i]);
    if (!audit["reason"].valid[i]) {
      ledger.rows_used += rows;
      continue;
    }
    const RowReason& reason = query.reasons()[static_cast<std::size_t>(audit["reason"].integers[i])];
    (reason.rejected ? ledger.rows_rejected : ledger.rows_filtered) += rows;
    if (reason.of_number) source.contradicted.insert(reason.column);
    any_rejected = any_rejected || reason.rejected;
    ledger.reasons.push_back(ledger_reason(reason, rows));
  }
  if (any_rejected) locate(source, query, ledger);
  std::ranges::stable_sort(ledger.rejected, {}, [](const RejectedRow& row) { return std::tie(row.file, row.line); });
  ledger.rows_read = ledger.rows_used + ledger.rows_rejected + ledger.rows_filtered;
  return ledger;
}

void require_acceptable(const Ledger& ledger, double limit) {
  if (ledger.rejected.empty() ||
      static_cast<double>(ledger.rows_rejected) <= limit * static_cast<double>(ledger.rows_read))
    return;
  const RejectedRow& first = ledger.rejected.front();
  const std::string text = first.text.size() > longest_shown ? first.text.substr(0, longest_shown) + "..." : first.text;
  throw Error(ErrorKind::data,
              first.file.empty() ? Place{.key = "data"} : Place{.file = first.file, .line = first.line},
              fmt::format("{}'{}' {}, and {} of {} rows are rejected like it, but at most {:g} % may be",
                          first.column.empty() ? "" : first.column + " ", text, in_english(first), ledger.rows_rejected,
                          ledger.rows_read, 100 * limit),
              "see them all with `payoff check STUDY -o DIR` (DIR/rejected.csv), or raise data.rejected_limit");
}

void require_at_most(const Ledger& ledger, std::size_t rows) {
  if (rows == 0 || ledger.rows_read <= rows) return;
  throw Error(ErrorKind::data, {.key = "data"},
              fmt::format("has {} rows, but must have at most {}", ledger.rows_read, rows),
              "aggregate them, or allow more rows");
}

}  // namespace payoff
