#include "ingest/source/embedded.hpp"

#include <fmt/format.h>

#include <nanoarrow/nanoarrow.hpp>

#include "ingest/source/arrow.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/duckdb_api.hpp"
#include "ingest/source/frame_function.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

class Result {
 public:
  explicit Result(const DuckDbApi& api) : api_(api) {}
  ~Result() { api_.destroy_result(&result); }
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;

  DuckResult result{};

 private:
  const DuckDbApi& api_;
};

class EmbeddedConnection : public Connection {
 public:
  EmbeddedConnection(int threads, const std::vector<Frame>& frames) {
    DuckOwned config(api_.destroy_config);
    if (api_.create_config(config.out()) != 0) throw std::bad_alloc();
    if (threads > 0) api_.set_config(config.get(), "threads", std::to_string(threads).c_str());
    char* error = nullptr;
    const int failed = api_.open_ext(":memory:", database_.out(), config.get(), &error);
    const std::string said = error ? error : "it says nothing more";
    api_.free(error);
    if (failed) throw_database_error(said);
    for (DuckOwned* connection : {&connection_, &converting_})
      if (api_.connect(database_.get(), connection->out()) != 0) throw_database_error("it takes no connection");
    if (!frames.empty()) add_frame_function(connection_.get(), converting_.get(), frames);
  }

  // Prepared, a statement that reads files would be planned twice, which is what takes long where they are small. But all
  // its rows are made before the first is read.
  ResultTable answer(const std::string& sql) override {
    DuckOwned statements(api_.destroy_extracted);
    const DuckIndex count = api_.extract_statements(connection_.get(), sql.c_str(), statements.out());
    if (const char* said = api_.extract_statements_error(statements.get())) throw_database_error(said);
    if (count != 1) throw_database_error("it must be one statement");
    Result result(api_);
    if (api_.query(connection_.get(), sql.c_str(), &result.result) != 0) throw_error_of(result.result);
    return table_of(result.result);
  }

  ResultTable answer_many(const std::string& sql) override {
    DuckOwned statement(api_.destroy_prepare);
    if (api_.prepare(connection_.get(), sql.c_str(), statement.out()) != 0)
      throw_database_error(api_.prepare_error(statement.get()));
    Result result(api_);
    if (api_.execute_prepared_streaming(statement.get(), &result.result) != 0) throw_error_of(result.result);
    return table_of(result.result);
  }

  void interrupt() override { api_.interrupt(connection_.get()); }

 private:
  [[noreturn]] void throw_error_of(DuckResult& result) const {
    const char* said = api_.result_error(&result);
    throw_database_error(said ? said : "the query failed");
  }

  ResultTable table_of(DuckResult& result) const {
    DuckOwned options(api_.destroy_arrow_options);
    api_.connection_get_arrow_options(connection_.get(), options.out());
    std::vector<DuckOwned> owned;
    std::vector<DuckHandle> types;
    std::vector<const char*> names;
    for (DuckIndex i = 0; i < api_.column_count(&result); ++i) {
      owned.emplace_back(api_.destroy_logical_type, api_.column_logical_type(&result, i));
      types.push_back(owned.back().get());
      names.push_back(api_.column_name(&result, i));
    }
    nanoarrow::UniqueSchema schema;
    require_converted(api_.to_arrow_schema(options.get(), types.data(), names.data(), types.size(), schema.get()));
    TableReader reader(*schema.get());
    while (true) {
      const DuckOwned chunk(api_.destroy_data_chunk, api_.fetch_chunk(result));
      if (!chunk.get()) break;
      nanoarrow::UniqueArray array;
      require_converted(api_.data_chunk_to_arrow(options.get(), chunk.get(), array.get()));
      reader.append(*array.get());
    }
    if (api_.result_error(&result)) throw_error_of(result);
    return std::move(reader).table();
  }

  const DuckDbApi& api_ = duckdb_api();
  DuckOwned database_{api_.close};
  // A second one for what converts Arrow while the first is busy with a query.
  DuckOwned connection_{api_.disconnect}, converting_{api_.disconnect};
};

}  // namespace

Database open_embedded(int threads, const std::vector<Frame>& frames) {
  try {
    return Database(std::make_unique<EmbeddedConnection>(threads, frames));
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::source, {.file = duckdb_library()}, "DuckDB could not be opened: " + error.first_line(),
                "set PAYOFF_DUCKDB to the path of libduckdb.so, version 1.4 or later");
  }
}

std::string frame_relation(std::size_t i) {
  return fmt::format("{}({})", frame_function_name, i);
}

}  // namespace payoff
