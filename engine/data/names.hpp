// The words for what a panel declares: as the study file writes them and results.json prints them. Those of what is
// measured and claimed stand beside their enumerations.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "payoff/panel.hpp"

namespace payoff {

constexpr MetricKind metric_kinds[] = {MetricKind::time,  MetricKind::revenue, MetricKind::cost,
                                       MetricKind::count, MetricKind::score,   MetricKind::rate};
constexpr Role roles[] = {Role::primary, Role::secondary, Role::guardrail};
constexpr Better betters[] = {Better::lower, Better::higher};
constexpr Scale scales[] = {Scale::level, Scale::log, Scale::poisson};
constexpr PeriodKind period_kinds[] = {PeriodKind::day,     PeriodKind::week, PeriodKind::sprint, PeriodKind::month,
                                       PeriodKind::quarter, PeriodKind::year, PeriodKind::integer};

constexpr const char* name(MetricKind kind) {
  switch (kind) {
    case MetricKind::time:
      return "time";
    case MetricKind::revenue:
      return "revenue";
    case MetricKind::cost:
      return "cost";
    case MetricKind::count:
      return "count";
    case MetricKind::score:
      return "score";
    case MetricKind::rate:
      return "rate";
  }
  return "";
}

constexpr const char* name(Role role) {
  switch (role) {
    case Role::primary:
      return "primary";
    case Role::secondary:
      return "secondary";
    case Role::guardrail:
      return "guardrail";
  }
  return "";
}

constexpr const char* name(Better better) {
  return better == Better::lower ? "lower" : "higher";
}

constexpr const char* name(Scale scale) {
  switch (scale) {
    case Scale::level:
      return "level";
    case Scale::log:
      return "log";
    case Scale::poisson:
      return "poisson";
  }
  return "";
}

constexpr const char* name(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::none:
      return "none";
    case PeriodKind::day:
      return "day";
    case PeriodKind::week:
      return "week";
    case PeriodKind::sprint:
      return "sprint";
    case PeriodKind::month:
      return "month";
    case PeriodKind::quarter:
      return "quarter";
    case PeriodKind::year:
      return "year";
    case PeriodKind::integer:
      return "integer";
  }
  return "";
}

// The names of an enumeration's values, in their order.
template <typename T, std::size_t n>
std::vector<std::string> names_of(const T (&values)[n]) {
  std::vector<std::string> names;
  for (const T value : values) names.emplace_back(name(value));
  return names;
}

}  // namespace payoff
