#include "ingest/sql/time_column.hpp"

#include <optional>

#include "base/suggestion.hpp"
#include "data/calendar.hpp"
#include "data/names.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/date_format.hpp"
#include "ingest/sql/sampled_texts.hpp"
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
    source.database.query("SELECT timezone(" + sql_text(timezone) + ", now()) AS local");
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
  bool irregular = false;
};

// date: SQL of a date over the source.
Steps steps_of_dates(OpenSource& source, const std::string& date, const SampledTexts& sample, const Columns& columns,
                     DatesSeen seen) {
  const bool all = sample.records.empty() || seen == DatesSeen::all || sample.rows < sampled_rows;
  const std::string rows = source.lenient_relation();
  const ResultTable dates =
      source.query(fmt::format("SELECT DISTINCT CAST({} AS VARCHAR) AS d FROM {} AS source", date,
                               all ? rows : fmt::format("(SELECT * FROM {} AS source LIMIT {})", rows, sampled_rows)));
  const Calendar calendar = calendar_of_spacing(dates["d"].texts, columns.week_starts_on);
  return {calendar, all ? "" : off_step_sql(calendar, dates["d"].texts, date),
          calendar.kind == PeriodKind::day && are_scattered(dates["d"].texts)};
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
    const auto [natural, off, irregular] = steps_of_dates(source, date, sample, columns, seen);
    const Calendar calendar = declared_calendar(natural, TimeForm::date, columns.period);
    return {.calendar = calendar,
            .period_sql = period_sql(calendar, date, source.dialect()),
            .form = "a time like " + format,
            .written = TimeForm::date,
            .natural = natural,
            .irregular = irregular,
            .date_sql = date,
            .off_step_sql = off};
  }
  const TimeForm form = form_of_sample(source, sample, columns.time, TimeRole::period, columns.period);
  const std::string zone = zone_of(source, form, sql, columns.timezone);
  const bool declared = source.is_csv() && source.has_column(columns.time);
  if (declared) source.declare(columns.time, declared_type(form));
  const auto date_of = [&](bool text) { return date_sql(form, sql, text, zone, source.dialect()); };
  const std::string date = date_of(!declared || declared_type(form) == ColumnType::text);
  const std::optional<PeriodKind> kind = kind_of(form);
  const auto [natural, off, irregular] = kind ? Steps{Calendar{*kind, std::max(1, columns.week_starts_on)}}
                                              : steps_of_dates(source, date, sample, columns, seen);
  const Calendar calendar = declared_calendar(natural, form, columns.period);
  TimeColumn time{.calendar = calendar, .form = std::string(name_of(form)), .written = form, .natural = natural};
  if (form == TimeForm::integer || form == TimeForm::year) {
    time.period_sql = time.period_sql_of_text = integer_sql(sql, source.dialect());
    return time;
  }
  time.irregular = irregular;
  time.date_sql = date;
  time.off_step_sql = off;
  time.period_sql = period_sql(calendar, date, source.dialect());
  time.period_sql_of_text = period_sql(calendar, date_of(true), source.dialect());
  return time;
}

}  // namespace payoff
