#include "ingest/source/duckdb.hpp"

#include <dlfcn.h>
#include <glob.h>
#include <link.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <system_error>
#include <thread>

#include "base/letters.hpp"
#include "ingest/source/duckdb_api.hpp"
#include "ingest/source/embedded.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

// Beside the program or library that holds this code, wherever it was moved to: lib/libpayoff.so, bin/payoff, and a build.
fs::path beside_this() {
  Dl_info here{};
  void* found = nullptr;
  if (::dladdr1(reinterpret_cast<const void*>(&beside_this), &here, &found, RTLD_DL_LINKMAP) == 0) return {};
  const char* const name = static_cast<const link_map*>(found)->l_name;  // empty of the program itself
  std::error_code failed;
  const fs::path folder = fs::canonical(*name ? name : "/proc/self/exe", failed).parent_path();
  constexpr const char* installed = "../" PAYOFF_LIBRARY_FOLDER "/payoff";
  for (const char* library : {"payoff", "lib/payoff", "../lib/payoff", "../lib64/payoff", installed})
    if (fs::exists(folder / library / "libduckdb.so", failed))
      return (folder / library / "libduckdb.so").lexically_normal();
  return {};
}

// As the system's loader finds it: by the run path that a program got when it was linked, or among the system's own.
fs::path known_to_loader() {
  void* const opened = opened_library("libduckdb.so");
  const link_map* found = nullptr;
  if (!opened || ::dlinfo(opened, RTLD_DI_LINKMAP, static_cast<void*>(&found)) != 0) return {};
  return found->l_name;
}

std::string& chosen_library() {
  static std::string library;
  return library;
}

// Where queries larger than memory spill; one folder for the process. Empty when TMPDIR is no folder.
fs::path spill_folder() {
  std::error_code failed;
  const fs::path folder = fs::temp_directory_path(failed);
  return failed ? fs::path() : folder / fmt::format("payoff-{}", ::getpid());
}

// What a stranger's study gets.
constexpr std::size_t little_memory_bytes = 1'000'000'000;

// Where addresses are limited (ulimit -v), DuckDB's own threads and allocator crash when they come to the limit, instead
// of failing. So: at least so much for the library itself, so much more for each further thread, and half of what is left
// as the database's own bound, which it does report.
constexpr std::size_t least_bytes = std::size_t{150} << 20, bytes_per_thread = std::size_t{512} << 20;

// The addresses that this process may still take; nothing where they are not limited.
std::optional<std::size_t> address_space_left() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const std::size_t taken = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return limit.rlim_cur > taken ? limit.rlim_cur - taken : 0;
}

int threads_within(std::size_t bytes, int threads) {
  const std::size_t wanted = threads > 0 ? static_cast<std::size_t>(threads) : std::thread::hardware_concurrency();
  return static_cast<int>(std::clamp<std::size_t>(bytes / bytes_per_thread, 1, std::max<std::size_t>(wanted, 1)));
}

void discard_at_exit() {
  static std::once_flag once;
  std::call_once(once, [] { std::atexit([] { discard_temporary_files(); }); });
}

void require_below(const std::string& file, const std::string& folder) {
  std::error_code unknown;
  const fs::path root = fs::weakly_canonical(folder, unknown), path = fs::weakly_canonical(file, unknown);
  if (std::ranges::mismatch(root, path).in1 == root.end()) return;
  throw Error(ErrorKind::usage, {.key = "data.files"},
              "file is '" + file + "', but must lie below the study's folder, since the study is not trusted",
              "run it without --untrusted if you know who wrote it");
}

// The names a pattern stands for; braces first as a choice ({a,b}), then as themselves.
std::vector<std::string> matches_of(const std::string& pattern) {
  for (const int braces : {GLOB_BRACE, 0}) {
    glob_t found{};
    std::vector<std::string> files;
    if (::glob(pattern.c_str(), braces, nullptr, &found) == 0)
      files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    ::globfree(&found);
    if (!files.empty()) return files;
  }
  throw Error(ErrorKind::source, {.key = "data.files"}, "no file matches '" + pattern + "'",
              "check the names; they are looked for beside the study file");
}

void require_readable(const std::string& file) {
  std::error_code failed;
  const fs::file_status status = fs::status(file, failed);
  if (!fs::exists(status)) throw Error(ErrorKind::source, {.file = file}, "there is no such file", "check data.files");
  if (fs::is_directory(status))
    throw Error(ErrorKind::source, {.file = file}, "is a folder, but must be a file",
                "name its files, e.g. '" + file + "/*.csv'");
  if (!fs::is_regular_file(status))
    throw Error(ErrorKind::source, {.file = file},
                "is a pipe or a device, but must be a file: it is read more than once", "save it as a file first");
  if (::access(file.c_str(), R_OK) != 0)
    throw Error(ErrorKind::source, {.file = file}, fmt::format("cannot be read: {}", std::strerror(errno)),
                "change its permissions");
  if (fs::file_size(file, failed) == 0)
    throw Error(ErrorKind::data, {.file = file}, "the file is empty, but must have a header line and rows",
                "export it again");
}

}  // namespace

void use_duckdb(const std::string& library) {
  chosen_library() = library;
}

std::string duckdb_library() {
  if (!chosen_library().empty()) return chosen_library();
  if (const char* chosen = std::getenv("PAYOFF_DUCKDB")) return chosen;
  for (const auto& find : {beside_this, known_to_loader})
    if (const fs::path found = find(); !found.empty()) return found.string();
  throw Error(ErrorKind::source, {.file = "libduckdb.so"}, "was not found",
              "install payoff with `cmake --install`, or set PAYOFF_DUCKDB to its path");
}

void discard_temporary_files() noexcept {
  std::error_code ignored;
  fs::remove_all(spill_folder(), ignored);
}

std::string temporary_file() {
  static std::atomic<unsigned> number{0};
  discard_at_exit();
  std::error_code failed;
  fs::create_directories(spill_folder(), failed);
  return (spill_folder() / fmt::format("copy-{}", number++)).string();
}

Database open_duckdb(int threads, bool trusted, std::size_t memory_bytes, const std::vector<Frame>& frames) {
  discard_at_exit();
  if (spill_folder().empty())
    throw Error(ErrorKind::source, {}, "TMPDIR names no folder for temporary files, but must",
                "set TMPDIR to a folder");
  const std::optional<std::size_t> left = address_space_left();
  if (left && *left < least_bytes) throw std::bad_alloc();
  if (left) threads = threads_within(*left, threads);
  Database database = [&] {
    try {
      return open_embedded(threads, frames);
    } catch (const Error&) {  // perhaps for want of a thread
      return open_embedded(1, frames);
    }
  }();
  database.query("SET autoinstall_known_extensions = false");
  database.query("SET autoload_known_extensions = false");
  database.query("SET temp_directory = " + sql_text(spill_folder().string()));
  database.query("SET TimeZone = 'UTC'");
  // A join for every list of words takes longer than to compare with each of some dozens, however many rows there are.
  database.query("SET disabled_optimizers = 'in_clause'");
  const std::size_t most = std::min({left ? *left / 2 : SIZE_MAX, trusted ? SIZE_MAX : little_memory_bytes,
                                     memory_bytes > 0 ? memory_bytes : SIZE_MAX});
  if (most != SIZE_MAX) database.query(fmt::format("SET memory_limit = '{}B'", most));
  if (trusted) return database;
  database.query(fmt::format("SET max_temp_directory_size = '{}B'", little_disk_bytes));
  return database;
}

std::jthread load_duckdb_ahead() {
  if (address_space_left()) return {};
  try {
    return std::jthread([] {
      try {
        duckdb_api();
      } catch (const std::exception&) {  // which whoever opens a database meets again
      }
    });
  } catch (const std::system_error&) {  // no thread is to be had
    return {};
  }
}

void confine(Database& database, const std::vector<std::string>& files) {
  std::string allowed;  // by their names, and by the literals that stand for them in queries
  for (const std::string& file : files)
    allowed += (allowed.empty() ? "" : ", ") + sql_text(file) + ", " + sql_file(file);
  database.query("SET allowed_paths = [" + allowed + "]");
  database.query("SET enable_external_access = false");
  database.query("SET lock_configuration = true");
}

std::vector<std::string> expand_files(const std::vector<std::string>& patterns, const std::string& confined_to) {
  std::vector<std::string> files;
  for (const std::string& pattern : patterns) {
    if (!confined_to.empty()) require_below(pattern, confined_to);
    std::error_code unknown;
    const bool literal = pattern.find_first_of("*?[{") == std::string::npos || fs::exists(pattern, unknown);
    for (const std::string& file : literal ? std::vector{pattern} : matches_of(pattern)) files.push_back(file);
  }
  for (const std::string& file : files) {
    if (!confined_to.empty()) require_below(file, confined_to);
    require_readable(file);
  }
  std::set<std::string> seen;  // a file that two patterns name is read once
  std::erase_if(files, [&](const std::string& file) { return !seen.insert(file).second; });
  return files;
}

std::string sql_file(std::string_view file) {
  std::string literal;
  for (const char c : file)
    literal +=
        std::string_view("*?[{").find(c) != std::string_view::npos ? std::string{'[', c, ']'} : std::string(1, c);
  return sql_text(literal);
}

std::string sql_text(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    if (c != '\0') quoted += c;
  }
  return quoted + "'";
}

std::string sql_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += '"';
    if (c != '\0') quoted += c;
  }
  return quoted + "\"";
}

bool is_bare_name(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '_' || c == ' ' || (c & 0x80); });
}

std::string bracketed(const std::string& sql) {
  return "(" + sql + (sql.find("--") == std::string::npos ? ")" : "\n)");
}

std::string sql_texts(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + sql_text(text);
  return list;
}

std::string sql_files(const std::vector<std::string>& files) {
  std::string list = "[";
  for (const std::string& file : files) list += (list.size() > 1 ? ", " : "") + sql_file(file);
  return list + "]";
}

}  // namespace payoff
