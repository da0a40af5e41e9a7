// Panels for the tests of the estimators: made by hand, read from the shared data, and simulated.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "measure/read_csv.hpp"
#include "payoff/error.hpp"
#include "payoff/measure.hpp"

// |value - expected| <= relative tolerance x |expected|, with both numbers in the message.
#define CHECK_CLOSE(value, expected, relative)                                                 \
  do {                                                                                         \
    const double calculated_ = (value), expected_ = (expected);                                \
    INFO("calculated: ", calculated_, "  expected: ", expected_, "  tolerance: ", (relative)); \
    CHECK(std::abs(calculated_ - expected_) <= (relative) * std::abs(expected_));              \
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

// Weeks 0 to 3, rollout in week 2; two treated units in one team, one comparison unit without a team.
inline payoff::Panel small_ratio_panel() {
  PanelBuilder builder(2, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  builder.unit(true, 0).cell(0, 10, 1).cell(1, 10, 2).cell(2, 10, 4).cell(3, 10, 8);
  builder.unit(true, 0).cell(0, 10, 1).cell(2, 10, 6);
  builder.unit(false).cell(0, 10, 1).cell(1, payoff::missing, 1).cell(2, 10, 1).cell(3, 10, 1);
  return builder.panel;
}

// Two arms without time.
inline payoff::Panel two_arms(const std::vector<double>& treated, const std::vector<double>& comparison) {
  PanelBuilder builder(0);
  builder.panel.calendar.kind = payoff::PeriodKind::none;
  for (const double value : treated) builder.unit(true).cell(0, value);
  for (const double value : comparison) builder.unit(false).cell(0, value);
  return builder.panel;
}

// A question to two_sample about groups drawn by lot.
inline payoff::Question ask(payoff::Options options = {}, std::vector<std::size_t> covariates = {}) {
  return {.metric = 0,
          .method = "two_sample",
          .options = std::move(options),
          .covariates = std::move(covariates),
          .randomized = true};
}

inline const payoff::Alternative& alternative(const payoff::Effect& effect, const std::string& name) {
  const auto found = std::ranges::find(effect.alternatives, name, &payoff::Alternative::name);
  REQUIRE(found != effect.alternatives.end());
  return *found;
}

inline const payoff::Diagnostic& diagnostic(const payoff::Effect& effect, const std::string& name) {
  const auto found = std::ranges::find(effect.diagnostics, name, &payoff::Diagnostic::name);
  REQUIRE(found != effect.diagnostics.end());
  return *found;
}

// The job-training trial; outcome re78, covariates by name.
inline payoff::Panel lalonde(const CsvTable& table, bool dehejia_wahba, const std::vector<std::string>& covariates) {
  PanelBuilder builder(0, {.name = "re78", .kind = payoff::MetricKind::revenue, .unit = "USD"});
  builder.panel.calendar.kind = payoff::PeriodKind::none;
  for (const std::string& name : covariates) builder.panel.covariates.push_back({.name = name, .value = {}});
  for (std::size_t i = 0; i < table.rows; ++i) {
    const bool wanted = dehejia_wahba ? table.number("dwincl", i) == 1 : table.number("experimental", i) == 1;
    if (!wanted) continue;
    builder.unit(table.number("treated", i) == 1).cell(0, table.number("re78", i));
    for (std::size_t j = 0; j < covariates.size(); ++j) {
      builder.panel.covariates[j].value.push_back(table.number(covariates[j], i));
    }
  }
  return builder.panel;
}

// Periods 1 to 10, treatment from 6 on.
inline payoff::Panel base_did(const CsvTable& table) {
  PanelBuilder builder(6);
  builder.panel.calendar.kind = payoff::PeriodKind::integer;
  builder.panel.covariates.push_back({.name = "x1", .value = {}});
  std::string last;
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::string& id = table.columns.at("id")[i];
    if (id != last) builder.unit(table.number("treat", i) == 1);
    last = id;
    builder.cell(static_cast<int>(table.number("period", i)), table.number("y", i));
    builder.panel.covariates[0].value.push_back(table.number("x1", i));
  }
  return builder.panel;
}

struct TwoGroups {
  int units = 24, periods = 8, rollout = 4;
  double effect = 1.5;
  bool unbalanced = false;
};

// y = unit + period + effect + AR(1) noise.
inline payoff::Panel simulate(const TwoGroups& plan, payoff::Random& random) {
  PanelBuilder builder(plan.rollout);
  for (int u = 0; u < plan.units; ++u) {
    const bool treated = u % 2 == 0;
    builder.unit(treated);
    const double level = 20 + 3 * random.normal();
    double noise = random.normal();
    for (int t = 0; t < plan.periods; ++t) {
      noise = 0.5 * noise + std::sqrt(0.75) * random.normal();
      const double effect = treated && t >= plan.rollout ? plan.effect : 0;
      if (plan.unbalanced && t > 0 && random.uniform() < 0.3) continue;
      builder.cell(t, level + 0.3 * t + effect + noise);
    }
  }
  return builder.panel;
}
