#include "ingest/sql/number_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"

namespace payoff {
namespace {

constexpr std::string_view currency =
    "(?:[A-Z]{0,2}\\$|[€£¥₩₹₽₺₪฿]|AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|MXN|NOK|NZD|PLN|"
    "SEK|"
    "SGD|THB|TRY|TWD|USD|ZAR|kr\\.?|zł|Fr\\.|Rs\\.?)";
constexpr std::string_view blanks = "[ \u00A0\u2007\u2009\u202F]*";
constexpr std::string_view amount = "([0-9]+(?:[.,][0-9]+)?)";  // of a duration's parts

// What stands between thousands where this is the decimal mark.
std::string thousands(char decimal) {
  return fmt::format("[{}'’_ \u00A0\u2007\u2009\u202F]", decimal == '.' ? ',' : '.');
}

std::string mark_of(char decimal) {
  return decimal == '.' ? "\\." : ",";
}

std::string whole_part(char decimal) {
  const std::string groups = fmt::format("[1-9][0-9]{{0,2}}(?:{}[0-9]{{3}})+", thousands(decimal));
  const std::string lakhs = decimal == '.' ? "|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}" : "";  // 12,34,567
  return fmt::format("(?:{}{}|[0-9]+)", groups, lakhs);
}

std::string digits(char decimal) {
  return fmt::format("(?:{0}(?:{1}[0-9]*)?|{1}[0-9]+)(?:[eE][-+]?[0-9]{{1,3}})?", whole_part(decimal),
                     mark_of(decimal));
}

// -1, (1), 1-, € -1, $(1), 1 %, and the prices 12.- and 12,– without cents.
std::string whole_cell(char decimal) {
  const std::string number =
      fmt::format("(?:{}|{}{}(?:--?|[–—]))", digits(decimal), whole_part(decimal), mark_of(decimal));
  return fmt::format("(?:{1}{0}\\(|\\(?){0}(?:[-+−–]?{0}(?:{1}{0})?|{1}{0}[-+−–]){2}{0}{1}?{0}%?{0}[-−]?{0}\\)?",
                     blanks, currency, number);
}

std::string fits(const std::string& text, const std::string& pattern) {
  return fmt::format("regexp_full_match({}, {})", text, sql_text(pattern));
}

// Days, hours, minutes, seconds are the four groups of each.
std::string clock_of_three() {
  return "[-+]?(?:([0-9]+) ?(?:d|days?),? )?([0-9]+):([0-5]?[0-9]):([0-5]?[0-9](?:[.,][0-9]+)?)";
}
std::string spelled() {
  return fmt::format(
      "[-+]?(?:{0} ?(?:d|days?))?[ ,]*(?:{0} ?(?:h|hrs?|hours?))?[ ,]*(?:{0} ?(?:m|mins?|minutes?))?[ ,]*"
      "(?:{0} ?(?:s|secs?|seconds?))?",
      amount);
}
std::string iso_8601() {
  return fmt::format("[-+]?p(?:{0}d)?(?:t(?:{0}h)?(?:{0}m)?(?:{0}s)?)?", amount);
}
std::string clock_of_two() {
  return "[-+]?([0-9]+):([0-5][0-9])";
}

std::string seconds_in(const std::string& text, const std::string& pattern, std::initializer_list<int> of_groups) {
  std::string sum;
  int group = 0;
  for (const int seconds : of_groups)
    sum += fmt::format("{}{} * coalesce(TRY_CAST(replace(regexp_extract({}, {}, {}), ',', '.') AS DOUBLE), 0)",
                       sum.empty() ? "" : " + ", seconds, text, sql_text("^" + pattern + "$"), ++group);
  return sum;
}

std::string duration_sql(const NumberForm& form, const std::string& cell) {
  const std::string text = "lower(" + cell + ")";
  const NumberTests tests = number_tests(cell);
  const int first = form.clock_in_minutes ? 60 : 3600;
  return fmt::format(
      "CASE WHEN {} THEN {} WHEN {} THEN {} WHEN {} THEN {} WHEN {} THEN {} ELSE CAST('NaN' AS DOUBLE) END"
      " * CASE WHEN starts_with({}, '-') THEN -1 ELSE 1 END / {}",
      tests.clock_of_three, seconds_in(text, clock_of_three(), {86400, 3600, 60, 1}), tests.clock_of_two,
      seconds_in(text, clock_of_two(), {first, first / 60}), fits(text, iso_8601()) + " AND " + tests.spelled_duration,
      seconds_in(text, iso_8601(), {86400, 3600, 60, 1}), tests.spelled_duration,
      seconds_in(text, spelled(), {86400, 3600, 60, 1}), cell, form.seconds);
}

std::string marked_sql(const NumberForm& form, const std::string& cell) {
  const std::string bare_cell = fmt::format("regexp_replace({}, {}, '')", cell, sql_text(currency));  // Fr.12, kr. -1
  const std::string body = fmt::format("regexp_extract({}, {})", bare_cell, sql_text(digits(form.decimal)));
  const std::string bare = fmt::format("regexp_replace({}, {}, '', 'g')", body, sql_text(thousands(form.decimal)));
  const std::string value =
      fmt::format("TRY_CAST({} AS DOUBLE)", form.decimal == '.' ? bare : "replace(" + bare + ", ',', '.')");
  const std::string signed_value =
      fmt::format("CASE WHEN regexp_matches({0}, '^[^0-9.,]*[-−–(]|[0-9]{2}[-−][ )]*$') THEN -{1} ELSE {1} END",
                  bare_cell, value, blanks);
  return fmt::format("CASE WHEN {} THEN coalesce({}, CAST('NaN' AS DOUBLE)){} ELSE CAST('NaN' AS DOUBLE) END",
                     fits(cell, whole_cell(form.decimal)), signed_value,
                     form.kind == NumberKind::percent ? " / 100" : "");
}

// 1.000, where the comma is the decimal mark.
bool has_thousands(std::string_view number) {
  const std::size_t point = number.find('.');
  return point != std::string_view::npos && number.size() - point == sizeof(".000") - 1 &&
         number.find_first_not_of("+-0123456789.") == std::string_view::npos;
}

}  // namespace

std::string name_of(const NumberForm& form) {
  switch (form.kind) {
    case NumberKind::percent:
      return "percentages, read as shares of 1";
    case NumberKind::duration:
      return form.clock_in_minutes ? "durations (26:43 is minutes and seconds)" : "durations";
    case NumberKind::truth:
      return "yes and no, read as 1 and 0";
    case NumberKind::number:
      break;
  }
  return form.decimal == '.' ? "numbers with a decimal point" : "numbers with a decimal comma";
}

const std::vector<std::string>& yes_spellings() {
  static const std::vector<std::string> words{"true", "t",  "yes", "y",    "on",   "ja", "oui",
                                              "sí",   "si", "sim", "wahr", "vrai", "1",  "1.0"};
  return words;
}

const std::vector<std::string>& no_spellings() {
  static const std::vector<std::string> words{"false", "f",   "no",     "n",    "off", "nein",
                                              "non",   "não", "falsch", "faux", "0",   "0.0"};
  return words;
}

std::vector<std::string> missing_spellings(const std::vector<std::string>& added,
                                           const std::vector<std::string>& removed) {
  std::vector<std::string> all{"", "na", "n/a", "#n/a", "null", "none", "nan", "-", "–", "—"};
  for (const std::string& text : added) all.push_back(lower(text));
  for (const std::string& text : removed) std::erase(all, lower(text));
  return all;
}

std::string without_missing_numbers(const std::string& number, const std::vector<std::string>& missing, char decimal) {
  std::string there = number;
  const auto leave_out = [&](double value) {
    there = fmt::format("nullif({}, CAST('{}' AS DOUBLE PRECISION))", there, value);
  };
  for (std::string spelling : missing) {
    if (decimal != '.' && has_thousands(spelling)) continue;
    std::ranges::replace(spelling, decimal, '.');
    double value = 0;
    const char* const end = spelling.data() + spelling.size();
    const auto read = std::from_chars(spelling.data() + spelling.starts_with('+'), end, value);
    if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value)) continue;
    leave_out(value);
    const double of_four_bytes = static_cast<float>(value);
    if (value != std::floor(value) && of_four_bytes != value) leave_out(of_four_bytes);
  }
  return there;
}

std::string trimmed(const std::string& text) {
  return fmt::format("trim(BOTH {} FROM {})", sql_text(all_blanks), text);
}

std::string trimmed_cell(const std::string& text) {
  return fmt::format("CASE WHEN contains({0}, '\t') THEN {1} ELSE trim({0}) END", text, trimmed(text));
}

std::string is_there(const std::string& text, const std::vector<std::string>& spellings) {
  return spellings.empty() ? text + " IS NOT NULL" : fmt::format("lower({}) NOT IN ({})", text, sql_texts(spellings));
}

std::string cell_is_there(const std::string& cell, const std::vector<std::string>& missing, char decimal) {
  const std::string number = "TRY_CAST(" + cell + " AS DOUBLE)",
                    left = without_missing_numbers(number, missing, decimal), there = is_there(cell, missing);
  return left == number ? there : fmt::format("{} AND ({} IS NULL OR {} IS NOT NULL)", there, number, left);
}

std::string number_sql(const NumberForm& form, const std::string& text, const std::vector<std::string>& spellings) {
  const std::string cell = trimmed_cell(text);
  std::string value;
  if (form.kind == NumberKind::truth) {
    value = fmt::format(
        "CASE WHEN lower({0}) IN ({1}) THEN 1.0 WHEN lower({0}) IN ({2}) THEN 0.0 ELSE CAST('NaN' AS "
        "DOUBLE) END",
        cell, sql_texts(yes_spellings()), sql_texts(no_spellings()));
  } else if (form.kind == NumberKind::duration) {
    value = duration_sql(form, cell);
  } else if (form.plain) {
    value = fmt::format("coalesce(TRY_CAST({} AS DOUBLE), CAST('NaN' AS DOUBLE))", cell);
  } else {
    value = marked_sql(form, cell);
    if (form.kind == NumberKind::number && form.decimal == '.')
      value = fmt::format("coalesce(TRY_CAST({} AS DOUBLE), {})", cell, value);  // most are plain
  }
  if (form.kind == NumberKind::number) value = without_missing_numbers(value, spellings, form.decimal);
  return fmt::format("CASE WHEN {} THEN {} END", cell_is_there(cell, spellings, form.decimal), value);
}

NumberTests number_tests(const std::string& text) {
  const std::string small = "lower(" + text + ")";
  return {.point = fits(text, whole_cell('.')),
          .comma = fits(text, whole_cell(',')),
          .percent = "contains(" + text + ", '%')",
          .clock_of_three = fits(small, clock_of_three()),
          .clock_of_two = fits(small, clock_of_two()),
          .spelled_duration =
              fmt::format("(regexp_matches({0}, '[0-9]') AND regexp_matches({0}, '[dhms]') AND ({1} OR {2}))", small,
                          fits(small, spelled()), fits(small, iso_8601())),
          .truth = fmt::format("lower({}) IN ({}, {})", text, sql_texts(yes_spellings()), sql_texts(no_spellings())),
          .currency = fmt::format("regexp_extract({}, {})", text, sql_text(currency))};
}

double seconds_of_unit(std::string_view unit) {
  const std::string folded = lower(std::string(unit.substr(0, unit.find(' '))));
  static const std::vector<std::pair<double, std::vector<std::string_view>>> units{
      {0.001, {"ms", "msec", "millisecond", "milliseconds"}},
      {1, {"s", "sec", "secs", "second", "seconds"}},
      {60, {"m", "min", "mins", "minute", "minutes"}},
      {3600, {"h", "hr", "hrs", "hour", "hours"}},
      {86400, {"d", "day", "days"}}};
  for (const auto& [seconds, names] : units)
    if (std::ranges::find(names, folded) != names.end()) return seconds;
  return 0;
}

}  // namespace payoff
