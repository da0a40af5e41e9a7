#include "ingest/rollout_dates.hpp"

#include <cmath>

#include "data/calendar.hpp"
#include "payoff/error.hpp"

namespace payoff {

int written_period(const std::string& written, const std::string& key, const TimeColumn& time) {
  const Calendar& calendar = time.calendar;
  std::string date = written;
  if (calendar.dated() && date.size() == 8)  // 20250303
    date = fmt::format("{}-{}-{}", date.substr(0, 4), date.substr(4, 2), date.substr(6));
  if (time.written == TimeForm::year_week && date.size() == 6) date = iso_week(date);  // as the column writes it
  if (time.written == TimeForm::dashed_week && date.size() == 7) date = iso_week(date.substr(0, 4) + date.substr(5));
  for (const std::string& form : {date, written})
    if (const auto period = parse_period(calendar, form)) return *period;
  throw Error(ErrorKind::usage, {.key = key},
              "date is '" + written + "', but must be " +
                  (calendar.kind == PeriodKind::integer ? "a whole number, as in the time column"
                                                        : "a date like 2025-03-03, or a period like 2025-03"));
}

std::vector<OtherEvent> events_of(const Rollout& rollout, const TimeColumn& time, const std::set<int>& adoptions) {
  std::vector<OtherEvent> events = rollout.events;
  for (std::size_t i = 0; i < events.size() && time.calendar.kind != PeriodKind::none; ++i) {
    const int period = written_period(events[i].date, fmt::format("rollout.events[{}].date", i), time);
    for (const int adopted : adoptions) {
      const int apart = time.calendar.dated() ? time.calendar.first_day(period) - time.calendar.first_day(adopted)
                                              : 7 * (period - adopted);
      events[i].weeks_apart = std::fmin(events[i].weeks_apart, std::abs(apart) / 7.0);
    }
  }
  return events;
}

}  // namespace payoff
