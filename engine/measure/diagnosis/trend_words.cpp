#include "measure/diagnosis/trend_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/names.hpp"

namespace payoff {

std::string_view period_word(PeriodKind kind) {
  return kind == PeriodKind::none || kind == PeriodKind::integer ? "period" : name(kind);
}

std::string said_period(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::day:
      return say(MessageId::trend_day);
    case PeriodKind::week:
      return say(MessageId::trend_week);
    case PeriodKind::month:
      return say(MessageId::trend_month);
    case PeriodKind::quarter:
      return say(MessageId::trend_quarter);
    default:
      return say(MessageId::trend_period);
  }
}

std::string size_with_unit(double value, std::string_view unit) {
  const std::string number = format_factor(value);
  return unit.empty() ? number : fmt::format("{} {}", number, unit);
}

std::string per_period(double value, std::string_view unit, PeriodKind kind) {
  return say(MessageId::trend_per_period, {{"size", size_with_unit(value, unit)}, {"period", said_period(kind)}});
}

double rounded_toward_zero(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1);
  constexpr double slack = 1e-9;  // 0.29 / 0.01 is 28.999...
  return std::trunc(value / unit * (1 + slack)) * unit;
}

}  // namespace payoff
