// Converts at the boundary: ADBC's C handles and Arrow's C arrays become Database
// and ResultTable. Arrow columnar format: https://arrow.apache.org/docs/format/CDataInterface.html
#include "ingest/source/adbc.hpp"

#include <arrow-adbc/adbc.h>
#include <arrow-adbc/adbc_driver_manager.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <new>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "payoff/context.hpp"
#include "payoff/error.hpp"
#include "payoff/measure.hpp"

namespace payoff {
namespace {

// What was refused for want of memory is no fault of the query or the file.
[[noreturn]] void fail(std::string message) {
  for (const std::string_view sign :
       {"Out of Memory Error", "bad_alloc", "bad allocation", "Cannot allocate memory", "failed to map segment"})
    if (message.find(sign) != std::string::npos) throw std::bad_alloc();
  throw DatabaseError{std::move(message)};
}

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
    if (code != ADBC_STATUS_OK) fail(error_.message ? error_.message : AdbcStatusCodeMessage(code));
  }

 private:
  AdbcError error_;
};

template <typename T>
struct Released : T {  // an Arrow C struct that releases itself
  Released() : T{} {}
  ~Released() {
    if (this->release) this->release(this);
  }
  Released(const Released&) = delete;
  Released& operator=(const Released&) = delete;
};

// A driver belongs to the machine: none is looked for relative to the working folder.
constexpr AdbcLoadFlags load_flags = ADBC_LOAD_FLAG_DEFAULT & ~ADBC_LOAD_FLAG_ALLOW_RELATIVE_PATHS;

ColumnType type_of(std::string_view format) {
  if (format == "u" || format == "U") return ColumnType::text;
  if (format == "b") return ColumnType::boolean;
  if (format == "g" || format == "f") return ColumnType::real;
  if (format.size() == 1 && std::string_view("cCsSiIlL").find(format[0]) != std::string_view::npos)
    return ColumnType::integer;
  if (format == "tdD" || format == "tdm") return ColumnType::date;
  if (format.starts_with('+')) return ColumnType::nested;
  if (format.starts_with("ts")) return format.size() > 4 ? ColumnType::timestamp_with_zone : ColumnType::timestamp;
  return ColumnType::other;
}

bool is_valid(const ArrowArray& array, std::int64_t row) {
  if (array.null_count == 0 || !array.buffers[0]) return true;
  const auto* bits = static_cast<const std::uint8_t*>(array.buffers[0]);
  return bits[row / 8] >> (row % 8) & 1;
}

// Appends `length` elements of a fixed-width array, converted.
template <typename From, typename To>
void append_all(const ArrowArray& array, std::vector<To>& values) {
  const From* first = static_cast<const From*>(array.buffers[1]) + array.offset;
  values.insert(values.end(), first, first + array.length);
}

void append_integers(const ArrowArray& array, char format, std::vector<std::int64_t>& values) {
  switch (format) {
    case 'c':
      return append_all<std::int8_t>(array, values);
    case 'C':
      return append_all<std::uint8_t>(array, values);
    case 's':
      return append_all<std::int16_t>(array, values);
    case 'S':
      return append_all<std::uint16_t>(array, values);
    case 'i':
      return append_all<std::int32_t>(array, values);
    case 'I':
      return append_all<std::uint32_t>(array, values);
    case 'b':
      for (std::int64_t row = array.offset; row < array.offset + array.length; ++row)
        values.push_back(static_cast<const std::uint8_t*>(array.buffers[1])[row / 8] >> (row % 8) & 1);
      return;
    default:
      return append_all<std::int64_t>(array, values);
  }
}

template <typename Offset>
void append_texts(const ArrowArray& array, std::vector<std::string>& values) {
  const auto* offsets = static_cast<const Offset*>(array.buffers[1]) + array.offset;
  const auto* bytes = static_cast<const char*>(array.buffers[2]);
  for (std::int64_t row = 0; row < array.length; ++row)
    values.emplace_back(bytes + offsets[row], static_cast<std::size_t>(offsets[row + 1] - offsets[row]));
}

void append(const ArrowArray& array, std::string_view format, ResultColumn& column) {
  const std::size_t before = column.valid.size();
  for (std::int64_t row = array.offset; row < array.offset + array.length; ++row)
    column.valid.push_back(is_valid(array, row));
  switch (column.type) {
    case ColumnType::integer:
    case ColumnType::boolean:
      return append_integers(array, format[0], column.integers);
    case ColumnType::text:
      return format == "u" ? append_texts<std::int32_t>(array, column.texts)
                           : append_texts<std::int64_t>(array, column.texts);
    case ColumnType::real:
      if (format == "g")
        append_all<double>(array, column.reals);
      else
        append_all<float>(array, column.reals);
      for (std::size_t row = before; row < column.valid.size(); ++row)
        if (!column.valid[row]) column.reals[row] = missing;
      return;
    default:
      return;
  }
}

ResultTable read_all(ArrowArrayStream& stream) {
  const auto require = [&](int code) {
    if (code == 0) return;
    const char* message = stream.get_last_error(&stream);
    fail(message ? message : "the result could not be read");
  };
  Released<ArrowSchema> schema;
  require(stream.get_schema(&stream, &schema));
  ResultTable table;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema& child = *schema.children[i];
    ResultColumn& column = table.columns.emplace_back();
    column.name = child.name ? child.name : "";
    column.type = type_of(child.format);
  }
  while (true) {
    Released<ArrowArray> batch;
    require(stream.get_next(&stream, &batch));
    if (!batch.release) return table;
    table.rows += static_cast<std::size_t>(batch.length);
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      append(*batch.children[i], schema.children[i]->format, table.columns[i]);
  }
}

// Stops what a connection is doing when *cancel becomes true, as long as this lives.
class Interruption {
 public:
  Interruption(AdbcConnection& connection, const std::atomic<bool>& cancel) {
    try {
      watch_ = std::jthread([&](std::stop_token done) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any until_done;
        // More than once: a query may begin just after it was told to stop.
        while (!until_done.wait_for(lock, done, interval, [&] { return done.stop_requested(); })) {
          Status ignored;
          if (cancel) AdbcConnectionCancel(&connection, ignored.out());
        }
      });
    } catch (const std::system_error&) {  // no thread to be had: then the query runs to its end
    }
  }

 private:
  static constexpr std::chrono::milliseconds interval{20};
  std::jthread watch_;
};

}  // namespace

std::string DatabaseError::first_line() const {
  const std::size_t begin = std::min(message.find_first_not_of(" \t\r\n"), message.size());
  const std::string line = message.substr(begin, message.find('\n', begin) - begin);
  constexpr std::string_view label = " Error: ";
  const std::size_t at = line.find(label);
  return at == std::string::npos ? line : line.substr(at + label.size());
}

const ResultColumn& ResultTable::operator[](std::string_view name) const {
  for (const ResultColumn& column : columns)
    if (column.name == name) return column;
  throw Error(ErrorKind::internal, {.function = "ResultTable"},
              "column '" + std::string(name) + "' is not in the result");
}

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
  Released<ArrowArrayStream> stream;
  status.require(AdbcStatementExecuteQuery(&statement.handle, &stream, nullptr, status.out()));
  if (!stream.release) return {};
  return read_all(stream);
}

}  // namespace payoff
