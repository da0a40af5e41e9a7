#include "ingest/source/adbc.hpp"

#include <arrow-adbc/adbc.h>
#include <arrow-adbc/adbc_driver_manager.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <nanoarrow/nanoarrow.hpp>
#include <system_error>
#include <thread>
#include <utility>

#include "ingest/source/arrow.hpp"
#include "payoff/context.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// An AdbcError that releases itself and turns failure into DatabaseError.
class Status {
 public:
  Status() : error_(ADBC_ERROR_INIT) {}
  ~Status() {
    if (error_.release) error_.release(&error_);
  }
  Status(const Status&) = delete;
  Status& operator=(const Status&) = delete;
  AdbcError* out() { return &error_; }
  void require(AdbcStatusCode code) const {
    if (code != ADBC_STATUS_OK) throw_database_error(error_.message ? error_.message : AdbcStatusCodeMessage(code));
  }

 private:
  AdbcError error_;
};

// A driver belongs to the machine: none is looked for relative to the working folder.
constexpr AdbcLoadFlags load_flags = ADBC_LOAD_FLAG_DEFAULT & ~ADBC_LOAD_FLAG_ALLOW_RELATIVE_PATHS;

// Stops what a connection is doing when *cancel becomes true, as long as this lives.
class Interruption {
 public:
  Interruption(AdbcConnection& connection, const std::atomic<bool>& cancel) {
    try {
      watch_ = std::jthread([&](std::stop_token done) {
        std::unique_lock lock(mutex_);
        // More than once: a query may begin just after it was told to stop.
        while (!until_done_.wait_for(lock, done, interval, [&] { return done.stop_requested(); })) {
          Status ignored;
          if (cancel) AdbcConnectionCancel(&connection, ignored.out());
        }
      });
    } catch (const std::system_error&) {  // no thread to be had: then the query runs to its end
    }
  }

 private:
  static constexpr std::chrono::milliseconds interval{20};
  std::mutex mutex_;
  std::condition_variable_any until_done_;
  std::jthread watch_;  // ends before what it waits on
};

}  // namespace

struct Database::Handles {
  AdbcDatabase database{};
  AdbcConnection connection{};
  ~Handles() {
    Status status;
    if (connection.private_data) AdbcConnectionRelease(&connection, status.out());
    if (database.private_data) AdbcDatabaseRelease(&database, status.out());
  }
};

Database::Database(const std::string& driver, const std::string& entrypoint,
                   const std::map<std::string, std::string>& options)
    : handles_(std::make_unique<Handles>()) {
  Status status;
  const auto set = [&](const std::string& key, const std::string& value) {
    status.require(AdbcDatabaseSetOption(&handles_->database, key.c_str(), value.c_str(), status.out()));
  };
  try {
    status.require(AdbcDatabaseNew(&handles_->database, status.out()));
    set("driver", driver);
    if (!entrypoint.empty()) set("entrypoint", entrypoint);
    status.require(AdbcDriverManagerDatabaseSetLoadFlags(&handles_->database, load_flags, status.out()));
    for (const auto& [key, value] : options) set(key, value);
    status.require(AdbcDatabaseInit(&handles_->database, status.out()));
    status.require(AdbcConnectionNew(&handles_->connection, status.out()));
    status.require(AdbcConnectionInit(&handles_->connection, &handles_->database, status.out()));
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::source, {.key = "data.driver"},
                "driver '" + driver + "' could not be opened: " + error.first_line(),
                "check the driver's path and its options");
  }
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;

ResultTable Database::query(const std::string& sql) {
  if (!cancel_) return answer(sql);
  const Interruption interruption(handles_->connection, *cancel_);
  try {
    ResultTable table = answer(sql);
    if (*cancel_) throw Cancelled();
    return table;
  } catch (const DatabaseError&) {
    if (*cancel_) throw Cancelled();
    throw;
  }
}

ResultTable Database::answer(const std::string& sql) {
  Status status;
  struct Statement {
    AdbcStatement handle{};
    ~Statement() {
      Status ignored;
      if (handle.private_data) AdbcStatementRelease(&handle, ignored.out());
    }
  } statement;
  status.require(AdbcStatementNew(&handles_->connection, &statement.handle, status.out()));
  status.require(AdbcStatementSetSqlQuery(&statement.handle, sql.c_str(), status.out()));
  nanoarrow::UniqueArrayStream stream;
  status.require(AdbcStatementExecuteQuery(&statement.handle, stream.get(), nullptr, status.out()));
  return stream->release ? read_all(*stream.get()) : ResultTable();
}

}  // namespace payoff
