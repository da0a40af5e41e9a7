// The embedded database: finding its library, opening it, and reading files with it.
#pragma once

#include <string>
#include <thread>
#include <vector>

#include "ingest/source/database.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

// In memory, spilling to a temporary folder; never reaches for the network. threads 0 = all, or one where no other can
// be started. What is not trusted gets little memory and disk. memory_bytes: as in Context. SQL reads the frames as
// frame_relation(i). Throws Error(source) when libduckdb.so cannot be found.
Database open_duckdb(int threads, bool trusted = true, std::size_t memory_bytes = 0,
                     const std::vector<Frame>& frames = {});

// Loads the library on a thread of its own, while a study is being read. Not where addresses are limited: how many are left
// without it bounds the database.
std::jthread load_duckdb_ahead();

// A path of its own in the folder for temporary files, which is there then.
std::string temporary_file();

// From here on the database reads these files and nothing else, and no setting of it can be changed.
void confine(Database& database, const std::vector<std::string>& files);

// Where libduckdb.so was found.
std::string duckdb_library();

// The files behind the patterns, sorted. Throws Error(source): none, a folder, not readable, empty; Error(usage): not
// below the folder that they are confined to (empty = none), links followed.
std::vector<std::string> expand_files(const std::vector<std::string>& patterns, const std::string& confined_to = "");

// What a stranger's study may take of the disk.
inline constexpr std::uintmax_t little_disk_bytes = 4'000'000'000;

// A file as the literal that DuckDB's readers take for this one file, whatever pattern its name resembles.
std::string sql_file(std::string_view file);

// [file, ...] for DuckDB's readers, each file taken by its name as sql_file does.
std::string sql_files(const std::vector<std::string>& files);

// 'text' as a SQL literal, and "name" as a SQL identifier.
std::string sql_text(std::string_view text);
std::string sql_name(std::string_view name);

// Letters, digits, blanks and _ only, as names have them.
bool is_bare_name(const std::string& text);

// In brackets, the closing one on a line of its own where a comment would swallow it.
std::string bracketed(const std::string& sql);

// 'one', 'two': the texts of an IN (...).
std::string sql_texts(const std::vector<std::string>& texts);

}  // namespace payoff
