// A database of the user's own, seen through ADBC (Arrow Database Connectivity). No other part of payoff knows ADBC.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "ingest/source/database.hpp"

namespace payoff {

// One that can be written to.
class AdbcSession : public Connection {
 public:
  // driver: path, name or manifest; entrypoint may be empty. Throws Error(source).
  AdbcSession(const std::string& driver, const std::string& entrypoint,
              const std::map<std::string, std::string>& options);
  ~AdbcSession() override;
  AdbcSession(AdbcSession&&) noexcept;

  ResultTable answer(const std::string& sql) override;
  void interrupt() override;

  // What follows is one transaction: all of it is done at commit(), and none without. Throw DatabaseError.
  void begin();
  void commit();
  // Appends what another database answers to a table, which is made where it is not there. Throws DatabaseError.
  void append(const std::string& table, AdbcSession& from, const std::string& sql);

 private:
  struct Opened;
  std::unique_ptr<Opened> opened_;
};

// The same to be read.
Database open_adbc(const std::string& driver, const std::string& entrypoint,
                   const std::map<std::string, std::string>& options);

}  // namespace payoff
