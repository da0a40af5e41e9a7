#include "data/spoken.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/messages.hpp"
#include "base/wording.hpp"

namespace payoff {

std::string spoken(const Metric& metric) {
  return metric.label.empty() ? spaced(metric.name) : metric.label;
}

std::string of_people(const std::string& segment, const std::string& label) {
  return label.empty() ? "" : ", " + say(MessageId::segment_of_table, {{"name", segment}, {"label", label}});
}

std::string spoken_per(const Metric& metric) {
  return spaced(singular(metric.per));
}

std::string spoken(const Calendar& calendar, int period) {
  if (!calendar.dated() || calendar.kind == PeriodKind::year) return calendar.label(period);
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{calendar.first_day(period)}}};
  const unsigned month = static_cast<unsigned>(date.month()), day = static_cast<unsigned>(date.day());
  const MessageId id = calendar.kind == PeriodKind::month     ? MessageId::date_of_month
                       : calendar.kind == PeriodKind::quarter ? MessageId::date_of_quarter
                                                              : MessageId::date_of_day;
  return say(id, {{"year", fmt::format("{:04}", static_cast<int>(date.year()))},
                  {"month", fmt::format("{}", month)},
                  {"mm", fmt::format("{:02}", month)},
                  {"day", fmt::format("{}", day)},
                  {"dd", fmt::format("{:02}", day)},
                  {"quarter", fmt::format("{}", (month + 2) / 3)}});
}

}  // namespace payoff
