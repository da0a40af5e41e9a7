#include "ingest/sql/adoption_column.hpp"

#include <fmt/format.h>

#include <functional>
#include <optional>
#include <utility>

#include "data/calendar.hpp"
#include "data/names.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/date_format.hpp"
#include "ingest/sql/number_form.hpp"
#include "ingest/sql/sampled_texts.hpp"
#include "ingest/sql/time_sql.hpp"

namespace payoff {
namespace {

// What exports write where there is no date.
constexpr std::string_view days_for_never[] = {"0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-00",
                                               "1900-01-01", "1901-01-01", "1904-01-01", "1969-12-31", "1970-01-01",
                                               "2099-12-31", "2999-12-31", "9999-12-31", "0"};

// Periods of the sample, the first and the last.
std::pair<int, int> span_of(OpenSource& source, const TimeColumn& time) {
  const ResultTable ends = source.query(
      fmt::format("SELECT CAST(min(p) AS BIGINT) AS first, CAST(max(p) AS BIGINT) AS last FROM (SELECT {} AS p FROM "
                  "{} AS source) AS sampled",
                  time.period_sql, source.first_rows(sampled_rows)));
  if (ends.rows == 0 || !ends["first"].valid[0]) return {0, 0};
  return {static_cast<int>(ends["first"].integers[0]), static_cast<int>(ends["last"].integers[0])};
}

// Those that cannot be a date of these data: 0 before their first number, days years away from them.
std::vector<std::string> texts_for_never(OpenSource& source, const TimeColumn& time, std::vector<std::string> texts) {
  constexpr int far_days = 5 * 365;
  std::erase(texts, "");  // an empty cell needs no word
  for (const char* word : {"never",   "never treated", "nat",         "no",      "n",     "false", "none",
                           "(none)",  "nie",           "nein",        "jamais",  "nunca", "tbd",   "tba",
                           "pending", "not yet",       "not started", "(blank)", "--",    "n.a.",  "0000-00-00"})
    texts.emplace_back(word);
  const auto [first, last] = span_of(source, time);
  if (!time.calendar.dated()) {
    if (first > 0) texts.emplace_back("0");
    return texts;
  }
  for (const std::string_view text : days_for_never) {
    const auto day = parse_iso_date(text);
    if (!day || *day < time.calendar.first_day(first) - far_days || *day > time.calendar.first_day(last) + far_days)
      texts.emplace_back(text);
  }
  return texts;
}

// Whether the text is one of them; of a timestamp its day.
// text: trimmed.
std::string is_never_sql(const std::string& text, const std::vector<std::string>& texts) {
  return fmt::format("(lower({0}) IN ({1}) OR (length({0}) > 10 AND left({0}, 10) IN ({1})))", text, sql_texts(texts));
}

// Trimming looks at each letter; most texts have no space that could be trimmed.
std::string quickly_trimmed(const std::string& text, const Dialect& dialect) {
  if (!dialect.is_duckdb) return "trim(" + text + ")";
  return fmt::format("CASE WHEN contains({0}, ' ') OR strlen({0}) <> length({0}) THEN trim({0}) ELSE {0} END", text);
}

// The text where it does not stand for never.
std::string unless_never(const std::string& is_never, const std::string& text) {
  return fmt::format("CASE WHEN {} THEN NULL ELSE nullif({}, '') END", is_never, text);
}

// Both columns are written alike; else this one has a form of its own.
bool written_as(OpenSource& source, const std::string& text, const std::string& time_format) {
  const ResultTable others = source.query(
      fmt::format("SELECT count(t) - count(try_strptime(t, {})) AS others FROM (SELECT {} AS t FROM {} AS source) AS "
                  "sampled",
                  sql_text(time_format), text, source.first_rows(sampled_rows)));
  return others["others"].integers[0] == 0;
}

using DateOf = std::function<std::string(const std::string& text)>;  // SQL of a date

// The column: as the study names it, what for, the SQL of its texts, and some of them.
struct Written {
  const std::string& column;
  TimeRole role;
  const std::string& text;
  const SampledTexts& sample;
};

// How a date is read from a text of the column; none where it is a number.
std::optional<DateOf> date_of_text(OpenSource& source, const Written& written, const Columns& columns,
                                   const Calendar& calendar) {
  const auto& [adopted_on, role, text, sample] = written;
  if (sample.texts.empty() || !calendar.dated()) return std::nullopt;
  std::string format;
  if (!columns.time_format.empty() && written_as(source, text, columns.time_format))
    format = columns.time_format;
  else if (!any_known_form(sample.texts))
    format = date_format_of(source, adopted_on, text, role);
  if (!format.empty())
    return [&source, &columns, format](const std::string& of) {
      return date_by_format(source, of, format, columns.timezone);
    };
  const TimeForm form = with_zone_settled(source, form_of_sample(source, sample, adopted_on, role, name(calendar.kind)),
                                          adopted_on, text, columns.timezone);
  if (calendar.kind == PeriodKind::year && (form == TimeForm::year || form == TimeForm::integer)) return std::nullopt;
  const std::string zone = zone_of(source, form, text, columns.timezone);
  return [&source, form, zone](const std::string& of) { return date_sql(form, of, true, zone, source.dialect()); };
}

}  // namespace

AdoptionColumn detect_adoption(OpenSource& source, const std::string& adopted_on, TimeRole role, const Columns& columns,
                               const TimeColumn& time, const NumberRules& rules) {
  const char* section = role == TimeRole::adoption ? "rollout" : "columns";
  const Place place{.key = fmt::format("{}.{}", section, key_of(role))};
  const Dialect& dialect = source.dialect();
  const std::string written = quickly_trimmed("CAST(" + source.expression(adopted_on, place) + " AS VARCHAR)", dialect);
  const std::vector<std::string> never_texts = texts_for_never(source, time, rules.missing);
  const std::string text = unless_never(is_never_sql(written, never_texts), written);
  const SampledTexts sample = sample_of(source, adopted_on, text);
  const std::optional<DateOf> date_of = date_of_text(source, {adopted_on, role, text, sample}, columns, time.calendar);

  // Each step is worked out once for a row, whoever asks for it.
  const std::string name(key_of(role));
  AdoptionColumn column;
  column.written_sql = source.define(name + " as written", written);
  column.is_never_sql = source.define(name + " is never", is_never_sql(column.written_sql, never_texts));
  column.text_sql = source.define(name + " text", unless_never(column.is_never_sql, column.written_sql));
  column.period_sql = "CAST(NULL AS BIGINT)";
  if (sample.texts.empty()) return column;
  column.period_sql = source.define(name + " number", integer_sql(column.text_sql, dialect));
  if (!date_of) return column;
  // 01.01.1900 is 1900-01-01 in whatever form.
  std::string days;
  for (const std::string& never_text : never_texts)
    if (parse_iso_date(never_text)) days += fmt::format("{}DATE '{}'", days.empty() ? "" : ", ", never_text);
  const std::string date = source.define(name + " date", (*date_of)(column.text_sql));
  column.period_sql = period_sql(time.calendar, date, dialect);
  if (!days.empty()) {
    column.period_sql =
        fmt::format("CASE WHEN CAST({} AS DATE) IN ({}) THEN NULL ELSE {} END", date, days, column.period_sql);
    column.is_never_sql = source.define(
        name + " is no date", fmt::format("({} OR CAST({} AS DATE) IN ({}))", column.is_never_sql, date, days));
    column.text_sql = source.define(name + " date text", unless_never(column.is_never_sql, column.written_sql));
  }
  column.period_sql = source.define(name + " period", column.period_sql);
  return column;
}

}  // namespace payoff
