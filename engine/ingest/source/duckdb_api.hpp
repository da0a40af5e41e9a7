// What payoff calls of DuckDB's C API (https://duckdb.org/docs/stable/clients/c/api), in the library that is found when a
// study runs: nothing is linked. Names and signatures are DuckDB's, of 1.4 and later.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

struct ArrowArray;
struct ArrowSchema;

namespace payoff {

using DuckHandle = void*;  // of a database, a connection, a chunk, ...
using DuckIndex = std::uint64_t;

struct DuckResult {
  std::uint64_t deprecated[3];
  void* deprecated_columns;
  char* deprecated_error;
  void* internal_data;
};

// FUNCTION(what it returns, its name after duckdb_, its arguments)
#define PAYOFF_DUCKDB_API(FUNCTION)                                                                                   \
  FUNCTION(int, create_config, (DuckHandle * config))                                                                 \
  FUNCTION(int, set_config, (DuckHandle config, const char* name, const char* option))                                \
  FUNCTION(void, destroy_config, (DuckHandle * config))                                                               \
  FUNCTION(int, open_ext, (const char* path, DuckHandle* database, DuckHandle config, char** error))                  \
  FUNCTION(void, close, (DuckHandle * database))                                                                      \
  FUNCTION(int, connect, (DuckHandle database, DuckHandle * connection))                                              \
  FUNCTION(void, disconnect, (DuckHandle * connection))                                                               \
  FUNCTION(void, interrupt, (DuckHandle connection))                                                                  \
  FUNCTION(void, free, (void* text))                                                                                  \
  FUNCTION(DuckIndex, extract_statements, (DuckHandle connection, const char* sql, DuckHandle* statements))           \
  FUNCTION(const char*, extract_statements_error, (DuckHandle statements))                                            \
  FUNCTION(void, destroy_extracted, (DuckHandle * statements))                                                        \
  FUNCTION(int, query, (DuckHandle connection, const char* sql, DuckResult* result))                                  \
  FUNCTION(int, prepare, (DuckHandle connection, const char* sql, DuckHandle* statement))                             \
  FUNCTION(const char*, prepare_error, (DuckHandle statement))                                                        \
  FUNCTION(void, destroy_prepare, (DuckHandle * statement))                                                           \
  FUNCTION(int, execute_prepared_streaming, (DuckHandle statement, DuckResult * result))                              \
  FUNCTION(void, destroy_result, (DuckResult * result))                                                               \
  FUNCTION(const char*, result_error, (DuckResult * result))                                                          \
  FUNCTION(DuckIndex, column_count, (DuckResult * result))                                                            \
  FUNCTION(const char*, column_name, (DuckResult * result, DuckIndex column))                                         \
  FUNCTION(DuckHandle, column_logical_type, (DuckResult * result, DuckIndex column))                                  \
  FUNCTION(DuckHandle, create_logical_type, (int type))                                                               \
  FUNCTION(void, destroy_logical_type, (DuckHandle * type))                                                           \
  FUNCTION(DuckHandle, fetch_chunk, (DuckResult result))                                                              \
  FUNCTION(void, destroy_data_chunk, (DuckHandle * chunk))                                                            \
  FUNCTION(void, connection_get_arrow_options, (DuckHandle connection, DuckHandle * options))                         \
  FUNCTION(void, destroy_arrow_options, (DuckHandle * options))                                                       \
  FUNCTION(DuckHandle, to_arrow_schema,                                                                               \
           (DuckHandle options, DuckHandle * types, const char** names, DuckIndex count, ArrowSchema* out))           \
  FUNCTION(DuckHandle, data_chunk_to_arrow, (DuckHandle options, DuckHandle chunk, ArrowArray * out))                 \
  FUNCTION(DuckHandle, schema_from_arrow, (DuckHandle connection, ArrowSchema * schema, DuckHandle * converted))      \
  FUNCTION(void, destroy_arrow_converted_schema, (DuckHandle * converted))                                            \
  FUNCTION(DuckHandle, data_chunk_from_arrow,                                                                         \
           (DuckHandle connection, ArrowArray * array, DuckHandle converted, DuckHandle * chunk))                     \
  FUNCTION(bool, error_data_has_error, (DuckHandle error))                                                            \
  FUNCTION(const char*, error_data_message, (DuckHandle error))                                                       \
  FUNCTION(void, destroy_error_data, (DuckHandle * error))                                                            \
  FUNCTION(DuckHandle, create_table_function, ())                                                                     \
  FUNCTION(void, destroy_table_function, (DuckHandle * function))                                                     \
  FUNCTION(void, table_function_set_name, (DuckHandle function, const char* name))                                    \
  FUNCTION(void, table_function_add_parameter, (DuckHandle function, DuckHandle type))                                \
  FUNCTION(void, table_function_set_extra_info, (DuckHandle function, void* info, void (*destroy)(void*)))            \
  FUNCTION(void, table_function_set_bind, (DuckHandle function, void (*bind)(DuckHandle info)))                       \
  FUNCTION(void, table_function_set_init, (DuckHandle function, void (*init)(DuckHandle info)))                       \
  FUNCTION(void, table_function_set_function, (DuckHandle function, void (*scan)(DuckHandle info, DuckHandle chunk))) \
  FUNCTION(void, table_function_supports_projection_pushdown, (DuckHandle function, bool pushdown))                   \
  FUNCTION(int, register_table_function, (DuckHandle connection, DuckHandle function))                                \
  FUNCTION(void*, bind_get_extra_info, (DuckHandle info))                                                             \
  FUNCTION(DuckHandle, bind_get_parameter, (DuckHandle info, DuckIndex parameter))                                    \
  FUNCTION(std::int64_t, get_int64, (DuckHandle value))                                                               \
  FUNCTION(void, destroy_value, (DuckHandle * value))                                                                 \
  FUNCTION(void, bind_add_result_column, (DuckHandle info, const char* name, DuckHandle type))                        \
  FUNCTION(void, bind_set_bind_data, (DuckHandle info, void* data, void (*destroy)(void*)))                           \
  FUNCTION(void, bind_set_cardinality, (DuckHandle info, DuckIndex rows, bool exact))                                 \
  FUNCTION(void, bind_set_error, (DuckHandle info, const char* error))                                                \
  FUNCTION(void*, init_get_bind_data, (DuckHandle info))                                                              \
  FUNCTION(void, init_set_init_data, (DuckHandle info, void* data, void (*destroy)(void*)))                           \
  FUNCTION(DuckIndex, init_get_column_count, (DuckHandle info))                                                       \
  FUNCTION(DuckIndex, init_get_column_index, (DuckHandle info, DuckIndex column))                                     \
  FUNCTION(void, init_set_max_threads, (DuckHandle info, DuckIndex threads))                                          \
  FUNCTION(void, init_set_error, (DuckHandle info, const char* error))                                                \
  FUNCTION(void*, function_get_init_data, (DuckHandle info))                                                          \
  FUNCTION(void, function_set_error, (DuckHandle info, const char* error))                                            \
  FUNCTION(DuckIndex, vector_size, ())                                                                                \
  FUNCTION(DuckHandle, data_chunk_get_vector, (DuckHandle chunk, DuckIndex column))                                   \
  FUNCTION(void, data_chunk_set_size, (DuckHandle chunk, DuckIndex rows))                                             \
  FUNCTION(void, vector_reference_vector, (DuckHandle to, DuckHandle from))                                           \
  FUNCTION(DuckHandle, vector_get_column_type, (DuckHandle vector))

struct DuckDbApi {
#define PAYOFF_POINTER(returns, name, arguments) std::add_pointer_t<returns arguments> name;
  PAYOFF_DUCKDB_API(PAYOFF_POINTER)
#undef PAYOFF_POINTER
};

// A library that stays, whose symbols are its own; null where it is not found.
void* opened_library(const char* library);

// Of duckdb_library(), which is loaded when it is first wanted, and stays. Throws Error(source) where it is no DuckDB, or
// too old a one.
const DuckDbApi& duckdb_api();

// A handle, closed when it goes.
class DuckOwned {
 public:
  explicit DuckOwned(void (*close)(DuckHandle*), DuckHandle handle = nullptr) : handle_(handle), close_(close) {}
  ~DuckOwned() {
    if (handle_) close_(&handle_);
  }
  DuckOwned(DuckOwned&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)), close_(other.close_) {}
  DuckOwned& operator=(DuckOwned&&) = delete;

  DuckHandle get() const { return handle_; }
  DuckHandle* out() { return &handle_; }

 private:
  DuckHandle handle_;
  void (*close_)(DuckHandle*);
};

// Throws as throw_database_error where a conversion from or to Arrow found something wrong. Takes the error.
void require_converted(DuckHandle error);

}  // namespace payoff
