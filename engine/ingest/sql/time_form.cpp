#include "ingest/sql/time_form.hpp"

#include <iterator>
#include <set>

#include "base/letters.hpp"
#include "data/calendar.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// How each form looks: '9' is a digit.
constexpr struct {
  TimeForm form;
  std::string_view pattern;
  std::string_view name;
} forms[] = {
    {TimeForm::date, "9999-99-99", "a date like 2025-03-03"}, {TimeForm::week, "9999-W99", "an ISO week like 2025-W10"},
    {TimeForm::week, "9999W99", "an ISO week like 2025W10"},  {TimeForm::month, "9999-99", "a month like 2025-03"},
    {TimeForm::quarter, "9999-Q9", "a quarter like 2025-Q1"}, {TimeForm::quarter, "9999Q9", "a quarter like 2025Q1"},
    {TimeForm::quarter, "9999 Q9", "a quarter like 2025 Q1"}, {TimeForm::quarter, "Q9 9999", "a quarter like Q1 2025"},
    {TimeForm::quarter, "Q9-9999", "a quarter like Q1-2025"}, {TimeForm::quarter, "Q9/9999", "a quarter like Q1/2025"},
};

bool matches(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern, [](char c, char p) { return p == '9' ? is_digit(c) : c == p; });
}

// A program that takes whole numbers for real ones adds ".0".
std::string_view without_zero(std::string_view text) {
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  text = without_zero(text);
  return !text.empty() && text.size() < 10 && std::ranges::all_of(text, is_digit);
}

TimeForm form_of(std::string_view text) {
  for (const auto& known : forms)
    if (matches(text, known.pattern)) return known.form;
  if (text.size() >= 16 && parse_iso_date(text) && (text[10] == ' ' || text[10] == 'T') && is_digit(text[11])) {
    const std::string_view clock = text.substr(11);
    return clock.find_first_of("Z+-") == std::string_view::npos ? TimeForm::timestamp : TimeForm::zoned;
  }
  const std::string_view whole = without_zero(text);  // seconds from 2001 to 2033
  if (whole.starts_with('1') && std::ranges::all_of(whole, is_digit)) {
    if (whole.size() == 10) return TimeForm::epoch_seconds;
    if (whole.size() == 13) return TimeForm::epoch_milliseconds;
  }
  return is_integer(text) ? TimeForm::integer : TimeForm::unknown;
}

// The number that these digits of the text are, -1 for other characters.
int digits_of(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit) ? std::stoi(std::string(text)) : -1;
}

Error month_or_week_unknown(const std::string& text, const std::string& column) {
  return {ErrorKind::usage,
          {.key = "columns.time"},
          fmt::format("time '{}' may be a month or a week of the year, and nothing in '{}' tells which", text, column),
          "set columns.period to \"month\" or \"week\""};
}

// 202503 is March or the third week: a part above 12 says weeks, a turn of the year without 13 to 52 says months. Else
// the name of the column must say it, or the study.
TimeForm month_or_week(const std::vector<std::string>& texts, const std::string& column, const std::string& declared) {
  std::set<int> parts, years;
  for (const std::string& text : texts) {
    parts.insert(digits_of(std::string_view(text).substr(4)));
    years.insert(digits_of(std::string_view(text).substr(0, 4)));
  }
  if (*parts.begin() < 1 || *parts.rbegin() > 53) return TimeForm::integer;
  if (*parts.rbegin() > 12) return TimeForm::year_week;
  if (years.size() > 1) return TimeForm::year_month;
  const bool month = declared.empty() ? lower(column).find("month") != std::string::npos : declared == "month";
  const bool week = declared.empty() ? lower(column).find("week") != std::string::npos : declared == "week";
  if (month != week) return month ? TimeForm::year_month : TimeForm::year_week;
  throw month_or_week_unknown(texts.front(), column);
}

// 2025-08 is a month; with a part above 12, or where the study says so, it is a week. A column that is called so by its
// name alone is asked about.
TimeForm dashed_month_or_week(const std::vector<std::string>& texts, const std::string& column,
                              const std::string& declared) {
  const bool beyond = std::ranges::any_of(texts, [](const std::string& text) {
    const int part = digits_of(std::string_view(text).substr(5));
    return part > 12 && part <= 53;
  });
  if (beyond || declared == "week") return TimeForm::dashed_week;
  if (declared.empty() && lower(column).find("week") != std::string::npos)
    throw month_or_week_unknown(texts.front(), column);
  return TimeForm::month;
}

// 52, 1, 2: weeks or months of two years, whose order their numbers do not tell.
void require_no_turn_of_the_year(const std::vector<std::string>& texts, const std::string& column) {
  constexpr int widest_step = 3;
  std::set<int> numbers;
  for (const std::string& text : texts)
    if (is_integer(text)) numbers.insert(digits_of(without_zero(text)));
  if (numbers.empty()) return;
  for (const int last : {12, 52}) {
    if (*numbers.begin() != 1 || *numbers.rbegin() < last || *numbers.rbegin() > last + last / 52) continue;
    const auto gap = std::ranges::adjacent_find(numbers, [](int a, int b) { return b - a > widest_step; });
    if (gap != numbers.end())
      throw Error(ErrorKind::usage, {.key = "columns.time"},
                  fmt::format("time '{}' has {} to {} and 1 to {}, the {} of two years without their year", column,
                              *std::next(gap), *numbers.rbegin(), *gap, last == 12 ? "months" : "weeks"),
                  "give the year with SQL, e.g. \"time\": \"year || '-W' || lpad(week, 2, '0')\"; or set "
                  "columns.period to \"integer\" if they are none");
  }
}

// 06012025: no number, but a day whose year comes last.
void require_no_reversed_days(const std::vector<std::string>& texts, const std::string& column) {
  const auto is_day = [](const std::string& text, std::size_t day, std::size_t month) {
    const std::string year = text.size() == 8 ? text.substr(4) : "20" + text.substr(4);
    return parse_iso_date(year + '-' + text.substr(month, 2) + '-' + text.substr(day, 2)).has_value() &&
           (year.starts_with("19") || year.starts_with("20"));
  };
  for (const std::size_t length : {8, 6})
    if (std::ranges::all_of(texts,
                            [&](const std::string& text) {
                              return text.size() == length && std::ranges::all_of(text, is_digit) &&
                                     (is_day(text, 0, 2) || is_day(text, 2, 0));
                            }) &&
        std::set(texts.begin(), texts.end()).size() > 2)
      throw Error(ErrorKind::usage, {.key = "columns.time"},
                  fmt::format("time '{}' has numbers like '{}', which look like days whose year comes last", column,
                              texts.front()),
                  length == 8 ? "set columns.time_format to '%d%m%Y' or '%m%d%Y'; or columns.period to \"integer\" if "
                                "they are numbers"
                              : "set columns.time_format to '%d%m%y' or '%m%d%y'; or columns.period to \"integer\" if "
                                "they are numbers");
}

// Whole numbers that are all years, months, weeks or days of the years from 1900 to 2099, or days as Excel counts them.
TimeForm refine_integers(const std::vector<std::string>& texts, const std::string& column,
                         const std::string& declared) {
  const auto all = [&](std::size_t length) {
    return declared != "integer" && std::ranges::all_of(texts, [&](const std::string& text) {
             return text.size() == length && (text.starts_with("19") || text.starts_with("20"));
           });
  };
  if (all(4)) return TimeForm::year;
  if (all(6)) return month_or_week(texts, column, declared);
  const auto is_day = [](const std::string& text) {
    return parse_iso_date(text.substr(0, 4) + '-' + text.substr(4, 2) + '-' + text.substr(6)).has_value();
  };
  if (all(8) && std::ranges::all_of(texts, is_day)) return TimeForm::compact_date;
  const auto is_excel_day = [](const std::string& text) {
    return without_zero(text).size() == 5 && text >= "36526" && text < "73051";  // 2000-01-01 to 2099-12-31
  };
  if (declared == "integer") return TimeForm::integer;
  if (std::ranges::all_of(texts, is_excel_day)) return TimeForm::excel_day;
  require_no_reversed_days(texts, column);
  require_no_turn_of_the_year(texts, column);
  return TimeForm::integer;
}

// A known form, or digits with separators as other calendars write them: 13/01/2025.
bool is_time_like(std::string_view text) {
  const auto digits = std::ranges::count_if(text, is_digit);
  const auto separators = std::ranges::count_if(text, [](char c) { return c == '/' || c == '.' || c == '-'; });
  return form_of(text) != TimeForm::unknown || (digits >= 4 && separators == 2);
}

std::string format_remedy(const std::string& column, const std::string& text, TimeRole role) {
  const bool slashes = text.find_first_of("/.") != std::string::npos;
  const std::string empty = "make such texts empty with SQL: nullif(" + column + ", '" + text + "')";
  if (role == TimeRole::adoption)
    return slashes ? fmt::format(
                         "say which number is the day with SQL: \"adopted_on\": \"strptime({0}, '%d{1}%m{1}%Y')\" or "
                         "'%m{1}%d{1}%Y'",
                         column, text.find('/') != std::string::npos ? '/' : '.')
                   : "read it with SQL, e.g. \"adopted_on\": \"strptime(" + column + ", '%d.%m.%Y')\", or " + empty;
  return slashes ? "say which number is the day: set columns.time_format to '%d/%m/%Y' or '%m/%d/%Y' in its own form"
                 : "set columns.time_format (strptime codes, e.g. '%d.%m.%Y'), or " + empty;
}

Error not_a_time(const Place& place, const std::string& column, const std::string& text, TimeRole role) {
  return Error(
      ErrorKind::data, place,
      fmt::format("{} column '{}' reads like '{}', but must be a date, timestamp, ISO week, month or whole number",
                  role == TimeRole::adoption ? "adoption" : "time", column, text),
      format_remedy(column, text, role));
}

}  // namespace

std::string_view name_of(TimeForm form) {
  for (const auto& known : forms)
    if (known.form == form) return known.name;
  switch (form) {
    case TimeForm::timestamp:
      return "a timestamp like 2025-03-03 14:05:00";
    case TimeForm::zoned:
      return "a timestamp with a zone like 2025-03-03T14:05:00Z";
    case TimeForm::zoned_day:
      return "a day that begins in its own zone like 2025-03-03T00:00:00+01:00";
    case TimeForm::year:
      return "a year like 2025";
    case TimeForm::year_month:
      return "a month like 202503";
    case TimeForm::year_week:
      return "a week like 202510";
    case TimeForm::dashed_week:
      return "a week like 2025-10";
    case TimeForm::compact_date:
      return "a date like 20250303";
    case TimeForm::excel_day:
      return "a day as Excel counts them, like 45719 (2025-03-03)";
    case TimeForm::epoch_seconds:
      return "seconds since 1970 like 1741003200 (2025-03-03)";
    case TimeForm::epoch_milliseconds:
      return "milliseconds since 1970 like 1741003200000 (2025-03-03)";
    case TimeForm::integer:
      return "a whole number";
    default:
      return "a time";
  }
}

TimeForm common_form(const std::vector<std::string>& texts, const std::vector<Place>& places, const std::string& column,
                     TimeRole role, const std::string& declared) {
  const auto known = [](const std::string& text) { return form_of(text) != TimeForm::unknown; };
  const auto first = static_cast<std::size_t>(std::ranges::find_if(texts, known) - texts.begin());
  if (first == texts.size()) throw not_a_time(places.front(), column, texts.front(), role);
  const TimeForm form = form_of(texts[first]);
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (form_of(texts[i]) != form) others.push_back(i);
  for (const std::size_t other : others)
    if (is_time_like(texts[other]))
      throw Error(
          ErrorKind::data, places[other],
          fmt::format("{} is '{}', but must have one form, and {} has '{}'",
                      role == TimeRole::adoption ? column : "time", texts[other], places[first].text(), texts[first]),
          role == TimeRole::period
              ? "write all dates in one form"
              : "write all dates in one form, or read each with SQL, e.g. \"adopted_on\": \"try_strptime(" + column +
                    ", ['%Y-%m-%d', '%m/%d/%Y'])\"");
  if (2 * others.size() > texts.size()) throw not_a_time(places[others.front()], column, texts[others.front()], role);
  if (form == TimeForm::month) return dashed_month_or_week(texts, column, role == TimeRole::period ? declared : "");
  return form == TimeForm::integer ? refine_integers(texts, column, declared) : form;
}

bool any_known_form(const std::vector<std::string>& texts) {
  return std::ranges::any_of(texts, [](const std::string& text) { return form_of(text) != TimeForm::unknown; });
}

std::string iso_week(std::string_view year_week) {
  return std::string(year_week.substr(0, 4)) + "-W" + std::string(year_week.substr(4));
}

}  // namespace payoff
