#include "ingest/source/duckdb_messages.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace payoff::duckdb_message {
namespace {

bool holds(const std::string& message, std::initializer_list<std::string_view> signs) {
  return std::ranges::any_of(signs, [&](std::string_view sign) { return message.find(sign) != std::string::npos; });
}

}  // namespace

std::string without_label(const std::string& line) {
  constexpr std::string_view label = " Error: ";
  const std::size_t at = line.find(label);
  return at == std::string::npos ? line : line.substr(at + label.size());
}

bool is_out_of_memory(const std::string& message) {
  return holds(message, {"Out of Memory Error", "bad_alloc", "bad allocation", "Cannot allocate memory",
                         "failed to map segment"});
}

bool is_of_types(const std::string& message) {
  return holds(message, {"No function matches the given name and argument types"});
}

bool is_unterminated(const std::string& message) {
  return message.starts_with("unterminated");
}

bool is_line_too_long(const std::string& message) {
  return holds(message, {"aximum line size of"});
}

bool is_not_utf8(const std::string& message) {
  return holds(message, {"nvalid unicode", "not utf-8"});
}

std::optional<std::size_t> line_of(const std::string& message) {
  constexpr std::string_view label = "Error on Line: ";
  const std::size_t at = message.find(label);
  if (at == std::string::npos) return std::nullopt;
  std::size_t line = 0;
  std::from_chars(message.data() + at + label.size(), message.data() + message.size(), line);
  return line;
}

// The text may hold anything, also what follows it in the message: its end is the last that fits.
BadCell bad_cell(const std::string& message) {
  constexpr std::string_view before = "Could not convert string \"", after = "\" to '";
  const std::size_t begin = message.find(before), end = message.rfind(after);
  if (begin == std::string::npos || end == std::string::npos || end < begin + before.size()) return {};
  const std::size_t text = begin + before.size(), type = end + after.size();
  return {message.substr(text, end - text), message.substr(type, message.find('\'', type) - type)};
}

}  // namespace payoff::duckdb_message
