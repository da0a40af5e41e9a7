// A database seen through ADBC: run SQL, get a table. No other part of payoff knows ADBC.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>

#include "ingest/source/query_result.hpp"

namespace payoff {

// Not for static storage: what DuckDB keeps for the first thread is gone when statics go, and closing a database then
// writes into freed memory.
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

}  // namespace payoff
