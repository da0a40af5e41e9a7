// Converts at the boundary: ADBC's C handles and Arrow's C arrays become Database
// and ResultTable. Arrow columnar format: https://arrow.apache.org/docs/format/CDataInterface.html
#include "ingest/adbc.hpp"

#include <arrow-adbc/adbc.h>
#include <arrow-adbc/adbc_driver_manager.h>

#include <cstring>
#include <string_view>
#include <utility>

#include "payoff/error.hpp"
#include "payoff/measure.hpp"

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
    if (code != ADBC_STATUS_OK) throw DatabaseError{error_.message ? error_.message : AdbcStatusCodeMessage(code)};
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

ColumnType type_of(std::string_view format) {
  if (format == "u" || format == "U") return ColumnType::text;
  if (format == "b") return ColumnType::boolean;
  if (format == "g" || format == "f") return ColumnType::real;
  if (format.size() == 1 && std::string_view("cCsSiIlL").find(format[0]) != std::string_view::npos)
    return ColumnType::integer;
  if (format == "tdD" || format == "tdm") return ColumnType::date;
  if (format.starts_with("ts")) return format.size() > 4 ? ColumnType::timestamp_with_zone : ColumnType::timestamp;
  return ColumnType::other;
}

bool is_valid(const ArrowArray& array, std::int64_t row) {
  if (array.null_count == 0 || !array.buffers[0]) return true;
  const auto* bits = static_cast<const std::uint8_t*>(array.buffers[0]);
  return bits[row / 8] >> (row % 8) & 1;
}

template <typename T>
T element(const ArrowArray& array, std::int64_t row) {
  return static_cast<const T*>(array.buffers[1])[row];
}

std::int64_t integer_at(const ArrowArray& array, char format, std::int64_t row) {
  switch (format) {
    case 'c':
      return element<std::int8_t>(array, row);
    case 'C':
      return element<std::uint8_t>(array, row);
    case 's':
      return element<std::int16_t>(array, row);
    case 'S':
      return element<std::uint16_t>(array, row);
    case 'i':
      return element<std::int32_t>(array, row);
    case 'I':
      return element<std::uint32_t>(array, row);
    case 'b':
      return element<std::uint8_t>(array, row / 8) >> (row % 8) & 1;
    default:
      return element<std::int64_t>(array, row);
  }
}

template <typename Offset>
std::string text_at(const ArrowArray& array, std::int64_t row) {
  const auto* offsets = static_cast<const Offset*>(array.buffers[1]);
  const auto* bytes = static_cast<const char*>(array.buffers[2]);
  return std::string(bytes + offsets[row], static_cast<std::size_t>(offsets[row + 1] - offsets[row]));
}

void append(const ArrowArray& array, std::string_view format, ResultColumn& column) {
  for (std::int64_t i = 0; i < array.length; ++i) {
    const std::int64_t row = array.offset + i;
    const bool valid = is_valid(array, row);
    column.valid.push_back(valid);
    switch (column.type) {
      case ColumnType::integer:
      case ColumnType::boolean:
        column.integers.push_back(valid ? integer_at(array, format[0], row) : 0);
        break;
      case ColumnType::real:
        if (!valid)
          column.reals.push_back(missing);
        else
          column.reals.push_back(format == "g" ? element<double>(array, row) : element<float>(array, row));
        break;
      case ColumnType::text:
        if (!valid)
          column.texts.emplace_back();
        else
          column.texts.push_back(format == "u" ? text_at<std::int32_t>(array, row) : text_at<std::int64_t>(array, row));
        break;
      default:
        break;
    }
  }
}

ResultTable read_all(ArrowArrayStream& stream) {
  const auto require = [&](int code) {
    if (code == 0) return;
    const char* message = stream.get_last_error(&stream);
    throw DatabaseError{message ? message : "the result could not be read"};
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

}  // namespace

const ResultColumn& ResultTable::operator[](std::string_view name) const {
  for (const ResultColumn& column : columns)
    if (column.name == name) return column;
  throw Error(ErrorKind::internal, "ResultTable", "column '" + std::string(name) + "' is not in the result");
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
    status.require(AdbcDriverManagerDatabaseSetLoadFlags(&handles_->database, ADBC_LOAD_FLAG_DEFAULT, status.out()));
    for (const auto& [key, value] : options) set(key, value);
    status.require(AdbcDatabaseInit(&handles_->database, status.out()));
    status.require(AdbcConnectionNew(&handles_->connection, status.out()));
    status.require(AdbcConnectionInit(&handles_->connection, &handles_->database, status.out()));
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::source, "data.driver", "driver '" + driver + "' could not be opened: " + error.message,
                "check the driver's path and its options");
  }
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;

ResultTable Database::query(const std::string& sql) {
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
