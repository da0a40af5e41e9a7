#include "ingest/sql/time_column.hpp"

#include <optional>

#include "base/messages.hpp"
#include "base/suggestion.hpp"
#include "data/calendar.hpp"
#include "data/names.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/date_format.hpp"
#include "ingest/sql/date_spacing.hpp"
#include "ingest/sql/sampled_texts.hpp"
#include "ingest/sql/time_numbers.hpp"
#include "ingest/sql/time_sql.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

Calendar declared_calendar(Calendar natural, TimeForm form, const std::string& period) {
  if (period.empty()) return natural;
  const std::vector<std::string> known = names_of(period_kinds);
  const auto at = std::ranges::find(known, period);
  if (at == known.end() || period == name(PeriodKind::sprint))
    throw Error(ErrorKind::usage, {.key = "columns.period"},
                "period is '" + period + "', but must be day, week, month, quarter, year or integer",
                suggestion(period, known));
  const PeriodKind kind = period_kinds[at - known.begin()];
  if ((form == TimeForm::integer) != (kind == PeriodKind::integer) ||
      (form == TimeForm::year && kind != PeriodKind::year))
    throw Error(ErrorKind::usage, {.key = "columns.period"},
                fmt::format("period is '{}', but the time column holds {}", period, name_of(form)),
                "drop columns.period, or make time a date with SQL");
  natural.kind = kind;
  return natural;
}

ColumnType declared_type(TimeForm form) {
  switch (form) {
    case TimeForm::date:
      return ColumnType::date;
    case TimeForm::timestamp:
      return ColumnType::timestamp;
    case TimeForm::zoned:
      return ColumnType::timestamp_with_zone;
    case TimeForm::year:
    case TimeForm::integer:
      return ColumnType::real;  // as an integer, 1.5 would be read as 2
    default:
      return ColumnType::text;
  }
}

void require_timezone(OpenSource& source, const std::string& timezone) {
  if (timezone.empty()) return;
  try {
    source.database.query(fmt::format("SELECT {} AS local", at_zone("now()", timezone, source.dialect())));
  } catch (const DatabaseError&) {
    throw Error(ErrorKind::usage, {.key = "columns.timezone"},
                "timezone is '" + timezone + "', but must be a name of the IANA list", "write e.g. \"Europe/Berlin\"");
  }
}

}  // namespace

namespace {

// The kind that a form itself says; nothing for dates, whose spacing says it.
std::optional<PeriodKind> kind_of(TimeForm form) {
  switch (form) {
    case TimeForm::week:
    case TimeForm::year_week:
    case TimeForm::dashed_week:
      return PeriodKind::week;
    case TimeForm::month:
    case TimeForm::year_month:
      return PeriodKind::month;
    case TimeForm::quarter:
      return PeriodKind::quarter;
    case TimeForm::year:
      return PeriodKind::year;
    case TimeForm::integer:
      return PeriodKind::integer;
    default:
      return std::nullopt;
  }
}

struct Steps {
  Calendar calendar;
  std::string off_sql{};  // 1 for a date that is not on them; empty where all dates were seen
  bool irregular = false, by_last_day = false;
};

// date: SQL of a date over the source.
Steps steps_of_dates(OpenSource& source, const std::string& date, const SampledTexts& sample, const Columns& columns,
                     DatesSeen seen) {
  const bool all = sample.records.empty() || seen == DatesSeen::all || sample.rows < sampled_rows;
  const std::string rows = source.lenient_relation();
  const ResultTable dates =
      source.query(fmt::format("SELECT DISTINCT CAST({} AS VARCHAR) AS d FROM {} AS source ORDER BY d", date,
                               all ? rows : source.first_rows(sampled_rows)));
  Calendar calendar = calendar_of_spacing(dates["d"].texts, columns.week_starts_on);
  const bool by_last_day =
      calendar.kind == PeriodKind::week && columns.week_starts_on == 0 && names_an_end(columns.time);
  if (by_last_day) calendar.week_starts_on = calendar.week_starts_on % 7 + 1;
  return {calendar, all ? "" : off_step_sql(calendar, dates["d"].texts, date, source.dialect()),
          calendar.kind == PeriodKind::day && are_scattered(dates["d"].texts), by_last_day};
}

// None where all moments are at midnight. moment: SQL of a timestamp.
std::string zone_of_moments(OpenSource& source, const std::string& moment, const std::string& timezone) {
  if (timezone.empty()) return timezone;
  const ResultTable found = source.query(
      fmt::format("SELECT count(CASE WHEN {0} <> date_trunc('day', {0}) THEN 1 END) AS timed FROM {1} AS source",
                  moment, source.lenient_relation()));
  return found["timed"].integers[0] > 0 ? timezone : "";
}

// The format of columns.time_format, or the one that the texts show where they have no form that payoff knows by itself.
std::string format_of_time(OpenSource& source, const Columns& columns, const std::string& sql,
                           const SampledTexts& sample) {
  if (!columns.time_format.empty() || any_known_form(sample.texts)) return columns.time_format;
  return date_format_of(source, columns.time, sql, TimeRole::period);
}

}  // namespace

TimeForm with_zone_settled(OpenSource& source, TimeForm form, const std::string& column, const std::string& sql,
                           const std::string& timezone) {
  const bool epoch = form == TimeForm::epoch_seconds || form == TimeForm::epoch_milliseconds;
  const bool of_utc = form == TimeForm::zoned || epoch || (form == TimeForm::timestamp && !source.is_csv());
  if (!timezone.empty() || !of_utc || !source.dialect().is_duckdb) return form;
  const std::string text = "trim(CAST(" + sql + " AS VARCHAR))";
  const std::string rows =
      source.is_csv() && source.has_column(column) ? source.column_relation(column) : source.lenient_relation();
  const std::string moment = epoch ? fmt::format("CAST(to_timestamp(TRY_CAST({} AS DOUBLE){}) AS TIMESTAMP)", text,
                                                 form == TimeForm::epoch_milliseconds ? " / 1000" : "")
                                   : fmt::format("CAST(TRY_CAST({} AS TIMESTAMP WITH TIME ZONE) AS TIMESTAMP)", text);
  const ResultTable found = source.query(fmt::format(
      "SELECT count(nullif(t, '')) AS n, count(CASE WHEN regexp_full_match(t, '.{{10}}[T ]00:00(:00([.]0+)?)? "
      "?[-+][0-9:]+') AND "
      "NOT "
      "regexp_matches(t, '[-+]0[0:]+$') THEN 1 END) AS own, count(CASE WHEN extract(minute FROM m) NOT IN (0, 30) OR "
      "extract(second FROM m) <> 0 THEN 1 END) AS within, count(DISTINCT CAST(m AS TIME)) AS clocks, "
      "coalesce(min(extract(hour FROM m)), 0) AS first, coalesce(max(extract(hour FROM m)), 0) AS last, "
      "count(DISTINCT CAST(m AS DATE)) AS days FROM (SELECT {} AS t, {} AS m FROM {} AS source) AS moments",
      text, moment, rows));
  const auto number = [&](const char* name) { return found[name].integers[0]; };
  if (number("n") > 0 && number("own") == number("n")) return TimeForm::midnight;
  // Before noon the midnight of another zone is on the same day; summer time moves it by an hour.
  constexpr int noon = 12, evening = 21;
  const bool one_clock = number("within") == 0 && number("clocks") <= 2 && number("last") - number("first") <= 1;
  if (one_clock && number("n") > 0 && number("first") >= (number("days") > 2 ? noon : evening))
    throw Error(ErrorKind::usage, {.key = "columns.timezone"},
                fmt::format("all times of {} are at {} o'clock UTC, which looks like midnight of a zone east of it",
                            column, number("last")),
                "name that zone, e.g. \"Europe/Berlin\"; or \"UTC\" where they are meant as they are");
  return form;
}

std::string said_form(const TimeColumn& time) {
  return time.format.empty() ? said_form(time.written) : say(MessageId::form_of_format, {{"format", time.format}});
}

bool says_its_kind(TimeForm form) {
  return kind_of(form).has_value();
}

std::string zone_of(OpenSource& source, TimeForm form, const std::string& sql, const std::string& timezone) {
  require_timezone(source, timezone);
  return form == TimeForm::timestamp
             ? zone_of_moments(source, fmt::format("{}({} AS TIMESTAMP)", source.dialect().try_cast, sql), timezone)
             : timezone;
}

std::string date_by_format(OpenSource& source, const std::string& sql, const std::string& format,
                           const std::string& timezone) {
  require_timezone(source, timezone);
  return formatted_date(sql, format, zone_of_moments(source, parsed_time(sql, format), timezone));
}

TimeColumn detect_time(OpenSource& source, const Columns& columns, DatesSeen seen) {
  const std::string sql = source.expression(columns.time, {.key = "columns.time"});
  const SampledTexts sample = sample_of(source, columns.time, sql);
  if (sample.rows == 0) throw source.no_rows();
  if (sample.texts.empty())
    throw Error(ErrorKind::data, source.place(), "time column '" + columns.time + "' has no values in the first rows",
                "check columns.time");
  if (const std::string format = format_of_time(source, columns, sql, sample); !format.empty()) {
    const std::string date = date_by_format(source, sql, format, columns.timezone);
    const bool of_months = format.find("%d") == std::string::npos && format.find("%m") != std::string::npos;
    if (columns.time_format.empty() && of_months && columns.period == "week")
      throw Error(ErrorKind::usage, {.key = "columns.time_format"},
                  fmt::format("time '{}' may be a month, but columns.period says that it is a week", sample.texts[0]),
                  "say how it is written, e.g. '%V/%G'");
    if (columns.time_format.empty() && of_months)
      require_month(sample.texts[0], columns.time, columns.period, sample.texts[0].size() <= 7);
    const auto [natural, off, irregular, by_last_day] = steps_of_dates(source, date, sample, columns, seen);
    const Calendar calendar = declared_calendar(natural, TimeForm::date, columns.period);
    return {.calendar = calendar,
            .period_sql = period_sql(calendar, date, source.dialect()),
            .written = TimeForm::date,
            .format = format,
            .natural = natural,
            .by_last_day = by_last_day,
            .irregular = irregular,
            .date_sql = date,
            .off_step_sql = off};
  }
  const TimeForm form =
      with_zone_settled(source, form_of_sample(source, sample, columns.time, TimeRole::period, columns.period),
                        columns.time, sql, columns.timezone);
  const std::string zone = zone_of(source, form, sql, columns.timezone);
  const bool declared = source.is_csv() && source.has_column(columns.time);
  if (declared) source.declare(columns.time, declared_type(form));
  const auto date_of = [&](bool text) { return date_sql(form, sql, text, zone, source.dialect()); };
  const std::string date = date_of(!declared || declared_type(form) == ColumnType::text);
  const std::optional<PeriodKind> kind = kind_of(form);
  const auto [natural, off, irregular, by_last_day] = kind ? Steps{Calendar{*kind, std::max(1, columns.week_starts_on)}}
                                                           : steps_of_dates(source, date, sample, columns, seen);
  const Calendar calendar = declared_calendar(natural, form, columns.period);
  TimeColumn time{.calendar = calendar, .written = form, .natural = natural};
  if (form == TimeForm::integer || form == TimeForm::year) {
    time.period_sql = time.period_sql_of_text = integer_sql(sql, source.dialect());
    return time;
  }
  time.irregular = irregular;
  time.by_last_day = by_last_day;
  time.date_sql = date;
  time.off_step_sql = off;
  time.period_sql = period_sql(calendar, date, source.dialect());
  time.period_sql_of_text = period_sql(calendar, date_of(true), source.dialect());
  return time;
}

}  // namespace payoff
