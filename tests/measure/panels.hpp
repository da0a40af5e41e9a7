// Panels for the tests of the estimators.
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "payoff/error.hpp"
#include "payoff/measure.hpp"

// |value - expected| <= relative tolerance x |expected|, with both numbers in the message.
#define CHECK_CLOSE(value, expected, relative)                                                 \
  do {                                                                                         \
    const double calculated_ = (value), expected_ = (expected);                                \
    INFO("calculated: ", calculated_, "  expected: ", expected_, "  tolerance: ", (relative)); \
    CHECK(std::abs(calculated_ - expected_) <= (relative)*std::abs(expected_));                \
  } while (false)

inline std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const payoff::Error& error) {
    return error.what();
  }
  return "no error";
}

// One cell for each value: unit, treated, period, value.
struct PanelBuilder {
  payoff::Panel panel;
  int rollout;  // first period with the tool

  explicit PanelBuilder(int rollout, payoff::Metric metric = {.name = "minutes", .unit = "minutes"})
      : rollout(rollout) {
    panel.calendar.kind = payoff::PeriodKind::week;
    panel.metrics.push_back({.metric = metric});
  }

  PanelBuilder& unit(bool treated, int cluster = -1) {
    panel.units.push_back({.label = "unit " + std::to_string(panel.units.size()),
                           .treated = treated,
                           .adopted_period = treated ? rollout : payoff::never,
                           .cluster = cluster});
    while (static_cast<int>(panel.clusters.size()) <= cluster) {
      panel.clusters.push_back("cluster " + std::to_string(panel.clusters.size()));
    }
    return *this;
  }

  PanelBuilder& cell(int period, double sum) {
    panel.unit_of.push_back(static_cast<std::int32_t>(panel.units.size() - 1));
    panel.period_of.push_back(period);
    panel.metrics[0].sum.push_back(sum);
    return *this;
  }

  PanelBuilder& cell(int period, double sum, double weight) {
    panel.metrics[0].weight.push_back(weight);
    return cell(period, sum);
  }
};

// Two arms without time.
inline payoff::Panel two_arms(const std::vector<double>& treated, const std::vector<double>& comparison) {
  PanelBuilder builder(0);
  builder.panel.calendar.kind = payoff::PeriodKind::none;
  for (const double value : treated) builder.unit(true).cell(0, value);
  for (const double value : comparison) builder.unit(false).cell(0, value);
  return builder.panel;
}
