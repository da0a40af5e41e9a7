#include "ingest/sql/time_column.hpp"

#include <numeric>
#include <optional>
#include <set>

#include "base/suggestion.hpp"
#include "data/calendar.hpp"
#include "data/names.hpp"
#include "ingest/source/duckdb.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr int sampled_rows = 20000;

// SQL of type DATE for a column of this form; text cells that are not become NULL.
std::string date_sql(TimeForm form, const std::string& column, bool is_text, const std::string& timezone,
                     const Dialect& dialect) {
  const auto cast = [&](const std::string& value, std::string_view type) {
    return fmt::format("{}({} AS {})", dialect.try_cast, value, type);
  };
  const std::string text = is_text ? column : "CAST(" + column + " AS VARCHAR)";
  switch (form) {
    case TimeForm::date:
      return is_text ? cast(column, "DATE") : column;
    case TimeForm::timestamp:
      return "CAST(" + (is_text ? cast(column, "TIMESTAMP") : column) + " AS DATE)";
    case TimeForm::zoned:
      return fmt::format("CAST(timezone({}, {}) AS DATE)", sql_text(timezone.empty() ? "UTC" : timezone),
                         is_text ? cast(column, "TIMESTAMP WITH TIME ZONE") : column);
    case TimeForm::week:
      return "CAST(try_strptime(replace(" + text + ", '-', '') || '1', '%GW%V%u') AS DATE)";
    case TimeForm::month:
      return cast(text + " || '-01'", "DATE");
    case TimeForm::quarter:
      return cast(fmt::format("left({0}, 4) || '-' || (3 * {1}(right({0}, 1) AS INTEGER) - 2) || '-01'", text,
                              dialect.try_cast),
                  "DATE");
    case TimeForm::year_month:
      return fmt::format("CAST(try_strptime(replace({}, '.0', '') || '01', '%Y%m%d') AS DATE)", text);
    case TimeForm::year_week:
      return "CAST(try_strptime(replace(" + text + ", '.0', '') || '1', '%G%V%u') AS DATE)";
    case TimeForm::compact_date:
      return fmt::format("CAST(try_strptime(replace({}, '.0', ''), '%Y%m%d') AS DATE)", text);
    default:
      return "NULL";
  }
}

// NULL for what is no whole number of at most nine digits.
std::string integer_sql(const std::string& column, const Dialect& dialect) {
  return fmt::format("CASE WHEN {0} = floor({0}) AND abs({0}) < 1e9 THEN CAST({0} AS BIGINT) END",
                     fmt::format("{}({} AS DOUBLE PRECISION)", dialect.try_cast, column));
}

std::string period_sql(const Calendar& calendar, const std::string& date, const Dialect& dialect) {
  const std::string month = fmt::format("12 * extract(year FROM {0}) + extract(month FROM {0}) - 1", date);
  switch (calendar.kind) {
    case PeriodKind::day:
      return "(" + date + " - DATE '1970-01-01')";
    // Shifted to be positive, since integer division rounds toward zero.
    case PeriodKind::week:
      return fmt::format("((({} - DATE '1970-01-01') + {}) {} 7 - 100000)", date,
                         700000 + week_offset_days(calendar.week_starts_on), dialect.integer_divide);
    case PeriodKind::sprint:
      return fmt::format("((({} - DATE '1970-01-01') + {}) {} {} - 10000)", date,
                         70000 * calendar.sprint_weeks - calendar.sprint_start, dialect.integer_divide,
                         7 * calendar.sprint_weeks);
    case PeriodKind::quarter:
      return fmt::format("(CAST({} AS BIGINT) {} 3)", month, dialect.integer_divide);
    case PeriodKind::year:
      return fmt::format("CAST(extract(year FROM {}) AS BIGINT)", date);
    default:
      return "CAST(" + month + " AS BIGINT)";
  }
}

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

struct SampledTexts {
  std::size_t rows = 0;
  std::vector<std::string> texts;
  std::vector<std::size_t> records{};  // of the texts, counted over all files; empty = not known
};

SampledTexts sample_of(OpenSource& source, const std::string& column, const std::string& sql) {
  const bool by_name = source.is_csv() && source.has_column(column);
  const ResultTable rows =
      source.query(fmt::format("SELECT CAST({} AS VARCHAR) AS t FROM {} AS source LIMIT {}", sql,
                               by_name ? source.text_relation() : source.lenient_relation(), sampled_rows));
  SampledTexts sample{.rows = rows.rows};
  for (std::size_t i = 0; i < rows.rows; ++i) {
    if (!rows.columns[0].valid[i] || rows.columns[0].texts[i].empty()) continue;
    sample.texts.push_back(rows.columns[0].texts[i]);
    sample.records.push_back(i);
  }
  // A file sorted by time may show only its first dates: then look at every distinct one.
  if (rows.rows == sampled_rows && std::set(sample.texts.begin(), sample.texts.end()).size() < 3) {
    const ResultTable all =
        source.query(fmt::format("SELECT DISTINCT CAST({} AS VARCHAR) AS t FROM {} AS source WHERE t <> '' LIMIT {}",
                                 sql, by_name ? source.text_relation() : source.lenient_relation(), sampled_rows));
    sample.texts = all.columns[0].texts;
    sample.records.clear();
  }
  return sample;
}

// Of each text of the sample, as far as it can be known.
std::vector<Place> places_of(const OpenSource& source, const SampledTexts& sample) {
  std::vector<Place> places(sample.texts.size(), source.place()), of_record;
  if (!source.is_csv() || sample.records.empty()) return places;
  for (const std::string& file : source.files) {
    std::vector<std::size_t> wanted(sample.records.back() + 1 - of_record.size());
    std::iota(wanted.begin(), wanted.end(), 0);
    for (const std::size_t line : lines_of_records(file, source.delimiter(), wanted, {}, source.context))
      if (line > 0) of_record.push_back({.file = file, .line = line});
  }
  for (std::size_t i = 0; i < places.size(); ++i)
    if (sample.records[i] < of_record.size()) places[i] = of_record[sample.records[i]];
  return places;
}

// Looks for places only when one must be named.
TimeForm form_of_sample(const OpenSource& source, const SampledTexts& sample, const std::string& column, TimeRole role,
                        const std::string& period) {
  try {
    return common_form(sample.texts, std::vector<Place>(sample.texts.size()), column, role, period);
  } catch (const Error&) {
    return common_form(sample.texts, places_of(source, sample), column, role, period);
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

// date: SQL of a date over the source. The rows are those of the sample.
Calendar calendar_of_dates(OpenSource& source, const std::string& date, const SampledTexts& sample,
                           const Columns& columns) {
  const std::string relation = source.lenient_relation();
  const bool all = sample.records.empty();
  const ResultTable dates = source.query(
      all ? fmt::format("SELECT DISTINCT CAST({} AS VARCHAR) AS d FROM {} AS source LIMIT {}", date, relation,
                        sampled_rows)
          : fmt::format("SELECT DISTINCT CAST({} AS VARCHAR) AS d FROM (SELECT * FROM {} AS source LIMIT {}) AS source",
                        date, relation, sampled_rows));
  return calendar_of_spacing(dates["d"].texts, columns.week_starts_on);
}

std::string formatted_date(const std::string& sql, const std::string& time_format) {
  return fmt::format("CAST(try_strptime(CAST({} AS VARCHAR), {}) AS DATE)", sql, sql_text(time_format));
}

}  // namespace

TimeColumn detect_time(OpenSource& source, const Columns& columns) {
  const std::string sql = source.expression(columns.time, {.key = "columns.time"});
  const SampledTexts sample = sample_of(source, columns.time, sql);
  if (sample.rows == 0) throw source.no_rows();
  if (sample.texts.empty())
    throw Error(ErrorKind::data, source.place(), "time column '" + columns.time + "' has no values in the first rows",
                "check columns.time");
  if (!columns.time_format.empty()) {
    const std::string date = formatted_date(sql, columns.time_format);
    const Calendar calendar =
        declared_calendar(calendar_of_dates(source, date, sample, columns), TimeForm::date, columns.period);
    return {calendar, period_sql(calendar, date, source.dialect()), "a time like " + columns.time_format,
            TimeForm::date};
  }
  const TimeForm form = form_of_sample(source, sample, columns.time, TimeRole::period, columns.period);
  if (form == TimeForm::zoned) require_timezone(source, columns.timezone);
  const bool declared = source.is_csv() && source.has_column(columns.time);
  if (declared) source.declare(columns.time, declared_type(form));
  const std::string date =
      date_sql(form, sql, !declared || declared_type(form) == ColumnType::text, columns.timezone, source.dialect());
  const std::optional<PeriodKind> kind = kind_of(form);
  const Calendar natural =
      kind ? Calendar{*kind, std::max(1, columns.week_starts_on)} : calendar_of_dates(source, date, sample, columns);
  const Calendar calendar = declared_calendar(natural, form, columns.period);
  const bool number = form == TimeForm::integer || form == TimeForm::year;
  return {calendar, number ? integer_sql(sql, source.dialect()) : period_sql(calendar, date, source.dialect()),
          std::string(name_of(form)), form};
}

std::string adoption_period_sql(OpenSource& source, const std::string& adopted_on, const Columns& columns,
                                const Calendar& calendar) {
  const std::string sql = source.expression(adopted_on, {.key = "rollout.adopted_on"});
  const SampledTexts sample = sample_of(source, adopted_on, sql);
  if (sample.texts.empty()) return "CAST(NULL AS BIGINT)";
  if (calendar.kind == PeriodKind::integer) return integer_sql(sql, source.dialect());
  if (!columns.time_format.empty())
    return period_sql(calendar, formatted_date(sql, columns.time_format), source.dialect());
  const TimeForm form = form_of_sample(source, sample, adopted_on, TimeRole::adoption, name(calendar.kind));
  if (calendar.kind == PeriodKind::year && (form == TimeForm::year || form == TimeForm::integer))
    return integer_sql(sql, source.dialect());
  return period_sql(calendar, date_sql(form, "CAST(" + sql + " AS VARCHAR)", true, columns.timezone, source.dialect()),
                    source.dialect());
}

}  // namespace payoff
