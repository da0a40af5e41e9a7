// What each column looks like, for `payoff init`.
#include "ingest/duckdb.hpp"
#include "ingest/source.hpp"

namespace payoff {
namespace {

constexpr int profiled_rows = 100000;
constexpr std::size_t most_examples = 5;

std::string type_word(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
      return "integer";
    case ColumnType::real:
      return "number";
    case ColumnType::boolean:
      return "boolean";
    case ColumnType::date:
      return "date";
    case ColumnType::timestamp:
    case ColumnType::timestamp_with_zone:
      return "timestamp";
    default:
      return "text";
  }
}

}  // namespace

std::vector<ColumnProfile> profile(const Source& source) {
  OpenSource open(source, {}, {}, 0);
  const std::string rows =
      "(SELECT * FROM " + open.lenient_relation() + " AS source LIMIT " + std::to_string(profiled_rows) + ")";
  std::vector<ColumnProfile> profiles;
  for (const SourceColumn& column : open.columns) {
    const std::string name = sql_name(column.name);
    ColumnProfile found{.name = column.name, .type = type_word(column.type)};
    const bool number = column.type == ColumnType::real || column.type == ColumnType::integer;
    const std::string value = number ? name : "CAST(NULL AS DOUBLE)";
    const ResultTable counts =
        open.query(fmt::format("SELECT count(*) AS n, count({0}) AS present, count(DISTINCT {0}) AS different, "
                               "CAST(min({1}) AS DOUBLE) AS low, "
                               "CAST(max({1}) AS DOUBLE) AS high, avg({1}) AS mean FROM {2}",
                               name, value, rows));
    found.rows = static_cast<std::size_t>(counts["n"].integers[0]);
    found.missing = found.rows - static_cast<std::size_t>(counts["present"].integers[0]);
    found.distinct = static_cast<std::size_t>(counts["different"].integers[0]);
    found.low = counts["low"].reals[0];
    found.high = counts["high"].reals[0];
    found.mean = counts["mean"].reals[0];
    found.examples = open.query(fmt::format("SELECT CAST({0} AS VARCHAR) AS t FROM {1} WHERE {0} IS NOT NULL GROUP BY "
                                            "{0} ORDER BY count(*) DESC, {0} LIMIT {2}",
                                            name, rows, most_examples))
                         .columns[0]
                         .texts;
    profiles.push_back(std::move(found));
  }
  return profiles;
}

std::vector<std::string> profile_values(const Source& source, const std::string& column) {
  OpenSource open(source, {}, {}, 0);
  return open
      .query(fmt::format(
          "SELECT DISTINCT CAST({0} AS VARCHAR) AS t FROM {1} AS source WHERE {0} IS NOT NULL ORDER BY t LIMIT 10000",
          open.expression(column, "column"), open.lenient_relation()))
      .columns[0]
      .texts;
}

bool repeats_keys(const Source& source, const std::string& unit, const std::string& time) {
  if (unit.empty()) return false;  // then every row is a unit
  OpenSource open(source, {unit}, {}, 0);
  const std::string keys = sql_name(unit) + (time.empty() ? "" : ", " + sql_name(time));
  return open.query("SELECT 1 AS repeated FROM " + open.lenient_relation() + " AS source GROUP BY " + keys +
                    " HAVING count(*) > 1 LIMIT 1")
             .rows > 0;
}

}  // namespace payoff
