#include "ingest/source/adbc.hpp"

#include <arrow-adbc/adbc.h>
#include <arrow-adbc/adbc_driver_manager.h>

#include <mutex>
#include <nanoarrow/nanoarrow.hpp>

#include "ingest/source/arrow.hpp"
#include "ingest/source/credentials.hpp"
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

// The statement that runs, for another thread to end.
class Running {
 public:
  void set(AdbcStatement* statement) {
    const std::lock_guard lock(mutex_);
    statement_ = statement;
  }
  void cancel() {
    const std::lock_guard lock(mutex_);
    Status ignored;
    if (statement_) AdbcStatementCancel(statement_, ignored.out());
  }

 private:
  std::mutex mutex_;
  AdbcStatement* statement_ = nullptr;
};

class Statement {
 public:
  Statement(AdbcConnection& connection, Running& running) : running_(running) {
    status_.require(AdbcStatementNew(&connection, &handle_, status_.out()));
    running_.set(&handle_);
  }
  ~Statement() {
    running_.set(nullptr);
    Status ignored;
    if (handle_.private_data) AdbcStatementRelease(&handle_, ignored.out());
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void execute(const std::string& sql, ArrowArrayStream* answer) {
    status_.require(AdbcStatementSetSqlQuery(&handle_, sql.c_str(), status_.out()));
    status_.require(AdbcStatementExecuteQuery(&handle_, answer, nullptr, status_.out()));
  }

  void ingest(const std::string& table, ArrowArrayStream* rows) {
    set(ADBC_INGEST_OPTION_TARGET_TABLE, table.c_str());
    set(ADBC_INGEST_OPTION_MODE, ADBC_INGEST_OPTION_MODE_CREATE_APPEND);
    status_.require(AdbcStatementBindStream(&handle_, rows, status_.out()));
    status_.require(AdbcStatementExecuteQuery(&handle_, nullptr, nullptr, status_.out()));
  }

 private:
  void set(const char* option, const char* value) {
    status_.require(AdbcStatementSetOption(&handle_, option, value, status_.out()));
  }

  Running& running_;
  AdbcStatement handle_{};
  Status status_;
};

}  // namespace

struct AdbcSession::Opened {
  Credentials credentials;
  AdbcDatabase database{};
  AdbcConnection connection{};
  Running running;
  explicit Opened(const std::map<std::string, std::string>& options) : credentials(options) {}
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() {
    Status status;
    if (connection.private_data) AdbcConnectionRelease(&connection, status.out());
    if (database.private_data) AdbcDatabaseRelease(&database, status.out());
  }
};

AdbcSession::AdbcSession(const std::string& driver, const std::string& entrypoint,
                         const std::map<std::string, std::string>& options)
    : opened_(std::make_unique<Opened>(options)) {
  Status status;
  const auto set = [&](const std::string& key, const std::string& value) {
    status.require(AdbcDatabaseSetOption(&opened_->database, key.c_str(), value.c_str(), status.out()));
  };
  try {
    status.require(AdbcDatabaseNew(&opened_->database, status.out()));
    set("driver", driver);
    if (!entrypoint.empty()) set("entrypoint", entrypoint);
    status.require(AdbcDriverManagerDatabaseSetLoadFlags(&opened_->database, load_flags, status.out()));
    for (const auto& [key, value] : opened_->credentials.options()) set(key, value);
    status.require(AdbcDatabaseInit(&opened_->database, status.out()));
    status.require(AdbcConnectionNew(&opened_->connection, status.out()));
    status.require(AdbcConnectionInit(&opened_->connection, &opened_->database, status.out()));
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::source, {.key = "data.driver"},
                "driver '" + driver + "' could not be opened: " + opened_->credentials.hidden_in(error.whole()),
                "check the driver's path and its options");
  }
}

AdbcSession::~AdbcSession() = default;
AdbcSession::AdbcSession(AdbcSession&&) noexcept = default;

ResultTable AdbcSession::answer(const std::string& sql) {
  try {
    Statement statement(opened_->connection, opened_->running);
    nanoarrow::UniqueArrayStream stream;
    statement.execute(sql, stream.get());
    return stream->release ? read_all(*stream.get()) : ResultTable();
  } catch (DatabaseError& error) {
    error.message = opened_->credentials.hidden_in(error.message);
    throw;
  }
}

void AdbcSession::interrupt() {
  opened_->running.cancel();
  Status ignored;
  AdbcConnectionCancel(&opened_->connection, ignored.out());
}

void AdbcSession::begin() {
  Status status;
  status.require(AdbcConnectionSetOption(&opened_->connection, ADBC_CONNECTION_OPTION_AUTOCOMMIT,
                                         ADBC_OPTION_VALUE_DISABLED, status.out()));
}

void AdbcSession::commit() {
  Status status;
  status.require(AdbcConnectionCommit(&opened_->connection, status.out()));
}

void AdbcSession::append(const std::string& table, AdbcSession& from, const std::string& sql) {
  Statement source(from.opened_->connection, from.opened_->running),
      target(opened_->connection, opened_->running);  // the target lets go of the stream first
  nanoarrow::UniqueArrayStream stream;
  source.execute(sql, stream.get());
  target.ingest(table, stream.get());
}

Database open_adbc(const std::string& driver, const std::string& entrypoint,
                   const std::map<std::string, std::string>& options) {
  return Database(std::make_unique<AdbcSession>(driver, entrypoint, options));
}

}  // namespace payoff
