// A database that answers SQL with a table: the embedded DuckDB (embedded.hpp), or any with an ADBC driver (adbc.hpp).
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "ingest/source/dialect.hpp"
#include "ingest/source/query_result.hpp"

namespace payoff {

// How many rows an answer has.
enum class Rows { few, many };

class Connection {
 public:
  virtual ~Connection() = default;
  // Throws DatabaseError with the database's own words.
  virtual ResultTable answer(const std::string& sql) = 0;
  // The same of many rows, which should not all be held twice.
  virtual ResultTable answer_many(const std::string& sql) { return answer(sql); }
  // Ends the query that runs, if one does; from any thread.
  virtual void interrupt() = 0;
};

// Not for static storage: what DuckDB keeps for the first thread is gone when statics go, and closing a database then
// writes into freed memory.
class Database {
 public:
  explicit Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

  // Throws DatabaseError; Cancelled where stop_when() said so. sql: standard, but for the words of dialect().
  ResultTable query(const std::string& sql, Rows rows = Rows::few) {
    return tell(dialect_->is_duckdb ? sql : spelled(sql, *dialect_), rows);
  }
  // The same of SQL of the database's own.
  ResultTable tell(const std::string& sql, Rows rows = Rows::few);
  void speak(const Dialect& dialect) { dialect_ = &dialect; }
  const Dialect& dialect() const { return *dialect_; }
  // From now on a query is interrupted when *cancel becomes true; null = never.
  void stop_when(const std::atomic<bool>* cancel) { cancel_ = cancel; }
  // And when it has taken so long, which is an Error(source); 0 = it may take any time.
  void stop_after(double seconds) { longest_seconds_ = seconds; }

 private:
  std::unique_ptr<Connection> connection_;
  const Dialect* dialect_ = &duckdb_dialect;
  const std::atomic<bool>* cancel_ = nullptr;
  double longest_seconds_ = 0;
};

}  // namespace payoff
