#include "ingest/sql/date_spacing.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "data/calendar.hpp"

namespace payoff {
namespace {

// Of dates that all are the first day, or all the last, of a month.
PeriodKind kind_of_months(const std::set<int>& months) {
  const auto all = [&](int step) {
    return std::ranges::all_of(months, [&](int month) { return (month - *months.begin()) % step == 0; });
  };
  if (all(12)) return PeriodKind::year;
  return all(3) ? PeriodKind::quarter : PeriodKind::month;
}

struct Days {
  std::set<int> days, months, weekdays;  // as parse_iso_date; 12 * year + month; 1 = Monday
  std::set<int> days_of_month;
  bool last_of_month = true;
  int step_weeks = 0;  // the greatest that divides every distance, where all fall on one weekday
};

Days days_of(const std::vector<std::string>& dates) {
  Days result;
  for (const std::string& text : dates) {
    const auto day = parse_iso_date(text);
    if (!day || !result.days.insert(*day).second) continue;
    const int month = period_of_day({PeriodKind::month}, *day);
    result.months.insert(month);
    result.weekdays.insert(weekday(*day) + 1);
    result.days_of_month.insert(std::stoi(text.substr(8, 2)));
    result.last_of_month = result.last_of_month && period_of_day({PeriodKind::month}, *day + 1) != month;
  }
  for (const int day : result.days) result.step_weeks = std::gcd(result.step_weeks, (day - *result.days.begin()) / 7);
  return result;
}

}  // namespace

Calendar calendar_of_spacing(const std::vector<std::string>& dates, int declared_week_start) {
  constexpr int longest_sprint_weeks = 4;
  constexpr std::size_t least_dates = 3;  // two may be two weeks, or a month, apart for any reason
  Calendar calendar{PeriodKind::day, declared_week_start ? declared_week_start : 1};
  const Days seen = days_of(dates);
  if (seen.days.size() < 2) return calendar;
  // Months first: 2025-02-01 and 2025-03-01 are both Saturdays.
  const bool one_day_of_month =
      seen.days_of_month.size() == 1 && (seen.days_of_month.contains(1) || seen.days.size() >= least_dates);
  if (one_day_of_month || seen.last_of_month) {
    calendar.kind = kind_of_months(seen.months);
  } else if (seen.weekdays.size() == 1) {
    const bool sprints = seen.days.size() >= least_dates && seen.step_weeks > 1 &&
                         seen.step_weeks <= longest_sprint_weeks && declared_week_start == 0;
    calendar.kind = sprints ? PeriodKind::sprint : PeriodKind::week;
    if (declared_week_start == 0) calendar.week_starts_on = *seen.weekdays.begin();
    if (sprints) calendar.sprint_weeks = seen.step_weeks;
    const int days = 7 * calendar.sprint_weeks;
    if (sprints) calendar.sprint_start = (*seen.days.begin() % days + days) % days;
  }
  return calendar;
}

bool are_scattered(const std::vector<std::string>& dates) {
  constexpr std::size_t least_dates = 3;
  const std::set<int> days = days_of(dates).days;
  if (days.size() < least_dates) return false;
  const int working_days = (*days.rbegin() - *days.begin() + 1) * 5 / 7;
  return 2 * static_cast<int>(days.size()) < working_days;
}

}  // namespace payoff
