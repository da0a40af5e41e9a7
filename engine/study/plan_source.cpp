#include "study/plan_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/letters.hpp"

namespace payoff {
namespace {

Source read_table(const Node& table, const std::filesystem::path& folder) {
  Source source{.files = table.texts("files"),
                .format = table.text("format"),
                .delimiter = table.text("delimiter"),
                .decimal = table.text("decimal"),
                .table = table.text("table"),
                .query = table.text("query"),
                .sheet = table.text("sheet"),
                .range = table.text("range"),
                .rows = table.text("rows"),
                .where = table.text("where")};
  const int given = !source.files.empty() + !source.table.empty() + !source.query.empty();
  if (given != 1)
    throw Error(ErrorKind::usage, table.path("files"),
                fmt::format("{} of files, table and query are given, but it must be one", given),
                R"(write e.g. "files": "tickets_*.csv")");
  for (std::string& file : source.files) file = (folder / file).lexically_normal().string();
  return source;
}

// "roster" of hr/roster.csv.
std::string name_of_table(const Source& source) {
  if (!source.files.empty()) return std::filesystem::path(source.files[0]).stem().string();
  return source.table;
}

// Of the options of a table those that speak of a frame, too.
Source frame_source(const Node& table, const Frame& frame) {
  Source source{.where = table.text("where")};
  source.frame = frame;
  return source;
}

Source read_joined(const Node& table, const std::filesystem::path& folder, const Frames& frames) {
  const auto frame = frames.find(table.text("name"));
  return frame == frames.end() ? read_table(table, folder) : frame_source(table, frame->second);
}

void require_all_named(const Node& data, const Source& source, const Frames& frames) {
  std::string names(rows_frame);
  for (const Join& join : source.joins) names += ", " + join.name;
  for (const auto& [name, frame] : frames)
    if (name != rows_frame && std::ranges::find(source.joins, name, &Join::name) == source.joins.end())
      throw Error(ErrorKind::usage, data.path("join"),
                  fmt::format("frame '{}' is no table of the study, whose tables are {}", name, names),
                  R"(give it one of these names, or write a join with "name": ")" + name + "\"");
}

void read_joins(const Node& data, const std::filesystem::path& folder, const Frames& frames, Source& source) {
  std::set<std::string> names;
  for (const Node& node : data.objects("join")) {
    Join join{.name = node.text("name"),
              .source = read_joined(node, folder, frames),
              .on = {},
              .keep_unmatched = node.flag("keep_unmatched")};
    if (join.name.empty()) join.name = name_of_table(join.source);
    if (join.name.empty() || !names.insert(lower(join.name)).second)
      throw Error(ErrorKind::usage, node.path("name"), "name is '" + join.name + "', but must be one of its own",
                  R"(write e.g. "name": "roster")");
    for (const NamedExpression& key : node.expressions("on")) join.on.push_back({key.name, key.expression});
    if (join.on.empty())
      throw Error(ErrorKind::usage, node.path("on"), "nothing says on which columns to join",
                  R"(write "on": {"COLUMN OF THE ROWS": "COLUMN OF THE TABLE"}, or "on": "COLUMN" of both)");
    source.joins.push_back(std::move(join));
  }
}

void read_driver(const Node& data, Source& source) {
  source.driver = data.text("driver");
  if (data.has("driver_options"))
    for (const NamedExpression& option : data.expressions("driver_options"))
      source.driver_options[option.name] = option.expression;
  source.first_statements = data.texts("first_statements");
  source.timeout_seconds = data.number("timeout_seconds");
  for (const char* key : {"driver_options", "first_statements", "timeout_seconds"})
    if (data.has(key) && source.driver.empty())
      throw Error(ErrorKind::usage, data.path(key), "it is said without a driver, but is of a database",
                  "write \"driver\" too, or leave it out");
  if (!source.files.empty() && !source.driver.empty())
    throw Error(ErrorKind::usage, data.path("driver"),
                "a driver stands beside files, but only a table or query needs one", "keep one of them");
  if (source.files.empty() && source.driver.empty())
    throw Error(ErrorKind::usage, data.path("driver"), "a table or query needs the ADBC driver of its database",
                "name its path or name");
}

}  // namespace

Source read_source(const Node& data, const std::filesystem::path& folder, const Frames& frames) {
  const auto frame = frames.find(rows_frame);
  Source source = frame == frames.end() ? read_table(data, folder) : frame_source(data, frame->second);
  source.missing = data.texts("missing");
  source.not_missing = data.texts("not_missing");
  source.keep_totals = data.flag("keep_totals");
  source.moments = data.flag("moments");
  if (data.has("events")) source.events = data.flag("events");
  if (!source.frame) read_driver(data, source);
  read_joins(data, folder, frames, source);
  require_all_named(data, source, frames);
  return source;
}
Source read_table_beside(const Node& table, const Source& rows, const std::filesystem::path& folder) {
  Source source = read_table(table, folder);
  source.missing = rows.missing;
  source.not_missing = rows.not_missing;
  if (!source.files.empty()) return source;
  source.driver = rows.driver;
  source.driver_options = rows.driver_options;
  source.first_statements = rows.first_statements;
  source.timeout_seconds = rows.timeout_seconds;
  return source;
}

}  // namespace payoff
