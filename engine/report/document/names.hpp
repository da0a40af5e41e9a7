// The stable names of a metric's kind and role, as results.json and the tables print them.
#pragma once

#include "payoff/panel.hpp"

namespace payoff {

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

}  // namespace payoff
