#include "ingest/sql/time_sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "data/calendar.hpp"
#include "ingest/source/duckdb.hpp"

namespace payoff {
namespace {

// The date in a zone of a timestamp of UTC.
std::string date_in(const std::string& timestamp, const std::string& timezone, const Dialect& dialect) {
  if (timezone.empty()) return "CAST(" + timestamp + " AS DATE)";
  const std::string moment = said(dialect.of_zone, timestamp, "'UTC'");
  return "CAST(" + at_zone(moment, timezone, dialect) + " AS DATE)";
}

}  // namespace

std::string at_zone(const std::string& moment, const std::string& timezone, const Dialect& dialect) {
  return said(dialect.at_zone, moment, sql_text(timezone));
}

std::string date_sql(TimeForm form, const std::string& column, bool is_text, const std::string& timezone,
                     const Dialect& dialect) {
  const auto cast = [&](const std::string& value, std::string_view type) {
    const std::string read = fmt::format("{}({} AS {})", dialect.try_cast, value, type);
    // Some databases take 2025 for its first day.
    return dialect.is_duckdb ? read
                             : fmt::format("CASE WHEN CAST({} AS VARCHAR) LIKE '%-%-%' THEN {} END", value, read);
  };
  const auto number = [&](const std::string& value) {
    return fmt::format("{}({} AS DOUBLE PRECISION)", dialect.try_cast, value);
  };
  const std::string text = is_text ? "trim(" + column + ")" : "CAST(" + column + " AS VARCHAR)";
  switch (form) {
    case TimeForm::date:
      return is_text ? cast(column, "DATE") : column;
    case TimeForm::timestamp:
      return date_in(is_text ? cast(column, "TIMESTAMP") : column, timezone, dialect);
    case TimeForm::zoned: {
      const std::string moment = is_text ? cast(column, "TIMESTAMP WITH TIME ZONE") : column;
      return "CAST(" + at_zone(moment, timezone.empty() ? "UTC" : timezone, dialect) + " AS DATE)";
    }
    case TimeForm::midnight:
      return cast("left(" + text + ", 10)", "DATE");
    case TimeForm::week:
      return "CAST(try_strptime(replace(" + text + ", '-', '') || '1', '%GW%V%u') AS DATE)";
    case TimeForm::month:
      return cast(text + " || '-01'", "DATE");
    case TimeForm::quarter:
      return cast(dialect.is_duckdb
                      ? fmt::format("regexp_extract({0}, '[0-9]{{4}}') || '-' || (3 * TRY_CAST(regexp_extract({0}, "
                                    "'Q([1-4])', 1) AS INTEGER) - 2) || '-01'",
                                    text)
                      : fmt::format("left({0}, 4) || '-' || (3 * CAST(right({0}, 1) AS INTEGER) - 2) || '-01'", text),
                  "DATE");
    case TimeForm::year_month:
      return fmt::format("CAST(try_strptime(replace({}, '.0', '') || '01', '%Y%m%d') AS DATE)", text);
    case TimeForm::year_week:
      return "CAST(try_strptime(replace(" + text + ", '.0', '') || '1', '%G%V%u') AS DATE)";
    case TimeForm::dashed_week:
      return "CAST(try_strptime(replace(" + text + ", '-', '') || '1', '%G%V%u') AS DATE)";
    case TimeForm::compact_date:
      return fmt::format("CAST(try_strptime(replace({}, '.0', ''), '%Y%m%d') AS DATE)", text);
    case TimeForm::excel_day:
      return "(DATE '1899-12-30' + CAST(floor(" + number(text) + ") AS INTEGER))";
    case TimeForm::epoch_seconds:
    case TimeForm::epoch_milliseconds: {
      const std::string seconds = number(text) + (form == TimeForm::epoch_seconds ? "" : " / 1000");
      if (timezone.empty()) return "(DATE '1970-01-01' + CAST(floor(" + seconds + " / 86400) AS INTEGER))";
      return "CAST(" + at_zone("to_timestamp(" + seconds + ")", timezone, dialect) + " AS DATE)";
    }
    default:
      return "NULL";
  }
}

std::string integer_sql(const std::string& column, const Dialect& dialect) {
  return fmt::format("CASE WHEN {0} = floor({0}) AND abs({0}) < 1e9 THEN CAST({0} AS BIGINT) END",
                     fmt::format("{}({} AS DOUBLE PRECISION)", dialect.try_cast, column));
}

std::string period_sql(const Calendar& calendar, const std::string& date, const Dialect& dialect) {
  const std::string month = fmt::format("12 * extract(year FROM {0}) + extract(month FROM {0}) - 1", date);
  const auto whole = [](const std::string& number, int many) {
    return fmt::format("CAST(floor(({}) / {}.0) AS BIGINT)", number, many);
  };
  switch (calendar.kind) {
    case PeriodKind::day:
      return said(dialect.days, date);
    case PeriodKind::week:
      return whole(fmt::format("{} + {}", said(dialect.days, date), week_offset_days(calendar.week_starts_on)), 7);
    case PeriodKind::sprint:
      return whole(fmt::format("{} - {}", said(dialect.days, date), calendar.sprint_start), 7 * calendar.sprint_weeks);
    case PeriodKind::quarter:
      return whole(month, 3);
    case PeriodKind::year:
      return fmt::format("CAST(extract(year FROM {}) AS BIGINT)", date);
    default:
      return "CAST(" + month + " AS BIGINT)";
  }
}

std::string off_step_sql(const Calendar& calendar, const std::vector<std::string>& dates, const std::string& date,
                         const Dialect& dialect) {
  std::vector<std::string> known;
  std::ranges::copy_if(dates, std::back_inserter(known),
                       [](const std::string& text) { return parse_iso_date(text).has_value(); });
  if (known.empty() || calendar.kind == PeriodKind::day) return {};
  const auto off = [](const std::string& condition) { return "CASE WHEN " + condition + " THEN 1 ELSE 0 END"; };
  if (calendar.kind == PeriodKind::week)
    return off(fmt::format("({} - {}) % 7 <> 0", said(dialect.days, date), *parse_iso_date(known[0])));
  if (calendar.kind == PeriodKind::sprint)
    return off(fmt::format("({} - {}) % {} <> 0", said(dialect.days, date), *parse_iso_date(known[0]),
                           7 * calendar.sprint_weeks));
  const int months = calendar.kind == PeriodKind::month ? 1 : calendar.kind == PeriodKind::quarter ? 3 : 12;
  const bool same_day =
      std::ranges::all_of(known, [&](const std::string& text) { return text.substr(8) == known[0].substr(8); });
  const std::string other_day = same_day ? fmt::format("extract(day FROM {}) <> {}", date, known[0].substr(8))
                                         : fmt::format("extract(day FROM {} + 1) <> 1", date);
  return off(fmt::format("{} OR CAST(12 * extract(year FROM {}) + extract(month FROM {}) - {} AS BIGINT) % {} <> 0",
                         other_day, date, date, std::stoi(known[0].substr(5, 2)), months));
}

// With %z it is a moment, which DuckDB gives in the zone of the session, UTC.
std::string parsed_time(const std::string& sql, const std::string& time_format) {
  return fmt::format("CAST(try_strptime(trim(CAST({} AS VARCHAR)), {}) AS TIMESTAMP)", sql, sql_text(time_format));
}

std::string formatted_date(const std::string& sql, const std::string& time_format, const std::string& timezone) {
  return date_in(parsed_time(sql, time_format), timezone, duckdb_dialect);
}

}  // namespace payoff
