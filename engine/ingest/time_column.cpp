#include "ingest/time_column.hpp"

#include <cctype>
#include <set>

#include "base/calendar.hpp"
#include "base/suggestion.hpp"
#include "ingest/duckdb.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr int sampled_rows = 20000;

enum class Form { date, timestamp, zoned, week, month, quarter, year_month, compact_date, integer, unknown };

// How each form looks: '9' is a digit.
constexpr struct {
  Form form;
  std::string_view pattern;
  std::string_view name;
} forms[] = {
    {Form::date, "9999-99-99", "a date like 2025-03-03"}, {Form::week, "9999-W99", "an ISO week like 2025-W10"},
    {Form::week, "9999W99", "an ISO week like 2025W10"},  {Form::month, "9999-99", "a month like 2025-03"},
    {Form::quarter, "9999-Q9", "a quarter like 2025-Q1"}, {Form::quarter, "9999Q9", "a quarter like 2025Q1"},
};

bool matches(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern, [](unsigned char c, char p) { return p == '9' ? std::isdigit(c) : c == p; });
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.ends_with(".0")) text.remove_suffix(2);
  return !text.empty() && text.size() < 10 &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c); });
}

Form form_of(std::string_view text) {
  for (const auto& known : forms)
    if (matches(text, known.pattern)) return known.form;
  if (text.size() >= 16 && parse_iso_date(text) && (text[10] == ' ' || text[10] == 'T')) {
    const std::string_view clock = text.substr(11);
    return clock.find_first_of("Z+-") == std::string_view::npos ? Form::timestamp : Form::zoned;
  }
  return is_integer(text) ? Form::integer : Form::unknown;
}

std::string_view name_of(Form form) {
  for (const auto& known : forms)
    if (known.form == form) return known.name;
  switch (form) {
    case Form::timestamp:
      return "a timestamp like 2025-03-03 14:05:00";
    case Form::zoned:
      return "a timestamp with a zone like 2025-03-03T14:05:00Z";
    case Form::year_month:
      return "a month like 202503";
    case Form::compact_date:
      return "a date like 20250303";
    case Form::integer:
      return "a whole number";
    default:
      return "a time";
  }
}

// 202503 is March 2025 and not the number 202503, when every value reads so.
Form refine_integers(const std::vector<std::string>& texts) {
  const auto all = [&](std::size_t length, auto&& is_month) {
    return std::ranges::all_of(texts, [&](const std::string& text) {
      return text.size() == length && (text.starts_with("19") || text.starts_with("20")) && is_month(text.substr(4, 2));
    });
  };
  const auto month = [](const std::string& digits) { return digits >= "01" && digits <= "12"; };
  if (all(6, month)) return Form::year_month;
  if (all(8, month)) return Form::compact_date;
  return Form::integer;
}

// A known form, or digits with separators as other calendars write them: 13/01/2025.
bool is_time_like(std::string_view text) {
  const auto digits = std::ranges::count_if(text, [](unsigned char c) { return std::isdigit(c); });
  const auto separators = std::ranges::count_if(text, [](char c) { return c == '/' || c == '.' || c == '-'; });
  return form_of(text) != Form::unknown || (digits >= 4 && separators == 2);
}

Error not_a_time(const std::string& where, const std::string& text) {
  const bool slashes = text.find_first_of("/.") != std::string::npos;
  return Error(ErrorKind::data, where,
               "time column reads like '" + text + "', but must be a date, timestamp, ISO week, month or whole number",
               slashes
                   ? "say which number is the day: set columns.time_format to '%d/%m/%Y' or '%m/%d/%Y' in its own form"
                   : "set columns.time_format (strptime codes, e.g. '%d.%m.%Y')");
}

// The one form of all sampled texts.
Form common_form(const std::vector<std::string>& texts, const std::vector<std::size_t>& lines,
                 const std::string& file) {
  const auto where = [&](std::size_t i) { return lines[i] ? fmt::format("{}:{}", file, lines[i]) : file; };
  const Form form = form_of(texts.front());
  if (form == Form::unknown) throw not_a_time(where(0), texts.front());
  std::size_t others = 0, first_other = 0;
  for (std::size_t i = 1; i < texts.size(); ++i)
    if (form_of(texts[i]) != form && others++ == 0) first_other = i;
  if (others > 0 && is_time_like(texts[first_other]))
    throw Error(ErrorKind::data, where(first_other),
                fmt::format("time is '{}', but must have one form, and line {} has '{}'", texts[first_other], lines[0],
                            texts[0]),
                "write all dates in one form");
  if (2 * others > texts.size()) throw not_a_time(where(first_other), texts[first_other]);
  return form == Form::integer ? refine_integers(texts) : form;
}

// SQL of type DATE for a column of this form; text cells that are not become NULL.
std::string date_sql(Form form, const std::string& column, bool is_text, const std::string& timezone) {
  const std::string text = is_text ? column : "CAST(" + column + " AS VARCHAR)";
  switch (form) {
    case Form::date:
      return is_text ? "TRY_CAST(" + column + " AS DATE)" : column;
    case Form::timestamp:
      return is_text ? "CAST(TRY_CAST(" + column + " AS TIMESTAMP) AS DATE)" : "CAST(" + column + " AS DATE)";
    case Form::zoned:
      return fmt::format("CAST(timezone({}, {}) AS DATE)", sql_text(timezone.empty() ? "UTC" : timezone),
                         is_text ? "TRY_CAST(" + column + " AS TIMESTAMP WITH TIME ZONE)" : column);
    case Form::week:
      return "CAST(try_strptime(replace(" + text + ", '-', '') || '1', '%GW%V%u') AS DATE)";
    case Form::month:
      return "TRY_CAST(" + text + " || '-01' AS DATE)";
    case Form::quarter:
      return fmt::format(
          "TRY_CAST(left({0}, 4) || '-' || (3 * TRY_CAST(right({0}, 1) AS INTEGER) - 2) || '-01' AS DATE)", text);
    case Form::year_month:
      return fmt::format("CAST(try_strptime(replace({}, '.0', '') || '01', '%Y%m%d') AS DATE)", text);
    case Form::compact_date:
      return fmt::format("CAST(try_strptime(replace({}, '.0', ''), '%Y%m%d') AS DATE)", text);
    default:
      return "NULL";
  }
}

std::string period_sql(const Calendar& calendar, const std::string& date) {
  switch (calendar.kind) {
    case PeriodKind::day:
      return "(" + date + " - DATE '1970-01-01')";
    // Shifted to be positive, since integer division rounds toward zero.
    case PeriodKind::week:
      return fmt::format("((({} - DATE '1970-01-01') + {}) // 7 - 100000)", date,
                         700000 + week_offset_days(calendar.week_starts_on));
    case PeriodKind::quarter:
      return fmt::format("((12 * year({0}) + month({0}) - 1) // 3)", date);
    default:
      return fmt::format("(12 * year({0}) + month({0}) - 1)", date);
  }
}

// Weekly, monthly and quarterly data give themselves away: all dates fall on one weekday, or on the first.
Calendar natural_calendar(Form form, const std::vector<std::string>& texts, int declared_week_start) {
  Calendar calendar{PeriodKind::day, declared_week_start ? declared_week_start : 1};
  switch (form) {
    case Form::week:
      calendar.kind = PeriodKind::week;
      return calendar;
    case Form::month:
    case Form::year_month:
      calendar.kind = PeriodKind::month;
      return calendar;
    case Form::quarter:
      calendar.kind = PeriodKind::quarter;
      return calendar;
    case Form::integer:
      calendar.kind = PeriodKind::integer;
      return calendar;
    default:
      break;
  }
  std::set<int> days, weekdays;
  bool first_of_month = true, first_of_quarter = true;
  for (const std::string& text : texts) {
    const auto day = parse_iso_date(text);
    if (!day) continue;
    days.insert(*day);
    weekdays.insert(((*day + 3) % 7 + 7) % 7 + 1);
    first_of_month = first_of_month && text.substr(8, 2) == "01";
    first_of_quarter = first_of_quarter && first_of_month && (text[6] - '0' + 10 * (text[5] - '0')) % 3 == 1;
  }
  if (days.size() < 2 || form == Form::timestamp || form == Form::zoned) return calendar;
  if (first_of_month) calendar.kind = first_of_quarter ? PeriodKind::quarter : PeriodKind::month;
  if (weekdays.size() == 1) {
    calendar.kind = PeriodKind::week;
    if (declared_week_start == 0) calendar.week_starts_on = *weekdays.begin();
  }
  return calendar;
}

Calendar declared_calendar(Calendar natural, Form form, const std::string& period) {
  static const std::map<std::string, PeriodKind> kinds{{"day", PeriodKind::day},
                                                       {"week", PeriodKind::week},
                                                       {"month", PeriodKind::month},
                                                       {"quarter", PeriodKind::quarter},
                                                       {"integer", PeriodKind::integer}};
  if (period.empty()) return natural;
  const auto kind = kinds.find(period);
  if (kind == kinds.end())
    throw Error(ErrorKind::usage, "columns.period",
                "period is '" + period + "', but must be day, week, month, quarter or integer",
                suggestion(period, {"day", "week", "month", "quarter", "integer"}));
  if ((form == Form::integer) != (kind->second == PeriodKind::integer))
    throw Error(ErrorKind::usage, "columns.period",
                fmt::format("period is '{}', but the time column holds {}", period, name_of(form)),
                "drop columns.period, or make time a date with SQL");
  natural.kind = kind->second;
  return natural;
}

ColumnType declared_type(Form form) {
  switch (form) {
    case Form::date:
      return ColumnType::date;
    case Form::timestamp:
      return ColumnType::timestamp;
    case Form::zoned:
      return ColumnType::timestamp_with_zone;
    case Form::integer:
      return ColumnType::integer;
    default:
      return ColumnType::text;
  }
}

struct Sample {
  std::size_t rows = 0;
  std::vector<std::string> texts;
  std::vector<std::size_t> lines;  // 0 where the source has none
};

Sample sample_of(OpenSource& source, const std::string& column, const std::string& sql) {
  const bool by_name = source.is_csv() && source.has_column(column);
  const ResultTable rows =
      source.query(fmt::format("SELECT CAST({} AS VARCHAR) AS t FROM {} AS source LIMIT {}", sql,
                               by_name ? source.text_relation() : source.lenient_relation(), sampled_rows));
  Sample sample{.rows = rows.rows};
  for (std::size_t i = 0; i < rows.rows; ++i) {
    if (!rows.columns[0].valid[i] || rows.columns[0].texts[i].empty()) continue;
    sample.texts.push_back(rows.columns[0].texts[i]);
    sample.lines.push_back(source.is_csv() ? i + 2 : 0);
  }
  // A file sorted by time may show only its first dates: then look at every distinct one.
  if (rows.rows == sampled_rows && std::set(sample.texts.begin(), sample.texts.end()).size() < 3) {
    const ResultTable all =
        source.query(fmt::format("SELECT DISTINCT CAST({} AS VARCHAR) AS t FROM {} AS source WHERE t <> '' LIMIT {}",
                                 sql, by_name ? source.text_relation() : source.lenient_relation(), sampled_rows));
    sample.texts = all.columns[0].texts;
    sample.lines.assign(sample.texts.size(), 0);
  }
  return sample;
}

}  // namespace

TimeColumn detect_time(OpenSource& source, const Columns& columns) {
  const std::string sql = source.expression(columns.time, "columns.time");
  const Sample sample = sample_of(source, columns.time, sql);
  const std::string file = source.files.empty() ? "database" : source.files.front();
  if (sample.rows == 0) throw Error(ErrorKind::data, file, "there is a header but no rows", "check data.files");
  if (sample.texts.empty())
    throw Error(ErrorKind::data, file, "time column '" + columns.time + "' has no values in the first rows",
                "check columns.time");
  if (!columns.time_format.empty()) {
    const Calendar calendar =
        declared_calendar({PeriodKind::day, std::max(1, columns.week_starts_on)}, Form::date, columns.period);
    const std::string date =
        fmt::format("CAST(try_strptime(CAST({} AS VARCHAR), {}) AS DATE)", sql, sql_text(columns.time_format));
    return {calendar, period_sql(calendar, date), "a time like " + columns.time_format};
  }
  const Form form = common_form(sample.texts, sample.lines, file);
  const Calendar calendar =
      declared_calendar(natural_calendar(form, sample.texts, columns.week_starts_on), form, columns.period);
  const bool declared = source.is_csv() && source.has_column(columns.time);
  if (declared) source.declare(columns.time, declared_type(form));
  if (form == Form::integer) return {calendar, "CAST(" + sql + " AS BIGINT)", std::string(name_of(form))};
  return {
      calendar,
      period_sql(calendar, date_sql(form, sql, !declared || declared_type(form) == ColumnType::text, columns.timezone)),
      std::string(name_of(form))};
}

std::string adoption_period_sql(OpenSource& source, const std::string& adopted_on, const Columns& columns,
                                const Calendar& calendar) {
  const std::string sql = source.expression(adopted_on, "rollout.adopted_on");
  const Sample sample = sample_of(source, adopted_on, sql);
  if (sample.texts.empty()) return "CAST(NULL AS BIGINT)";
  const std::string file = source.files.empty() ? "database" : source.files.front();
  if (calendar.kind == PeriodKind::integer) return "TRY_CAST(" + sql + " AS BIGINT)";
  if (!columns.time_format.empty())
    return period_sql(calendar, fmt::format("CAST(try_strptime(CAST({} AS VARCHAR), {}) AS DATE)", sql,
                                            sql_text(columns.time_format)));
  const Form form = common_form(sample.texts, sample.lines, file);
  return period_sql(calendar, date_sql(form, "CAST(" + sql + " AS VARCHAR)", true, columns.timezone));
}

}  // namespace payoff
