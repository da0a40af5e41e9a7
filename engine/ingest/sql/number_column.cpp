#include "ingest/sql/number_column.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/number_counts.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

Error undecided(const NumberCells& cells, const std::string& what, const std::string& remedy) {
  return {ErrorKind::data, cells.place, "the cells of " + cells.name + " hold " + what, remedy};
}

// 1.047 beside 987: one thousand and forty-seven, or a little more than one?
[[noreturn]] void refuse_marks(const NumberCounts& c, const NumberCells& cells) {
  if (!c.only_point.empty() && !c.only_comma.empty())
    throw undecided(cells,
                    fmt::format("both '{}' and '{}', but must have one decimal mark", c.only_point, c.only_comma),
                    "say which with data.decimal (cells with the other are rejected then), or mend the file");
  const std::string_view mark = c.either.find(',') == std::string::npos ? "point" : "comma";
  throw undecided(
      cells,
      fmt::format("'{}'{}, but it must be certain whether the {} stands between thousands or is the decimal mark",
                  c.either, c.below.empty() ? "" : " beside '" + c.below + "'", mark),
      R"(say the decimal mark: "data": {"decimal": "."} or "data": {"decimal": ","}; the other stands between thousands)");
}

// Whether some column of the first rows has commas that can only be decimal marks.
bool writes_decimal_commas(OpenSource& source) {
  std::string any;
  for (const std::string& column : source.own_columns())
    any += fmt::format(
        "{0}coalesce(count(CASE WHEN regexp_full_match(trim(CAST({1} AS VARCHAR)), "
        "'[-+]?[0-9.]*[0-9],[0-9]{{1,2}}') THEN 1 END) * 2 > count({1}) AND count({1}) > 0, false)",
        any.empty() ? "" : " OR ", sql_name(column));
  return source
             .query(fmt::format("SELECT CAST({} AS BIGINT) AS any FROM (SELECT * FROM {} AS source LIMIT 2000) AS "
                                "first_rows",
                                any, source.text_relation()))["any"]
             .integers[0] > 0;
}

char decimal_of(OpenSource& source, const NumberCounts& c, const NumberRules& rules, const NumberCells& cells) {
  if (!rules.decimal.empty()) return rules.decimal[0];
  if (!c.only_point.empty() && !c.only_comma.empty()) refuse_marks(c, cells);
  if (!c.only_comma.empty()) return ',';
  if (!c.only_point.empty() || c.either.empty()) return '.';
  // Three decimals in every cell are how many programs write; but where semicolons part cells, commas are decimal marks.
  const bool fixed_decimals = c.below.empty() && c.either.find(',') == std::string::npos;
  const bool semicolons = source.is_csv() && source.delimiter() == ";";
  const bool commas = source.is_csv() && source.delimiter() != "," && writes_decimal_commas(source);
  if (!fixed_decimals || semicolons || commas) refuse_marks(c, cells);
  return '.';
}

NumberForm number_like_most(OpenSource& source, const NumberCounts& c, const NumberRules& rules,
                            const NumberCells& cells) {
  if (c.currencies.size() > 1)
    throw undecided(cells,
                    fmt::format("amounts in {} and {}, but must be in one currency", c.currencies[0], c.currencies[1]),
                    "export one currency, or convert them with SQL in \"value\"");
  if (c.percent > 0 && c.percent < c.numbers())
    throw undecided(cells, fmt::format("a % in {} of {}, but must in all or none", c.percent, c.numbers()),
                    "say what is meant with SQL in \"value\"");
  const char decimal = decimal_of(source, c, rules, cells);
  return {.kind = c.percent > 0 ? NumberKind::percent : NumberKind::number,
          .decimal = decimal,
          .plain = decimal == '.' && c.marked == 0};
}

NumberForm duration_like_most(const NumberCounts& c, const NumberCells& cells) {
  NumberForm form{.kind = NumberKind::duration,
                  .clock_in_minutes = c.clock_of_three > 0 && c.clock_of_two > 0,
                  .seconds = seconds_of_unit(cells.unit)};
  if (form.seconds == 0)
    throw undecided(cells, fmt::format("durations like '{}', but no unit of time is said for them", c.duration),
                    R"(write "unit": "minutes" (or "hours", "seconds", "days") in the metric, or SQL in "value")");
  if (c.clock_of_two > 0 && c.clock_of_three == 0 && form.seconds < 3600)
    throw undecided(cells, fmt::format("'{}', but it must be certain whether that is hh:mm or mm:ss", c.clock),
                    fmt::format("say it with SQL in \"value\": CAST(split_part({0}, ':', 1) AS DOUBLE) * 60 + "
                                "CAST(split_part({0}, ':', 2) AS DOUBLE) gives minutes of hh:mm, and seconds of mm:ss",
                                cells.name));
  return form;
}

// Throws Error(data) where two readings are as good as each other, or two kinds stand side by side.
NumberForm form_of(OpenSource& source, const NumberCounts& c, const NumberRules& rules, const NumberCells& cells) {
  if (c.truth > c.numbers() && c.truth >= c.durations()) return {.kind = NumberKind::truth};
  if (c.durations() > 0 && c.durations() >= c.numbers()) return duration_like_most(c, cells);
  return number_like_most(source, c, rules, cells);
}

// From now on SQL sees numbers in those columns of text that it speaks of and nobody wants as they are written; of plain
// ones only, or of the others. Whether there are any.
bool show_numbers(OpenSource& source, const std::string& sql, const NumberRules& rules, const Place& place,
                  bool plain) {
  bool any = false;
  if (!source.is_csv() && source.lookups().empty()) return any;
  for (const std::string& column : source.columns_of(sql)) {
    if (!source.is_text(column) || source.is_label(column) || plain_numbers(source, column, rules) != plain) continue;
    const NumberForm form = detect_number(source, {sql_name(column), column, place, ""}, rules);
    source.show_as(column, number_sql(form, sql_name(column), rules.missing));
    any = true;
  }
  return any;
}

std::string hidden_where_missing(const std::string& number, const NumberRules& rules) {
  return without_missing_numbers(number, rules.missing, decimal_mark(rules));
}

bool nan_is_missing(const NumberRules& rules) {
  return std::ranges::find(rules.missing, "nan") != rules.missing.end();
}

// The same of a column typed as numbers, of which NaN may be one, too. Programs that know no missing number write NaN, which
// is missing as the text "NaN" is.
std::string typed_where_there(const OpenSource& source, const std::string& column, const std::string& number,
                              const NumberRules& rules) {
  const std::string there = hidden_where_missing(number, rules);
  const bool has_nan = source.dialect().is_duckdb && source.type_of(column) == ColumnType::real;
  return has_nan && nan_is_missing(rules) ? "nullif(" + there + ", CAST('NaN' AS DOUBLE))" : there;
}

// SQL of a column typed as numbers, which is NULL where it holds one that stands for a missing value; its name where none does.
std::string there_of(const OpenSource& source, const std::string& column, const NumberRules& rules) {
  const std::string name = sql_name(column), number = "CAST(" + name + " AS DOUBLE PRECISION)",
                    there = typed_where_there(source, column, number, rules);
  return there == number ? name : fmt::format("CASE WHEN {} IS NOT NULL THEN {} END", there, name);
}

// m.x, which is a part of a nested column.
bool is_part(const OpenSource& source, const std::string& path) {
  const auto of_path = [](char c) { return is_alphanumeric(c) || c == '_' || c == '.' || (c & 0x80); };
  return std::ranges::all_of(path, of_path) && source.type_of(path.substr(0, path.find('.'))) == ColumnType::nested;
}

// From now on SQL sees none of the numbers that stand for a missing value in the columns that it speaks of.
void hide_missing_numbers(OpenSource& source, const std::string& sql, const NumberRules& rules, const Place& place) {
  const bool any = !hidden_where_missing("", rules).empty();
  if (is_part(source, sql) || (!any && !source.dialect().is_duckdb)) return;
  for (const std::string& column : source.columns_of(sql)) {
    const bool nested = source.type_of(column) == ColumnType::nested;
    if (source.is_label(column) || !(source.is_typed_number(column) || nested)) continue;
    if (any && (nested || !source.dialect().is_duckdb))
      throw Error(ErrorKind::usage, place,
                  "'" + sql + "' sees the numbers of '" + column + "' that data.missing says are none",
                  "leave them out in the SQL, e.g. nullif(" + column + ", -999), and take them from data.missing");
    const std::string there = nested ? sql_name(column) : there_of(source, column, rules);
    if (there != sql_name(column)) source.hide(column, there);
  }
}

// Of a column that the embedded database has types for, or SQL.
std::string typed_number(const OpenSource& source, const std::string& name_or_sql, const std::string& sql,
                         const NumberRules& rules) {
  if (source.is_typed_number(name_or_sql))
    return typed_where_there(source, name_or_sql, "CAST(" + sql + " AS DOUBLE)", rules);
  const bool cell = source.has_column(name_or_sql) || is_part(source, name_or_sql);
  const bool no_nan = cell && nan_is_missing(rules);
  const std::string number =
      fmt::format("CASE WHEN {0} IS NOT NULL{1} THEN coalesce(TRY_CAST({0} AS DOUBLE), CAST('NaN' AS DOUBLE)) END", sql,
                  no_nan ? fmt::format(" AND NOT coalesce(isnan(TRY_CAST({} AS DOUBLE)), false)", sql) : "");
  return cell ? hidden_where_missing(number, rules) : number;
}

bool is_read_as_text(const OpenSource& source, const NumberRole& role) {
  return source.dialect().is_duckdb && source.is_text(role.name_or_sql);
}

// What is known before its cells are looked at: the SQL of a column of text is that of the text.
NumberReading reading_of(OpenSource& source, const NumberRole& role, const NumberRules& rules) {
  const auto& [name_or_sql, place, unit, only_where] = role;
  const bool column = source.has_column(name_or_sql);
  source.want_texts(name_or_sql);
  if (!column) show_numbers(source, name_or_sql, rules, place, true);
  const std::string sql = label_expression(source, name_or_sql, rules, place);
  const bool shown = source.shown().contains(name_or_sql);
  const std::string as_text = shown ? sql_name(name_or_sql + " as text") : "CAST(" + sql + " AS VARCHAR)";
  const auto where = [&](const std::string& value) {
    return only_where.empty() ? value : fmt::format("CASE WHEN {} THEN {} END", only_where, value);
  };
  if (is_read_as_text(source, role)) return {where(as_text), as_text, ""};
  const bool commas = source.has_decimal_commas() && !source.lookup_of(name_or_sql) && !source.began_whole(name_or_sql);
  const std::string read_as = !column  ? "SQL that gives numbers"
                              : commas ? name_of({.decimal = ','}) + ", as all of its cells are"
                                       : "plain numbers, as all of its cells are";
  if ((source.is_csv() && column) || !source.dialect().is_duckdb) {
    const std::string number = "CAST(" + sql + " AS DOUBLE PRECISION)";
    return {where(column ? hidden_where_missing(number, rules) : number), as_text, read_as};
  }
  return {where(typed_number(source, name_or_sql, sql, rules)), as_text, read_as};
}

}  // namespace

void settle_three_decimals(OpenSource& source, const NumberRules& rules) {
  const bool told = rules.decimal == ".";
  if (!source.is_csv() || rules.decimal == "," || (!told && source.delimiter() != ",")) return;
  std::vector<std::string> columns;
  std::string tests;
  for (const std::string& column : source.of_three_decimals()) {
    if (!source.is_text(column) || source.is_label(column)) continue;
    tests +=
        fmt::format("{2}count(*) FILTER (WHERE {0} IS NOT NULL AND (TRY_CAST({0} AS DOUBLE) IS NULL{1})) AS other{3}",
                    sql_name(column), told ? "" : " OR NOT contains(" + sql_name(column) + ", '.')",
                    columns.empty() ? "" : ", ", columns.size());
    columns.push_back(column);
  }
  if (columns.empty()) return;
  const ResultTable found = source.query("SELECT " + tests + " FROM " + source.text_relation() + " AS source");
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (found[fmt::format("other{}", i)].integers[0] == 0) source.declare(columns[i], ColumnType::real);
}

std::string is_cell_there(const OpenSource& source, const std::string& name_or_sql, const std::string& text,
                          const NumberRules& rules) {
  if (source.dialect().is_duckdb) return cell_is_there(text, rules.missing, decimal_mark(rules));
  const std::string there = is_there(text, rules.missing);
  if (!source.is_typed_number(name_or_sql)) return there;
  return there + " AND " + there_of(source, name_or_sql, rules) + " IS NOT NULL";
}

std::string label_expression(OpenSource& source, const std::string& name_or_sql, const NumberRules& rules,
                             const Place& place) {
  if (!source.has_column(name_or_sql)) hide_missing_numbers(source, source.own_name(name_or_sql), rules, place);
  try {
    return source.expression(name_or_sql, place);
  } catch (const Error&) {
    if (source.has_column(name_or_sql) || !show_numbers(source, name_or_sql, rules, place, false)) throw;
    return source.expression(name_or_sql, place);
  }
}

std::string as_number(const OpenSource& source, const std::string& condition) {
  return condition.empty() || source.dialect().is_duckdb ? condition
                                                         : "CASE WHEN " + bracketed(condition) + " THEN 1 ELSE 0 END";
}

NumberForm detect_number(OpenSource& source, const NumberCells& cells, const NumberRules& rules) {
  return form_of(source, count_numbers(source, {cells}, rules)[0], rules, cells);
}

NumberReading number_of(OpenSource& source, const NumberRole& role, const NumberRules& rules) {
  return numbers_of(source, {role}, rules)[0];
}

std::vector<NumberReading> numbers_of(OpenSource& source, std::vector<NumberRole> roles, const NumberRules& rules) {
  for (NumberRole& role : roles) role.name_or_sql = source.own_name(role.name_or_sql);
  std::vector<NumberReading> readings(roles.size());
  std::vector<NumberCells> cells;  // of those that are text, whose forms are to be found
  std::vector<std::size_t> of_cells;
  for (const bool column : {false, true})  // SQL first: it may come to see a column as numbers that is wanted, too
    for (std::size_t i = 0; i < roles.size(); ++i) {
      if (source.has_column(roles[i].name_or_sql) != column) continue;
      readings[i] = reading_of(source, roles[i], rules);
      if (!is_read_as_text(source, roles[i])) continue;
      of_cells.push_back(i);
      cells.push_back({readings[i].sql, roles[i].name_or_sql, roles[i].place, roles[i].unit, roles[i].only_where});
    }
  const std::vector<NumberCounts> counts = count_numbers(source, cells, rules);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const NumberForm form = form_of(source, counts[i], rules, cells[i]);
    NumberReading& reading = readings[of_cells[i]];
    reading.sql = number_sql(form, cells[i].sql, rules.missing);
    reading.read_as = name_of(form) + ", as most of its cells are";
  }
  return readings;
}

}  // namespace payoff
