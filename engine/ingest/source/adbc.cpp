#include "ingest/source/adbc.hpp"

#include <arrow-adbc/adbc.h>
#include <arrow-adbc/adbc_driver_manager.h>

#include <nanoarrow/nanoarrow.hpp>

#include "ingest/source/arrow.hpp"
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

class AdbcDatabaseConnection : public Connection {
 public:
  AdbcDatabaseConnection(const std::string& driver, const std::string& entrypoint,
                         const std::map<std::string, std::string>& options) {
    Status status;
    const auto set = [&](const std::string& key, const std::string& value) {
      status.require(AdbcDatabaseSetOption(&opened_.database, key.c_str(), value.c_str(), status.out()));
    };
    status.require(AdbcDatabaseNew(&opened_.database, status.out()));
    set("driver", driver);
    if (!entrypoint.empty()) set("entrypoint", entrypoint);
    status.require(AdbcDriverManagerDatabaseSetLoadFlags(&opened_.database, load_flags, status.out()));
    for (const auto& [key, value] : options) set(key, value);
    status.require(AdbcDatabaseInit(&opened_.database, status.out()));
    status.require(AdbcConnectionNew(&opened_.connection, status.out()));
    status.require(AdbcConnectionInit(&opened_.connection, &opened_.database, status.out()));
  }

  ResultTable answer(const std::string& sql) override {
    Status status;
    struct Statement {
      AdbcStatement handle{};
      ~Statement() {
        Status ignored;
        if (handle.private_data) AdbcStatementRelease(&handle, ignored.out());
      }
    } statement;
    status.require(AdbcStatementNew(&opened_.connection, &statement.handle, status.out()));
    status.require(AdbcStatementSetSqlQuery(&statement.handle, sql.c_str(), status.out()));
    nanoarrow::UniqueArrayStream stream;
    status.require(AdbcStatementExecuteQuery(&statement.handle, stream.get(), nullptr, status.out()));
    return stream->release ? read_all(*stream.get()) : ResultTable();
  }

  void interrupt() override {
    Status ignored;
    AdbcConnectionCancel(&opened_.connection, ignored.out());
  }

 private:
  struct Opened {
    AdbcDatabase database{};
    AdbcConnection connection{};
    ~Opened() {
      Status status;
      if (connection.private_data) AdbcConnectionRelease(&connection, status.out());
      if (database.private_data) AdbcDatabaseRelease(&database, status.out());
    }
  } opened_;
};

}  // namespace

Database open_adbc(const std::string& driver, const std::string& entrypoint,
                   const std::map<std::string, std::string>& options) {
  try {
    return Database(std::make_unique<AdbcDatabaseConnection>(driver, entrypoint, options));
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::source, {.key = "data.driver"},
                "driver '" + driver + "' could not be opened: " + error.first_line(),
                "check the driver's path and its options");
  }
}

}  // namespace payoff
