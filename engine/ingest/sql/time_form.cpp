#include "ingest/sql/time_form.hpp"

#include <iterator>
#include <optional>
#include <set>

#include "base/letters.hpp"
#include "data/calendar.hpp"
#include "ingest/sql/time_numbers.hpp"
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

// 2025-03-03, also with a midnight behind it.
bool names_a_day(const std::string& text) {
  constexpr std::size_t date_length = 10;
  if (!parse_iso_date(text)) return false;
  if (text.size() == date_length) return true;
  return form_of(text) != TimeForm::unknown && text.substr(date_length + 1).starts_with("00:00") &&
         text.find_first_of("123456789", date_length) == std::string::npos;
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
  if (role != TimeRole::period)
    return slashes ? fmt::format(
                         "say which number is the day with SQL: \"{2}\": \"strptime({0}, '%d{1}%m{1}%Y')\" or "
                         "'%m{1}%d{1}%Y'",
                         column, text.find('/') != std::string::npos ? '/' : '.', key_of(role))
                   : fmt::format("read it with SQL, e.g. \"{}\": \"strptime({}, '%d.%m.%Y')\", or {}", key_of(role),
                                 column, empty);
  return slashes ? "say which number is the day: set columns.time_format to '%d/%m/%Y' or '%m/%d/%Y' in its own form"
                 : "set columns.time_format (strptime codes, e.g. '%d.%m.%Y'), or " + empty;
}

Error not_a_time(const Place& place, const std::string& column, const std::string& text, TimeRole role) {
  return Error(
      ErrorKind::data, place,
      fmt::format("{} column '{}' reads like '{}', but must be a date, timestamp, ISO week, month or whole number",
                  noun_of(role), column, text),
      format_remedy(column, text, role));
}

}  // namespace

std::string_view key_of(TimeRole role) {
  constexpr std::string_view keys[] = {"time", "adopted_on", "observed_from", "observed_to", "from", "to"};
  return keys[static_cast<std::size_t>(role)];
}

std::string_view noun_of(TimeRole role) {
  constexpr std::string_view nouns[] = {"time", "adoption", "date", "date", "time", "time"};
  return nouns[static_cast<std::size_t>(role)];
}

std::string_view name_of(TimeForm form) {
  for (const auto& known : forms)
    if (known.form == form) return known.name;
  switch (form) {
    case TimeForm::timestamp:
      return "a timestamp like 2025-03-03 14:05:00";
    case TimeForm::zoned:
      return "a timestamp with a zone like 2025-03-03T14:05:00Z";
    case TimeForm::midnight:
      return "a day, or its midnight like 2025-03-03T00:00:00+01:00";
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
  if (!others.empty() && std::ranges::all_of(texts, names_a_day)) return TimeForm::midnight;
  for (const std::size_t other : others)
    if (is_time_like(texts[other]))
      throw Error(
          ErrorKind::data, places[other],
          fmt::format("{} is '{}', but must have one form, and {} has '{}'", role == TimeRole::period ? "time" : column,
                      texts[other], places[first].text(), texts[first]),
          role == TimeRole::period
              ? "write all dates in one form"
              : fmt::format("write all dates in one form, or read each with SQL, e.g. \"{}\": \"try_strptime({}, "
                            "['%Y-%m-%d', '%m/%d/%Y'])\"",
                            key_of(role), column));
  if (2 * others.size() > texts.size()) throw not_a_time(places[others.front()], column, texts[others.front()], role);
  if (form == TimeForm::month) return dashed_month_or_week(texts, column, role == TimeRole::period ? declared : "");
  return form == TimeForm::integer ? form_of_numbers(texts, column, declared) : form;
}

bool any_known_form(const std::vector<std::string>& texts) {
  return std::ranges::any_of(texts, [](const std::string& text) { return form_of(text) != TimeForm::unknown; });
}

std::string iso_week(std::string_view year_week) {
  return std::string(year_week.substr(0, 4)) + "-W" + std::string(year_week.substr(4));
}

}  // namespace payoff
