#include "ingest/sql/partial_periods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/messages.hpp"
#include "data/calendar.hpp"
#include "data/spoken.hpp"

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

std::vector<int> days_of(OpenSource& source, const TimeColumn& time) {
  std::set<int> days;
  const ResultTable found =
      source.query(fmt::format("SELECT DISTINCT CAST(CAST({} AS DATE) AS VARCHAR) AS d FROM {} AS source ORDER BY d",
                               time.date_sql, source.lenient_relation()));
  for (std::size_t i = 0; i < found.rows; ++i)
    if (found["d"].valid[i])
      if (const auto day = parse_iso_date(found["d"].texts[i])) days.insert(*day);
  return {days.begin(), days.end()};
}

}  // namespace

PartialPeriods partial_periods(OpenSource& source, const TimeColumn& time) {
  const Calendar &calendar = time.calendar, &natural = time.natural;
  if (!calendar.dated() || !natural.dated() || natural.kind >= calendar.kind || time.date_sql.empty()) return {};
  const std::vector<int> days = days_of(source, time);
  if (days.empty()) return {};
  std::set<int> weekdays;
  for (const int day : days) weekdays.insert(weekday(day));
  const int first = period_of_day(calendar, days.front()), last = period_of_day(calendar, days.back());
  const auto lacks = [&](int period, int from, int to) {
    const int begin = calendar.first_day(period), end = calendar.first_day(period + 1);
    return expected(natural, weekdays, from, to) > may_lack * expected(natural, weekdays, begin, end);
  };
  PartialPeriods partial{.periods = {}, .calendar = calendar, .begins = {}, .ends = {}};
  if (lacks(first, calendar.first_day(first), days.front())) {
    partial.periods.push_back(first);
    partial.begins = days.front();
  }
  const int after = natural.first_day(period_of_day(natural, days.back()) + 1);
  if (last > first && lacks(last, after, calendar.first_day(last + 1))) {
    partial.periods.push_back(last);
    partial.ends = days.back();
  }
  return last - first + 1 - static_cast<int>(partial.periods.size()) >= 2 ? partial : PartialPeriods{};
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
