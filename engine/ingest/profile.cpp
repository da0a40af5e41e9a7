// What each column looks like, for `payoff init`.
#include "ingest/source/duckdb.hpp"
#include "ingest/source/source.hpp"

namespace payoff {
namespace {

constexpr int profiled_rows = 100000;
constexpr std::size_t most_examples = 5;

ColumnKind kind_of(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
      return ColumnKind::integer;
    case ColumnType::real:
      return ColumnKind::number;
    case ColumnType::boolean:
      return ColumnKind::boolean;
    case ColumnType::date:
      return ColumnKind::date;
    case ColumnType::timestamp:
    case ColumnType::timestamp_with_zone:
      return ColumnKind::timestamp;
    default:
      return ColumnKind::text;
  }
}

bool is_number(ColumnType type) {
  return type == ColumnType::real || type == ColumnType::integer;
}

// A number that is whole is written without ".0".
std::string text_of(const std::string& name, bool number) {
  if (!number) return "CAST(" + name + " AS VARCHAR)";
  return fmt::format("regexp_replace(CAST({} AS VARCHAR), '\\.0$', '')", name);
}

ColumnProfile profile_column(OpenSource& open, const SourceColumn& column, const std::string& rows) {
  const std::string name = sql_name(column.name);
  const bool number = is_number(column.type);
  const std::string value = number ? name : "CAST(NULL AS DOUBLE)";
  const ResultTable counts =
      open.query(fmt::format("SELECT count(*) AS n, count({0}) AS present, count(DISTINCT {0}) AS different, "
                             "CAST(min({1}) AS DOUBLE) AS low, CAST(max({1}) AS DOUBLE) AS high, avg({1}) AS mean, "
                             "count(CASE WHEN {1} <> floor({1}) THEN 1 END) AS broken FROM {2}",
                             name, value, rows));
  ColumnProfile found{.name = column.name, .kind = kind_of(column.type)};
  if (number) found.kind = counts["broken"].integers[0] == 0 ? ColumnKind::integer : ColumnKind::number;
  found.rows = static_cast<std::size_t>(counts["n"].integers[0]);
  found.missing = found.rows - static_cast<std::size_t>(counts["present"].integers[0]);
  found.distinct = static_cast<std::size_t>(counts["different"].integers[0]);
  found.low = counts["low"].reals[0];
  found.high = counts["high"].reals[0];
  found.mean = counts["mean"].reals[0];
  found.examples = open.query(fmt::format("SELECT {0} AS t FROM {1} WHERE {2} IS NOT NULL GROUP BY {2} ORDER BY "
                                          "count(*) DESC, {2} LIMIT {3}",
                                          text_of(name, number), rows, name, most_examples))
                       .columns[0]
                       .texts;
  return found;
}

}  // namespace

std::string_view name(ColumnKind kind) {
  constexpr std::string_view names[] = {"text", "number", "integer", "date", "timestamp", "boolean"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<ColumnProfile> profile(const Source& source) {
  OpenSource open(source, {}, {});
  const std::string rows =
      "(SELECT * FROM " + open.lenient_relation() + " AS source LIMIT " + std::to_string(profiled_rows) + ")";
  std::vector<ColumnProfile> profiles;
  for (const SourceColumn& column : open.columns) profiles.push_back(profile_column(open, column, rows));
  return profiles;
}

std::vector<std::string> profile_values(const Source& source, const std::string& column) {
  OpenSource open(source, {}, {});
  const std::string value = open.expression(column, {.function = "profile_values", .argument = "column"});
  const bool number =
      std::ranges::any_of(open.columns, [&](const SourceColumn& c) { return c.name == column && is_number(c.type); });
  return open
      .query(fmt::format("SELECT {} AS t FROM {} AS source WHERE {} IS NOT NULL GROUP BY {} ORDER BY {} LIMIT 10000",
                         text_of(value, number), open.lenient_relation(), value, value, value))
      .columns[0]
      .texts;
}

bool repeats_keys(const Source& source, const std::string& unit, const std::string& time) {
  if (unit.empty()) return false;  // then every row is a unit
  OpenSource open(source, {unit}, {});
  const std::string keys = sql_name(unit) + (time.empty() ? "" : ", " + sql_name(time));
  return open.query("SELECT 1 AS repeated FROM " + open.lenient_relation() + " AS source GROUP BY " + keys +
                    " HAVING count(*) > 1 LIMIT 1")
             .rows > 0;
}

bool varies_within(const Source& source, const std::string& unit, const std::string& column) {
  OpenSource open(source, {unit, column}, {});
  return open.query(
                 fmt::format("SELECT 1 AS varies FROM {} AS source GROUP BY {} HAVING count(DISTINCT {}) > 1 LIMIT 1",
                             open.lenient_relation(), sql_name(unit), sql_name(column)))
             .rows > 0;
}

}  // namespace payoff
