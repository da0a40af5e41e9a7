#include "ingest/sql/partial_periods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <set>

#include "base/messages.hpp"
#include "data/calendar.hpp"
#include "data/spoken.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/time_sql.hpp"

namespace payoff {
namespace {

constexpr double may_lack = 0.1;  // of a period's days: a holiday does not make a month partial

// Days of [first, end) on which the data would have rows: those of their weekdays, or one for each of their own steps.
int expected(const Calendar& natural, const std::set<int>& weekdays, int first, int end) {
  int count = 0;
  if (natural.kind == PeriodKind::day) {
    for (int day = first; day < end; ++day) count += weekdays.contains(weekday(day));
  } else if (first < end) {
    for (int period = period_of_day(natural, first); natural.first_day(period) < end; ++period)
      count += natural.first_day(period) >= first;
  }
  return count;
}

struct DaysSeen {
  int first = INT_MAX, last = INT_MIN;
  std::set<int> weekdays;
};

DaysSeen days_in(const ResultTable& days_seen) {
  DaysSeen seen;
  const ResultColumn &first = days_seen["first_day"], &last = days_seen["last_day"], &weekdays = days_seen["weekdays"];
  std::int64_t bits = 0;
  for (std::size_t row = 0; row < days_seen.rows; ++row) {
    if (!first.valid[row]) continue;
    seen.first = std::min(seen.first, static_cast<int>(first.integers[row]));
    seen.last = std::max(seen.last, static_cast<int>(last.integers[row]));
    bits |= weekdays.integers[row];
  }
  for (int day = 0; day < 7; ++day)
    if (bits >> day & 1) seen.weekdays.insert(weekday(day));
  return seen;
}

}  // namespace

std::string day_number_sql(const TimeColumn& time, const Dialect& dialect) {
  const Calendar &calendar = time.calendar, &natural = time.natural;
  if (!calendar.dated() || !natural.dated() || natural.kind >= calendar.kind || time.date_sql.empty()) return {};
  return period_sql({PeriodKind::day}, "CAST(" + time.date_sql + " AS DATE)", dialect);
}

std::string days_seen_sql(const Dialect& dialect) {
  return fmt::format("min(day_number) AS first_day, max(day_number) AS last_day, bit_or({}) AS weekdays",
                     said(dialect.shift_left, "CAST(1 AS BIGINT)", "CAST((day_number + 70000000) % 7 AS INTEGER)"));
}

PartialPeriods partial_periods(const ResultTable& days_seen, const TimeColumn& time) {
  const Calendar &calendar = time.calendar, &natural = time.natural;
  const auto [first_day, last_day, weekdays] = days_in(days_seen);
  if (last_day < first_day) return {};
  const int first = period_of_day(calendar, first_day), last = period_of_day(calendar, last_day);
  const auto lacks = [&](int period, int from, int to) {
    const int begin = calendar.first_day(period), end = calendar.first_day(period + 1);
    return expected(natural, weekdays, from, to) > may_lack * expected(natural, weekdays, begin, end);
  };
  PartialPeriods partial{.periods = {}, .calendar = calendar, .begins = {}, .ends = {}};
  if (lacks(first, calendar.first_day(first), first_day)) {
    partial.periods.push_back(first);
    partial.begins = first_day;
  }
  const int after = natural.first_day(period_of_day(natural, last_day) + 1);
  if (last > first && lacks(last, after, calendar.first_day(last + 1))) {
    partial.periods.push_back(last);
    partial.ends = last_day;
  }
  return last - first + 1 - static_cast<int>(partial.periods.size()) >= 2 ? partial : PartialPeriods{};
}

PartialPeriods partial_periods(OpenSource& source, const std::string& column, const TimeColumn& time) {
  const std::string number = day_number_sql(time, source.dialect());
  if (number.empty()) return {};
  std::string rows = source.lenient_relation();
  if (source.holds_dates(column)) rows = fmt::format("(SELECT DISTINCT {} FROM {} AS source)", sql_name(column), rows);
  return partial_periods(
      source.query(fmt::format("SELECT {} FROM (SELECT DISTINCT {} AS day_number FROM {} AS source) AS days",
                               days_seen_sql(source.dialect()), number, rows)),
      time);
}

std::string words_of(const PartialPeriods& partial) {
  if (partial.periods.empty()) return {};
  const auto day = [](int number) { return spoken(Calendar{PeriodKind::day}, number); };
  const std::string first = spoken(partial.calendar, partial.periods.front()),
                    last = spoken(partial.calendar, partial.periods.back());
  if (!partial.ends) return say(MessageId::partial_from, {{"period", first}, {"day", day(*partial.begins)}});
  if (!partial.begins) return say(MessageId::partial_until, {{"period", last}, {"day", day(*partial.ends)}});
  return say(MessageId::partial_both,
             {{"first", first}, {"first_day", day(*partial.begins)}, {"last", last}, {"last_day", day(*partial.ends)}});
}

}  // namespace payoff
