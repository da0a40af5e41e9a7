// Where the SQL of databases differs. payoff writes standard SQL; spelled() puts quotes, escapes and names of types into a
// database's own, and the few things that are said otherwise are said by the words of its Dialect.
#pragma once

#include <fmt/format.h>

#include <set>
#include <span>
#include <string>
#include <string_view>

namespace payoff {

struct Word {
  std::string_view standard, own;  // names of types
};

struct Dialect {
  std::string_view name;
  std::string_view sum = "sum", mean = "avg";  // of doubles, with as little rounding as the database can
  bool is_duckdb = false;                      // its functions and its reading of an expression may be asked for
  std::string_view try_cast = "CAST";          // NULL for a text that is no such value, where the database can
  std::string_view row_number = "row_number() OVER ()";               // in whatever order the rows come
  std::string_view shift_left = "({0} << {1})";                       // an integer by so many bits
  std::string_view days = "CAST({0} - DATE '1970-01-01' AS BIGINT)";  // since then, of a date
  std::string_view seconds = "extract(epoch FROM {0})";               // since 1970-01-01, of a timestamp
  std::string_view at_zone = "timezone({1}, {0})";                    // the clock of a zone at a moment
  std::string_view of_zone = "timezone({1}, {0})";                    // the moment at which a zone's clock shows that
  char name_quote = '"';                                              // around names
  bool escapes = false;                                               // a backslash in a text is another one's mark
  std::span<const Word> words{};
  std::span<const std::string_view> first_statements{};  // that make it read as payoff writes
};

inline constexpr Dialect duckdb_dialect{
    .name = "DuckDB", .sum = "fsum", .mean = "favg", .is_duckdb = true, .try_cast = "TRY_CAST"};

// Words of a dialect, said of these.
template <typename... Of>
std::string said(std::string_view words, const Of&... of) {
  return fmt::format(fmt::runtime(words), of...);
}

// Those of other databases, that of the standard first.
std::span<const Dialect> other_dialects();

// Standard SQL, put into the dialect. What is marked as verbatim() stays as it is.
std::string spelled(std::string_view sql, const Dialect& dialect);

// SQL of the database's own, to stand within standard SQL.
std::string verbatim(std::string_view sql);

// The words and the names in quotes of standard SQL: its columns, and more.
std::set<std::string> names_in(std::string_view sql);

// Whether a text of the SQL holds a backslash, which is one thing in the standard and another in some databases.
bool has_backslash_in_text(std::string_view sql);

}  // namespace payoff
