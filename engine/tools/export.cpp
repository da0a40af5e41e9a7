#include "tools/export.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "ingest/source/adbc.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/typed_rows.hpp"
#include "report/document/text.hpp"
#include "study/export_tables.hpp"
#include "study/recorded.hpp"
#include "tools/output.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

// Of the input itself where it is a file, else all below it.
std::vector<std::string> results_below(const std::string& input) {
  std::error_code unknown;
  if (!fs::is_directory(input, unknown)) return {input};
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(input, fs::directory_options::skip_permission_denied))
    if (entry.path().filename() == "results.json") files.push_back(entry.path().string());
  std::ranges::sort(files);
  if (files.empty())
    throw Error(ErrorKind::source, {.file = input}, "holds no results.json", "name a folder that `payoff run` wrote");
  return files;
}

// The name of its folder. No database takes a backslash or a control character for anything else within quotes then.
std::string study_of(const std::string& file) {
  const std::string name = fs::weakly_canonical(fs::absolute(file)).parent_path().filename().string();
  if (name.empty() || clean_utf8(name) != name || name.find_first_of("\\\n\t") != std::string::npos)
    throw Error(ErrorKind::usage, {.file = printable(file)}, "its folder gives the study no name that a database takes",
                "rename the folder, without backslashes and control characters");
  return name;
}

std::vector<ExportedRun> add_runs(const std::vector<std::string>& inputs, std::vector<ExportTable>& tables) {
  std::vector<ExportedRun> runs;
  std::map<std::string, std::string> files;  // by study
  for (const std::string& input : inputs)
    for (const std::string& file : results_below(input)) {
      const std::string study = study_of(file);
      if (const auto [other, is_new] = files.emplace(study, file); !is_new)
        throw Error(ErrorKind::usage, {.file = file}, fmt::format("is study '{}', as is {}", study, other->second),
                    "rename one of the folders, or name it once");
      runs.push_back(add_run(recorded_text(file), file, study, tables));
    }
  return runs;
}

AdbcSession open_target(const Arguments& arguments) {
  std::map<std::string, std::string> options;
  for (const std::string& option : arguments.options) {
    const std::size_t end = option.find('=');
    if (end == 0 || end == std::string::npos)
      throw Error(ErrorKind::usage, {}, fmt::format("--option: '{}' is no NAME=VALUE", option),
                  "write --option uri=postgresql://localhost/reports");
    options[option.substr(0, end)] = option.substr(end + 1);
  }
  const bool embedded = arguments.to == "duckdb";
  if (embedded && (!options.contains("path") || options["path"].empty() || options["path"] == ":memory:"))
    throw Error(ErrorKind::usage, {}, "--to duckdb has no file", "write --option path=reports.duckdb");
  try {
    return {embedded ? duckdb_library() : arguments.to, embedded ? "duckdb_adbc_init" : "", options};
  } catch (const Error& error) {
    throw error.at({});  // no study names this driver
  }
}

std::string is_of(const std::vector<ExportedRun>& runs) {
  std::vector<std::string> studies;
  for (const ExportedRun& run : runs) studies.push_back(run.study);
  return fmt::format(" WHERE {} IN ({})", sql_name("study"), sql_texts(studies));
}

// Throws Error(usage) where a name of these stands for another study there.
void require_own(AdbcSession& target, const std::vector<ExportedRun>& runs) {
  std::string columns = sql_name("study");
  for (const char* column : told_apart_by) columns += ", " + sql_name(column);
  const ResultTable there = target.answer("SELECT " + columns + " FROM " + sql_name("payoff_studies") + is_of(runs));
  for (std::size_t row = 0; row < there.rows; ++row) {
    const auto& run = *std::ranges::find(runs, there.columns[0].texts[row], &ExportedRun::study);
    for (std::size_t i = 0; i < std::size(told_apart_by); ++i)
      if (const std::string& other = there.columns[i + 1].texts[row]; other != run.told_apart[i])
        throw Error(ErrorKind::usage, {},
                    fmt::format("study '{}' has the {} '{}' there, but '{}' here", run.study, told_apart_by[i], other,
                                run.told_apart[i]),
                    "rename its folder, or say --force to replace it");
  }
}

void write(AdbcSession& target, const std::vector<ExportTable>& tables, const std::vector<ExportedRun>& runs,
           bool force) {
  AdbcSession reader(duckdb_library(), "duckdb_adbc_init", {{"path", ":memory:"}});
  std::vector<TypedRows> rows;
  for (const ExportTable& table : tables) {
    std::vector<std::pair<std::string, std::string>> columns;
    for (const EffectsColumn& column : table.columns) columns.emplace_back(column.name, column.type);
    rows.emplace_back(table.json_lines, columns);
  }
  target.begin();
  for (std::size_t i = 0; i < tables.size(); ++i) target.append(tables[i].name, reader, rows[i].select() + " LIMIT 0");
  if (!force) require_own(target, runs);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    target.answer("DELETE FROM " + sql_name(tables[i].name) + is_of(runs));
    target.append(tables[i].name, reader, rows[i].select());
  }
  target.commit();
}

}  // namespace

int export_results(const Arguments& arguments) {
  if (arguments.to.empty())
    throw Error(ErrorKind::usage, {}, "--to is missing", "name the ADBC driver of a database, or duckdb");
  std::vector<ExportTable> tables = export_tables();
  const std::vector<ExportedRun> runs = add_runs(arguments.inputs, tables);
  try {
    AdbcSession target = open_target(arguments);
    write(target, tables, runs, arguments.force);
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::source, {}, "nothing is exported: " + error.first_line(),
                "mend that, or name another database; see `payoff export --help`");
  }
  if (arguments.quiet) return 0;
  for (const ExportTable& table : tables)
    fmt::print("{}: {} rows\n", table.name, std::ranges::count(table.json_lines, '\n'));
  return 0;
}

}  // namespace payoff
