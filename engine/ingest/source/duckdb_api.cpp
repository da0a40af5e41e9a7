#include "ingest/source/duckdb_api.hpp"

#include <dlfcn.h>

#include <string>

#include "ingest/source/duckdb.hpp"
#include "ingest/source/query_result.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// Its symbols are its own: found there first, which is most of what it takes to load it, and another DuckDB in the process
// does not stand in for them. The sanitizers have to stand in for the allocator of every library.
#if defined(RTLD_DEEPBIND) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr int own_symbols = RTLD_DEEPBIND;
#else
constexpr int own_symbols = 0;
#endif

DuckDbApi loaded(const std::string& library) {
  const auto refuse = [&](const char* said) -> Error {
    return {ErrorKind::source,
            {.file = library},
            std::string("DuckDB could not be loaded: ") + (said ? said : ""),
            "set PAYOFF_DUCKDB to the path of libduckdb.so, version 1.4 or later"};
  };
  void* const opened = opened_library(library.c_str());
  if (!opened) throw refuse(::dlerror());
  DuckDbApi api;
#define PAYOFF_LOAD(returns, name, arguments)                                        \
  api.name = reinterpret_cast<decltype(api.name)>(::dlsym(opened, "duckdb_" #name)); \
  if (!api.name) throw refuse(::dlerror());
  PAYOFF_DUCKDB_API(PAYOFF_LOAD)
#undef PAYOFF_LOAD
  return api;
}

}  // namespace

void* opened_library(const char* library) {
  return ::dlopen(library, RTLD_LAZY | RTLD_LOCAL | own_symbols);
}

const DuckDbApi& duckdb_api() {
  static const DuckDbApi api = loaded(duckdb_library());
  return api;
}

void require_converted(DuckHandle error) {
  const DuckOwned owned(duckdb_api().destroy_error_data, error);
  if (error && duckdb_api().error_data_has_error(error)) throw_database_error(duckdb_api().error_data_message(error));
}

}  // namespace payoff
