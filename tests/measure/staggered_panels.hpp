// Panels of staggered adoption: read from the shared data, and simulated.
#pragma once

#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "measure/panels.hpp"

// The columns of a long table, one row a unit and period.
struct LongTable {
  std::string unit, time, outcome, adopted;
  int never = 0;  // value of adopted from which on a unit counts as never adopting; 0 = those with 0
  std::string cluster{}, covariate{};
};

inline payoff::Panel staggered_panel(const CsvTable& table, const LongTable& names) {
  std::vector<std::size_t> order(table.rows);
  std::iota(order.begin(), order.end(), 0);
  const auto key = [&](std::size_t row) {
    return std::pair(table.number(names.unit, row), table.number(names.time, row));
  };
  std::ranges::sort(order, {}, key);
  payoff::Panel panel;
  panel.calendar.kind = payoff::PeriodKind::integer;
  panel.metrics.push_back({.metric = {.name = names.outcome}});
  if (!names.covariate.empty()) panel.covariates.push_back({names.covariate, {}});
  std::map<std::string, int> clusters;
  std::string last;
  for (const std::size_t row : order) {
    const std::string& id = table.columns.at(names.unit)[row];
    if (id != last) {
      const int adopted = static_cast<int>(table.number(names.adopted, row));
      const bool treated = names.never > 0 ? adopted < names.never : adopted > 0;
      payoff::Unit unit{.label = id, .treated = treated, .adopted_period = treated ? adopted : payoff::never};
      if (!names.cluster.empty()) {
        const auto [found, fresh] =
            clusters.try_emplace(table.columns.at(names.cluster)[row], static_cast<int>(panel.clusters.size()));
        if (fresh) panel.clusters.push_back(found->first);
        unit.cluster = found->second;
      }
      panel.units.push_back(unit);
    }
    last = id;
    panel.unit_of.push_back(static_cast<std::int32_t>(panel.units.size() - 1));
    panel.period_of.push_back(static_cast<std::int32_t>(table.number(names.time, row)));
    panel.metrics[0].sum.push_back(table.number(names.outcome, row));
    if (!names.covariate.empty()) panel.covariates[0].value.push_back(table.number(names.covariate, row));
  }
  return panel;
}

inline payoff::Panel base_stagg(const std::string& path, bool covariate) {
  return staggered_panel(read_csv(path), {.unit = "id",
                                          .time = "year",
                                          .outcome = "y",
                                          .adopted = "year_treated",
                                          .never = 10000,
                                          .covariate = covariate ? "x1" : ""});
}

inline payoff::Panel mpdta(const std::string& path) {
  return staggered_panel(read_csv(path),
                         {.unit = "countyreal", .time = "year", .outcome = "lemp", .adopted = "first.treat"});
}

inline payoff::Panel df_het(const std::string& path) {
  return staggered_panel(read_csv(path),
                         {.unit = "unit", .time = "year", .outcome = "dep_var", .adopted = "g", .cluster = "state"});
}

struct Staggered {
  int clusters = 40, units_per_cluster = 1, periods = 8;
  double growth = 0.5;         // of the effect by period since adoption, from 1 on
  double missing_share = 0;    // of cells
  double persistence = 0.5;    // of noise, which a cluster shares by half
  bool never_adopters = true;  // else the fourth cohort is the last to adopt
};

// Clusters adopt at one of three dates (or never); effect 1 + growth x periods since adoption.
inline payoff::Panel simulate(const Staggered& plan, payoff::Random& random) {
  PanelBuilder builder(0);
  const auto step = [&](double noise) {
    return plan.persistence * noise + std::sqrt(1 - plan.persistence * plan.persistence) * random.normal();
  };
  std::vector<double> shared(static_cast<std::size_t>(plan.periods));
  for (int c = 0; c < plan.clusters; ++c) {
    for (std::size_t t = 0; t < shared.size(); ++t) shared[t] = t == 0 ? random.normal() : step(shared[t - 1]);
    builder.rollout = 3 + c % 4;
    const bool treated = c % 4 < 3 || !plan.never_adopters;
    for (int u = 0; u < plan.units_per_cluster; ++u) {
      builder.unit(treated, plan.units_per_cluster > 1 ? c : -1);
      const double level = 20 + 3 * random.normal() + c % 4;
      double noise = random.normal();
      for (int t = 0; t < plan.periods; ++t) {
        if (t > 0) noise = step(noise);
        const double since = t - builder.rollout, effect = treated && since >= 0 ? 1 + plan.growth * since : 0;
        if (random.uniform() < plan.missing_share) continue;
        builder.cell(t, level + 0.3 * t + effect + noise + shared[static_cast<std::size_t>(t)]);
      }
    }
  }
  return builder.panel;
}

// The mean effect over the observed unit-periods of adopters seen before, where somebody is left without the tool.
inline double true_effect(const payoff::Panel& panel, const Staggered& plan) {
  std::vector<bool> before(panel.units.size());
  double sum = 0, count = 0;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const payoff::Unit& unit = panel.units[panel.unit_of[c]];
    const int since = unit.treated ? panel.period_of[c] - unit.adopted_period : -1;
    if (since < 0) before[panel.unit_of[c]] = true;
    if (since < 0 || !before[panel.unit_of[c]]) continue;
    if (!plan.never_adopters && panel.period_of[c] >= 6) continue;  // when the last cohort adopts
    sum += 1 + plan.growth * since;
    ++count;
  }
  return sum / count;
}
