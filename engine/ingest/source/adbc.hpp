// A database seen through ADBC: run SQL, get a table. The only part of payoff
// that knows ADBC and Arrow is adbc.cpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
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

class Database {
 public:
  // driver: path, name or manifest; entrypoint may be empty. Throws Error(source).
  Database(const std::string& driver, const std::string& entrypoint, const std::map<std::string, std::string>& options);
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) = delete;

  // Throws DatabaseError with the database's own words; Cancelled where stop_when() said so.
  ResultTable query(const std::string& sql);
  // From now on a query is interrupted when *cancel becomes true; null = never.
  void stop_when(const std::atomic<bool>* cancel) { cancel_ = cancel; }

 private:
  struct Handles;
  ResultTable answer(const std::string& sql);

  std::unique_ptr<Handles> handles_;
  const std::atomic<bool>* cancel_ = nullptr;
};

// What the database said, for the caller to put into a person's words. That it has no memory left is std::bad_alloc.
struct DatabaseError {
  std::string message;

  // The first line that says something, without its label ("Binder Error: ").
  std::string first_line() const;
};

}  // namespace payoff
