#include "study/plan_source.hpp"

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

void read_joins(const Node& data, const std::filesystem::path& folder, Source& source) {
  std::set<std::string> names;
  for (const Node& node : data.objects("join")) {
    Join join{.name = node.text("name"),
              .source = read_table(node, folder),
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

}  // namespace

Source read_source(const Node& data, const std::filesystem::path& folder) {
  Source source = read_table(data, folder);
  source.driver = data.text("driver");
  source.missing = data.texts("missing");
  source.not_missing = data.texts("not_missing");
  source.keep_totals = data.flag("keep_totals");
  if (data.has("events")) source.events = data.flag("events");
  if (data.has("driver_options"))
    for (const NamedExpression& option : data.expressions("driver_options"))
      source.driver_options[option.name] = option.expression;
  if (!source.driver_options.empty() && source.driver.empty())
    throw Error(ErrorKind::usage, data.path("driver_options"), "options are given without a driver",
                "write \"driver\" too, or leave them out");
  if (!source.files.empty() && !source.driver.empty())
    throw Error(ErrorKind::usage, data.path("driver"),
                "a driver stands beside files, but only a table or query needs one", "keep one of them");
  if (source.files.empty() && source.driver.empty())
    throw Error(ErrorKind::usage, data.path("driver"), "a table or query needs the ADBC driver of its database",
                "name its path or name");
  read_joins(data, folder, source);
  return source;
}

Source read_table_beside(const Node& table, const Source& rows, const std::filesystem::path& folder) {
  Source source = read_table(table, folder);
  source.missing = rows.missing;
  source.not_missing = rows.not_missing;
  if (!source.files.empty()) return source;
  source.driver = rows.driver;
  source.driver_options = rows.driver_options;
  return source;
}

}  // namespace payoff
