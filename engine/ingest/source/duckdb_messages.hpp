// What DuckDB's English means: the one place that reads its messages, tested against the version that is fetched.
#pragma once

#include <optional>
#include <string>

namespace payoff::duckdb_message {

// Without "Binder Error: ".
std::string without_label(const std::string& line);

bool is_out_of_memory(const std::string& message);

// Of the parser: a quotation mark or a comment that is never closed.
bool is_unterminated(const std::string& message);

// Of an expression: its functions are there, but not for values of these types.
bool is_of_types(const std::string& message);

// Of the CSV reader.
bool is_line_too_long(const std::string& message);
bool is_not_utf8(const std::string& message);
std::optional<std::size_t> line_of(const std::string& message);

// A cell that is not of its column's type. Empty where the message says neither.
struct BadCell {
  std::string text, type;  // "12 min", "DOUBLE"
};
BadCell bad_cell(const std::string& message);

}  // namespace payoff::duckdb_message
