#include "ingest/sql/time_form.hpp"

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
};

bool matches(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern, [](char c, char p) { return p == '9' ? is_digit(c) : c == p; });
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.ends_with(".0")) text.remove_suffix(2);
  return !text.empty() && text.size() < 10 && std::ranges::all_of(text, is_digit);
}

TimeForm form_of(std::string_view text) {
  for (const auto& known : forms)
    if (matches(text, known.pattern)) return known.form;
  if (text.size() >= 16 && parse_iso_date(text) && (text[10] == ' ' || text[10] == 'T')) {
    const std::string_view clock = text.substr(11);
    return clock.find_first_of("Z+-") == std::string_view::npos ? TimeForm::timestamp : TimeForm::zoned;
  }
  return is_integer(text) ? TimeForm::integer : TimeForm::unknown;
}

// 202503 is March 2025 and not the number 202503, when every value reads so.
TimeForm refine_integers(const std::vector<std::string>& texts) {
  const auto all = [&](std::size_t length, auto&& is_month) {
    return std::ranges::all_of(texts, [&](const std::string& text) {
      return text.size() == length && (text.starts_with("19") || text.starts_with("20")) && is_month(text.substr(4, 2));
    });
  };
  const auto month = [](const std::string& digits) { return digits >= "01" && digits <= "12"; };
  if (all(6, month)) return TimeForm::year_month;
  if (all(8, month)) return TimeForm::compact_date;
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
    case TimeForm::year_month:
      return "a month like 202503";
    case TimeForm::compact_date:
      return "a date like 20250303";
    case TimeForm::integer:
      return "a whole number";
    default:
      return "a time";
  }
}

TimeForm common_form(const std::vector<std::string>& texts, const std::vector<Place>& places, const std::string& column,
                     TimeRole role) {
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
  return form == TimeForm::integer ? refine_integers(texts) : form;
}

Calendar natural_calendar(TimeForm form, const std::vector<std::string>& texts, int declared_week_start) {
  Calendar calendar{PeriodKind::day, declared_week_start ? declared_week_start : 1};
  switch (form) {
    case TimeForm::week:
      calendar.kind = PeriodKind::week;
      return calendar;
    case TimeForm::month:
    case TimeForm::year_month:
      calendar.kind = PeriodKind::month;
      return calendar;
    case TimeForm::quarter:
      calendar.kind = PeriodKind::quarter;
      return calendar;
    case TimeForm::integer:
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
  if (days.size() < 2 || form == TimeForm::timestamp || form == TimeForm::zoned) return calendar;
  // Months first: 2025-02-01 and 2025-03-01 are both Saturdays.
  if (first_of_month) {
    calendar.kind = first_of_quarter ? PeriodKind::quarter : PeriodKind::month;
  } else if (weekdays.size() == 1) {
    calendar.kind = PeriodKind::week;
    if (declared_week_start == 0) calendar.week_starts_on = *weekdays.begin();
  }
  return calendar;
}

}  // namespace payoff
