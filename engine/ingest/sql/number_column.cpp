#include "ingest/sql/number_column.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/source/duckdb.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// Cells are alike that differ in their digits only: one of each kind is looked at. The least of them has the fewest
// leading digits that are not 0.
std::string kinds_of_cells(const OpenSource& source, const std::string& sql, const std::string& name,
                           const NumberRules& rules) {
  return fmt::format(
      "(SELECT min(cell) AS cell, max(cell) AS last, count(*) AS n FROM (SELECT {} AS cell FROM {} AS source) AS cells "
      "WHERE {} GROUP BY translate(cell, '012345678', '999999999')) AS kinds",
      trimmed("CAST(" + sql + " AS VARCHAR)"), source.column_relation(name), is_there("cell", rules.missing));
}

struct NumberCounts {
  std::int64_t point = 0, comma = 0, percent = 0, clock_of_three = 0, clock_of_two = 0, spelled = 0, truth = 0;
  // Examples, empty where there is none: with a mark that can be either, without one beside it, with a mark that can be
  // this one only, of durations.
  std::string either, below, only_point, only_comma, clock, duration;
  std::vector<std::string> currencies;

  std::int64_t numbers() const { return std::max(point, comma); }
  std::int64_t durations() const { return clock_of_three + clock_of_two + spelled; }
};

NumberCounts count_forms(OpenSource& source, const NumberCells& cells, const NumberRules& rules) {
  const NumberTests t = number_tests("cell"), last = number_tests("last");
  const std::string either = fmt::format("{} AND {}", t.point, t.comma), mark = "regexp_matches(cell, '[.,]')";
  const auto count = [](const std::string& name, const std::string& test) {
    return fmt::format("coalesce(CAST(sum(n) FILTER (WHERE {}) AS BIGINT), 0) AS {}, ", test, name);
  };
  const auto example = [](const std::string& name, const std::string& test) {
    return fmt::format("coalesce(min(cell) FILTER (WHERE {}), '') AS {}, ", test, name);
  };
  const ResultTable found = source.query(
      "SELECT " + count("point", t.point) + count("comma", t.comma) + count("percent", t.percent) +
      count("clock_of_three", t.clock_of_three) + count("clock_of_two", t.clock_of_two) +
      count("spelled", t.spelled_duration) + count("truth", t.truth + " AND " + last.truth) +
      example("either", either + " AND " + mark) + example("below", either + " AND NOT " + mark) +
      example("only_point", t.point + " AND NOT " + t.comma) + example("only_comma", t.comma + " AND NOT " + t.point) +
      example("clock", t.clock_of_two) +
      example("duration", fmt::format("{} OR {} OR {}", t.clock_of_three, t.clock_of_two, t.spelled_duration)) +
      "coalesce(string_agg(DISTINCT nullif(" + t.currency + ", ''), ' ' ORDER BY nullif(" + t.currency +
      ", '')) FILTER (WHERE " + t.point + " OR " + t.comma + "), '') AS currencies FROM " +
      kinds_of_cells(source, cells.sql, cells.name, rules));
  const auto number = [&](const char* name) { return found[name].integers[0]; };
  const auto text = [&](const char* name) { return found[name].texts[0]; };
  NumberCounts c{.point = number("point"),
                 .comma = number("comma"),
                 .percent = number("percent"),
                 .clock_of_three = number("clock_of_three"),
                 .clock_of_two = number("clock_of_two"),
                 .spelled = number("spelled"),
                 .truth = number("truth"),
                 .either = text("either"),
                 .below = text("below"),
                 .only_point = text("only_point"),
                 .only_comma = text("only_comma"),
                 .clock = text("clock"),
                 .duration = text("duration")};
  const std::string currencies = text("currencies");
  for (std::size_t begin = 0; begin < currencies.size();) {
    const std::size_t end = std::min(currencies.find(' ', begin), currencies.size());
    c.currencies.push_back(currencies.substr(begin, end - begin));
    begin = end + 1;
  }
  return c;
}

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
  return {.kind = c.percent > 0 ? NumberKind::percent : NumberKind::number,
          .decimal = decimal_of(source, c, rules, cells)};
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

// A column of which every cell that is there is a number as the database writes it.
bool is_plain(OpenSource& source, const std::string& column, const NumberRules& rules) {
  const ResultTable found = source.query(fmt::format(
      "SELECT coalesce(CAST(sum(n) FILTER (WHERE TRY_CAST(cell AS DOUBLE) IS NULL) AS BIGINT), 0) AS other FROM {}",
      kinds_of_cells(source, sql_name(column), column, rules)));
  return found["other"].integers[0] == 0;
}

// From now on SQL sees numbers in those columns of text that it speaks of and nobody wants as they are written; of plain
// ones only, or of the others. Whether there are any.
bool show_numbers(OpenSource& source, const std::string& sql, const NumberRules& rules, const Place& place,
                  bool plain) {
  bool any = false;
  if (!source.is_csv() && source.lookups().empty()) return any;
  for (const std::string& column : source.columns_of(sql)) {
    if (!source.is_text(column) || source.is_label(column) || is_plain(source, column, rules) != plain) continue;
    const NumberForm form = detect_number(source, {sql_name(column), column, place, ""}, rules);
    source.show_as(column, number_sql(form, sql_name(column), rules.missing));
    any = true;
  }
  return any;
}

// Of a column that the embedded database has types for, or SQL. Programs that know no missing number write NaN, which is
// missing as the text "NaN" is.
std::string typed_number(const OpenSource& source, const std::string& name_or_sql, const std::string& sql,
                         const NumberRules& rules) {
  const bool column = source.has_column(name_or_sql);
  const bool nan_is_missing = column && std::ranges::find(rules.missing, "nan") != rules.missing.end();
  const auto found = std::ranges::find(source.columns, name_or_sql, &SourceColumn::name);
  if (found != source.columns.end() && (found->type == ColumnType::real || found->type == ColumnType::integer)) {
    const std::string number = "CAST(" + sql + " AS DOUBLE)";
    return nan_is_missing && found->type == ColumnType::real ? "nullif(" + number + ", CAST('NaN' AS DOUBLE))" : number;
  }
  return fmt::format("CASE WHEN {0} IS NOT NULL{1} THEN coalesce(TRY_CAST({0} AS DOUBLE), CAST('NaN' AS DOUBLE)) END",
                     sql,
                     nan_is_missing ? fmt::format(" AND NOT coalesce(isnan(TRY_CAST({} AS DOUBLE)), false)", sql) : "");
}

}  // namespace

NumberForm detect_number(OpenSource& source, const NumberCells& cells, const NumberRules& rules) {
  const NumberCounts c = count_forms(source, cells, rules);
  if (c.truth > c.numbers() && c.truth >= c.durations()) return {.kind = NumberKind::truth};
  if (c.durations() > 0 && c.durations() >= c.numbers()) return duration_like_most(c, cells);
  return number_like_most(source, c, rules, cells);
}

std::string label_expression(OpenSource& source, const std::string& name_or_sql, const NumberRules& rules,
                             const Place& place) {
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

NumberReading number_of(OpenSource& source, const NumberRole& role, const NumberRules& rules) {
  const auto& [name_or_sql, place, unit, only_where] = role;
  const bool column = source.has_column(name_or_sql);
  source.want_texts(name_or_sql);
  if (!column) show_numbers(source, name_or_sql, rules, place, true);
  const std::string sql = label_expression(source, name_or_sql, rules, place);
  const std::string as_text = "CAST(" + sql + " AS VARCHAR)";
  const auto where = [&](const std::string& value) {
    return only_where.empty() ? value : fmt::format("CASE WHEN {} THEN {} END", only_where, value);
  };
  if (source.dialect().is_duckdb && source.is_text(name_or_sql)) {
    const std::string text = where(as_text);
    const NumberForm form = detect_number(source, {text, name_or_sql, place, unit}, rules);
    return {number_sql(form, text, rules.missing), as_text, name_of(form) + ", as most of its cells are"};
  }
  const std::string read_as = column ? "plain numbers, as all of its cells are" : "SQL that gives numbers";
  if ((source.is_csv() && column) || !source.dialect().is_duckdb)
    return {where("CAST(" + sql + " AS DOUBLE PRECISION)"), as_text, read_as};
  return {where(typed_number(source, name_or_sql, sql, rules)), as_text, read_as};
}

}  // namespace payoff
