// What a query gives: a table, or the database's complaint.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace payoff {

enum class ColumnType { integer, real, text, boolean, date, timestamp, timestamp_with_zone, nested, other };

// One result column. Which vector is filled follows from the type: integer and
// boolean -> integers, real -> reals, text -> texts; other types must be cast in
// the query and are empty here.
struct ResultColumn {
  std::string name;
  ColumnType type = ColumnType::other;
  std::vector<std::int64_t> integers;
  std::vector<double> reals;  // NULL is NaN
  std::vector<std::string> texts;
  std::vector<bool> valid;  // false = NULL

  std::size_t size() const { return valid.size(); }
};

struct ResultTable {
  std::vector<ResultColumn> columns;
  std::size_t rows = 0;

  const ResultColumn& operator[](std::string_view name) const;
};

// What the database said, for the caller to put into a person's words.
struct DatabaseError : std::exception {
  std::string message;

  explicit DatabaseError(std::string said) : message(std::move(said)) {}
  const char* what() const noexcept override { return message.c_str(); }
  // The first line that says something, without its label ("Binder Error: ").
  std::string first_line() const;
  // All of it, on one line.
  std::string whole() const;
};

// Throws DatabaseError; std::bad_alloc where the database has no memory left, which is no fault of query or file.
[[noreturn]] void throw_database_error(std::string message);

}  // namespace payoff
