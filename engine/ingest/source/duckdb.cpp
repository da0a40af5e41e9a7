#include "ingest/source/duckdb.hpp"

#include <glob.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>

#include "payoff/error.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

// Next to a relocated program: <prefix>/bin/payoff and <prefix>/lib*/payoff/libduckdb.so.
fs::path beside_program() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  const fs::path prefix = program.parent_path().parent_path();
  for (const char* library : {"lib", "lib64", "lib/x86_64-linux-gnu"})
    if (fs::exists(prefix / library / "payoff/libduckdb.so", failed)) return prefix / library / "payoff/libduckdb.so";
  return {};
}

// Where queries larger than memory spill; one folder for the process. Empty when TMPDIR is no folder.
fs::path spill_folder() {
  std::error_code failed;
  const fs::path folder = fs::temp_directory_path(failed);
  return failed ? fs::path() : folder / fmt::format("payoff-{}", ::getpid());
}

void require_readable(const std::string& file) {
  std::error_code failed;
  const fs::file_status status = fs::status(file, failed);
  if (!fs::exists(status)) throw Error(ErrorKind::source, file, "there is no such file", "check data.files");
  if (fs::is_directory(status))
    throw Error(ErrorKind::source, file, "is a folder, but must be a file",
                "name its files, e.g. '" + file + "/*.csv'");
  if (!fs::is_regular_file(status))
    throw Error(ErrorKind::source, file, "is a pipe or a device, but must be a file: it is read more than once",
                "save it as a file first");
  if (::access(file.c_str(), R_OK) != 0)
    throw Error(ErrorKind::source, file, fmt::format("cannot be read: {}", std::strerror(errno)),
                "change its permissions");
  if (fs::file_size(file, failed) == 0)
    throw Error(ErrorKind::data, file, "the file is empty, but must have a header line and rows", "export it again");
}

}  // namespace

std::string duckdb_library() {
  if (const char* chosen = std::getenv("PAYOFF_DUCKDB")) return chosen;
  std::error_code failed;
  for (const fs::path& candidate : {beside_program(), fs::path(PAYOFF_DUCKDB_INSTALLED), fs::path(PAYOFF_DUCKDB_BUILT)})
    if (!candidate.empty() && fs::exists(candidate, failed)) return candidate.string();
  throw Error(ErrorKind::source, "DuckDB", "libduckdb.so was not found",
              "install payoff with `cmake --install`, or set PAYOFF_DUCKDB to its path");
}

void discard_temporary_files() noexcept {
  std::error_code ignored;
  fs::remove_all(spill_folder(), ignored);
}

Database open_duckdb(int threads) {
  static std::once_flag at_exit;
  std::call_once(at_exit, [] { std::atexit([] { discard_temporary_files(); }); });
  if (spill_folder().empty())
    throw Error(ErrorKind::source, "TMPDIR", "the folder for temporary files is not there, but must be",
                "set TMPDIR to a folder");
  Database database(duckdb_library(), "duckdb_adbc_init", {{"path", ":memory:"}});
  database.query("SET autoinstall_known_extensions = false");
  database.query("SET autoload_known_extensions = false");
  database.query("SET temp_directory = " + sql_text(spill_folder().string()));
  database.query("SET TimeZone = 'UTC'");
  if (threads > 0) database.query(fmt::format("SET threads = {}", threads));
  return database;
}

std::vector<std::string> expand_files(const std::vector<std::string>& patterns) {
  std::vector<std::string> files;
  for (const std::string& pattern : patterns) {
    std::error_code unknown;
    if (pattern.find_first_of("*?[") == std::string::npos || fs::exists(pattern, unknown)) {
      files.push_back(pattern);
      continue;
    }
    glob_t found{};
    const int failed = ::glob(pattern.c_str(), GLOB_BRACE, nullptr, &found);
    for (std::size_t i = 0; i < found.gl_pathc; ++i) files.emplace_back(found.gl_pathv[i]);
    ::globfree(&found);
    if (failed) throw Error(ErrorKind::source, pattern, "no file matches", "check data.files");
  }
  for (const std::string& file : files) require_readable(file);
  std::set<std::string> seen;  // a file that two patterns name is read once
  std::erase_if(files, [&](const std::string& file) { return !seen.insert(file).second; });
  return files;
}

std::string sql_file(std::string_view file) {
  std::string literal;
  for (const char c : file) literal += c == '*' || c == '?' || c == '[' ? std::string{'[', c, ']'} : std::string(1, c);
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

std::string sql_files(const std::vector<std::string>& files) {
  std::string list = "[";
  for (const std::string& file : files) list += (list.size() > 1 ? ", " : "") + sql_file(file);
  return list + "]";
}

}  // namespace payoff
