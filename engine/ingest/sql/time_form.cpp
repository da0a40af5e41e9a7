#include "ingest/sql/time_form.hpp"

#include <iterator>
#include <optional>
#include <set>

#include "base/letters.hpp"
#include "base/messages.hpp"
#include "data/calendar.hpp"
#include "ingest/sql/time_numbers.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// How each form looks: '9' is a digit.
constexpr struct {
  TimeForm form;
  std::string_view pattern;
} forms[] = {
    {TimeForm::date, "9999-99-99"}, {TimeForm::week, "9999-W99"},   {TimeForm::week, "9999W99"},
    {TimeForm::month, "9999-99"},   {TimeForm::quarter, "9999-Q9"}, {TimeForm::quarter, "9999Q9"},
    {TimeForm::quarter, "9999 Q9"}, {TimeForm::quarter, "Q9 9999"}, {TimeForm::quarter, "Q9-9999"},
    {TimeForm::quarter, "Q9/9999"},
};

MessageId message_of(TimeForm form) {
  using enum MessageId;
  constexpr MessageId messages[] = {
      form_date,        form_timestamp,    form_zoned,     form_midnight,      form_week,
      form_month,       form_quarter,      form_year,      form_year_month,    form_year_week,
      form_dashed_week, form_compact_date, form_excel_day, form_epoch_seconds, form_epoch_milliseconds,
      form_integer,     form_unknown};
  return messages[static_cast<std::size_t>(form)];
}

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
  return language_of("en").text(message_of(form));
}

std::string said_form(TimeForm form) {
  return say(message_of(form));
}

TimeForm common_form(const std::vector<std::string>& texts, const std::vector<Place>& places, const std::string& column,
                     TimeRole role, const std::string& declared) {
  const auto known = [](const std::string& text) { return form_of(text) != TimeForm::unknown; };
  const auto first = static_cast<std::size_t>(std::ranges::find_if(texts, known) - texts.begin());
  const auto place_of = [&](std::size_t i) { return places.empty() ? Place() : places[i]; };
  if (first == texts.size()) throw not_a_time(place_of(0), column, texts.front(), role);
  const TimeForm form = form_of(texts[first]);
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (form_of(texts[i]) != form) others.push_back(i);
  if (!others.empty() && std::ranges::all_of(texts, names_a_day)) return TimeForm::midnight;
  for (const std::size_t other : others)
    if (is_time_like(texts[other]))
      throw Error(
          ErrorKind::data, place_of(other),
          fmt::format("{} is '{}', but must have one form, and {} has '{}'", role == TimeRole::period ? "time" : column,
                      texts[other], place_of(first).text(), texts[first]),
          role == TimeRole::period
              ? "write all dates in one form"
              : fmt::format("write all dates in one form, or read each with SQL, e.g. \"{}\": \"try_strptime({}, "
                            "['%Y-%m-%d', '%m/%d/%Y'])\"",
                            key_of(role), column));
  if (2 * others.size() > texts.size()) throw not_a_time(place_of(others.front()), column, texts[others.front()], role);
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
