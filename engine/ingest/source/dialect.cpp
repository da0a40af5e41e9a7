#include "ingest/source/dialect.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/letters.hpp"

namespace payoff {
namespace {

constexpr char verbatim_begin = '\x01', verbatim_end = '\x02';

// A column of Spark without a zone is of the session's, which is made UTC.
constexpr std::array<std::string_view, 1> spark_first{"SET TIME ZONE 'UTC'"};
constexpr std::array<Word, 3> spark_words{
    {{"TIMESTAMP WITH TIME ZONE", "TIMESTAMP"}, {"DOUBLE PRECISION", "DOUBLE"}, {"VARCHAR", "STRING"}}};

// What is not there is 0 or an empty text in ClickHouse, unless these are set; and a date is one after 1970.
constexpr std::array<std::string_view, 6> clickhouse_first{"SET join_use_nulls = 1",
                                                           "SET group_by_use_nulls = 1",
                                                           "SET cast_keep_nullable = 1",
                                                           "SET prefer_column_name_to_alias = 1",
                                                           "SET aggregate_functions_null_for_empty = 1",
                                                           "SET session_timezone = 'UTC'"};
constexpr std::array<Word, 3> clickhouse_words{
    {{"TIMESTAMP WITH TIME ZONE", "DateTime64(6, 'UTC')"}, {"TIMESTAMP", "DateTime64(6)"}, {"DATE", "Date32"}}};

constexpr std::array<Dialect, 3> others{{{.name = "standard SQL"},
                                         {.name = "Spark's SQL",
                                          .try_cast = "TRY_CAST",
                                          .row_number = "row_number() OVER (ORDER BY 1)",
                                          .seconds = "(unix_micros(CAST({0} AS TIMESTAMP)) / 1e6)",
                                          .at_zone = "from_utc_timestamp({0}, {1})",
                                          .of_zone = "to_utc_timestamp({0}, {1})",
                                          .name_quote = '`',
                                          .escapes = true,
                                          .words = spark_words,
                                          .first_statements = spark_first},
                                         {.name = "ClickHouse's SQL",
                                          .shift_left = "bitShiftLeft({0}, {1})",
                                          .days = "CAST(dateDiff('day', DATE '1970-01-01', {0}) AS BIGINT)",
                                          .seconds = "(toUnixTimestamp64Micro(CAST({0} AS TIMESTAMP)) / 1e6)",
                                          .at_zone = "toTimeZone({0}, {1})",
                                          .of_zone = "toDateTime64(CAST({0} AS VARCHAR), 6, {1})",
                                          .escapes = true,
                                          .words = clickhouse_words,
                                          .first_statements = clickhouse_first}}};

bool of_word(char c) {
  return is_alphanumeric(c) || c == '_' || !is_ascii({&c, 1});
}

// A piece of SQL as it is read: a text, a name in quotes, a comment, what is verbatim, a word, or one other character.
std::size_t end_of_piece(std::string_view sql, std::size_t begin) {
  const char c = sql[begin];
  const auto after = [&](std::string_view mark, std::size_t from) {
    const std::size_t at = sql.find(mark, from);
    return at == std::string_view::npos ? sql.size() : at + mark.size();
  };
  if (c == verbatim_begin) return after(std::string_view(&verbatim_end, 1), begin);
  if (sql.substr(begin, 2) == "--") return after("\n", begin);
  if (sql.substr(begin, 2) == "/*") return after("*/", begin + 2);
  std::size_t end = begin + 1;
  if (c == '\'' || c == '"' || c == '`') {
    while (end < sql.size() && (sql[end] != c || sql.substr(end + 1, 1) == std::string_view(&c, 1)))
      end += sql[end] == c ? 2 : 1;
    return std::min(end + 1, sql.size());
  }
  while (of_word(c) && end < sql.size() && of_word(sql[end])) ++end;
  return end;
}

std::string with_doubled(std::string_view text, char which) {
  std::string doubled;
  for (const char c : text) doubled += c == which ? std::string(2, c) : std::string(1, c);
  return doubled;
}

std::vector<std::string_view> pieces_of(std::string_view sql) {
  std::vector<std::string_view> pieces;
  for (std::size_t begin = 0; begin < sql.size(); begin += pieces.back().size())
    pieces.push_back(sql.substr(begin, end_of_piece(sql, begin) - begin));
  return pieces;
}

// a "b" of "a ""b""".
std::string unquoted(std::string_view quoted) {
  std::string name;
  for (std::size_t i = 1; i + 1 < quoted.size(); i += quoted[i] == '"' ? 2 : 1) name += quoted[i];
  return name;
}

// "a ""b""" in the quotes of the dialect.
std::string spelled_name(std::string_view quoted, const Dialect& dialect) {
  if (dialect.name_quote == '"') return dialect.escapes ? with_doubled(quoted, '\\') : std::string(quoted);
  return dialect.name_quote + with_doubled(unquoted(quoted), dialect.name_quote) + dialect.name_quote;
}

// The name of a type at the beginning of the SQL.
const Word* type_at(std::string_view sql, const Dialect& dialect) {
  const auto stands_there = [&](const Word& word) {
    const std::string_view rest = sql.substr(std::min(word.standard.size(), sql.size()));
    const bool ends = rest.empty() || end_of_piece(sql, sql.size() - rest.size() - 1) == sql.size() - rest.size();
    return ends && lower(std::string(sql.substr(0, word.standard.size()))) == lower(std::string(word.standard));
  };
  const auto found = std::ranges::find_if(dialect.words, stands_there);
  return found == dialect.words.end() ? nullptr : &*found;
}

}  // namespace

std::span<const Dialect> other_dialects() {
  return others;
}

std::string verbatim(std::string_view sql) {
  return verbatim_begin + std::string(sql) + verbatim_end;
}

std::string spelled(std::string_view sql, const Dialect& dialect) {
  std::string own;
  std::string_view word_before;
  for (std::size_t i = 0; i < sql.size();) {
    std::size_t end = end_of_piece(sql, i);
    const std::string_view piece = sql.substr(i, end - i);
    // CAST(x AS DATE), where DATE '2025-01-01' is no type but a date.
    const bool cast = lower(std::string(word_before)) == "as";
    if (const Word* type = cast ? type_at(sql.substr(i), dialect) : nullptr) {
      own += type->own;
      end = i + type->standard.size();
    } else if (piece[0] == verbatim_begin) {
      own += piece.substr(1, piece.size() - 2);
    } else if (piece[0] == '\'' && dialect.escapes) {
      own += with_doubled(piece, '\\');
    } else if (piece[0] == '"') {
      own += spelled_name(piece, dialect);
    } else {
      own += piece;
    }
    if (piece != " ") word_before = piece;
    i = end;
  }
  return own;
}

std::set<std::string> names_in(std::string_view sql) {
  std::set<std::string> names;
  for (const std::string_view piece : pieces_of(sql)) {
    if (piece[0] == '"') names.insert(unquoted(piece));
    if (of_word(piece[0])) names.emplace(piece);
  }
  return names;
}

bool has_backslash_in_text(std::string_view sql) {
  return std::ranges::any_of(pieces_of(sql), [](std::string_view piece) {
    return piece[0] == '\'' && piece.find('\\') != std::string_view::npos;
  });
}

}  // namespace payoff
