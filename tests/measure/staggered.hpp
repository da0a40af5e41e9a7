// CohortPlan panels for the tests of group-time effects.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "payoff/measure.hpp"

// Units of one cohort, one outcome for each period.
struct CohortRows {
  int adopted_period;                         // never
  std::vector<std::vector<double>> outcomes;  // NaN = not seen
  int cluster = -1;
};

inline payoff::Panel staggered_panel(const std::vector<CohortRows>& cohorts, int first_period = 0) {
  payoff::Panel panel;
  panel.calendar.kind = payoff::PeriodKind::integer;
  panel.metrics.push_back({.metric = {.name = "minutes", .unit = "minutes"}});
  for (const CohortRows& cohort : cohorts) {
    for (const std::vector<double>& outcome : cohort.outcomes) {
      panel.units.push_back({.label = "unit " + std::to_string(panel.units.size()),
                             .treated = cohort.adopted_period != payoff::never,
                             .adopted_period = cohort.adopted_period,
                             .cluster = cohort.cluster});
      while (static_cast<int>(panel.clusters.size()) <= cohort.cluster) panel.clusters.push_back("cluster");
      for (std::size_t t = 0; t < outcome.size(); ++t) {
        if (std::isnan(outcome[t])) continue;
        panel.unit_of.push_back(static_cast<std::int32_t>(panel.units.size()) - 1);
        panel.period_of.push_back(first_period + static_cast<int>(t));
        panel.metrics[0].sum.push_back(outcome[t]);
      }
    }
  }
  return panel;
}

struct CohortPlan {
  int clusters = 12, units_per_cluster = 5, periods = 8, cohorts = 3;  // a third of the clusters never adopt
  double missing_share = 0;
  bool declare_clusters = true;
  double effect = 1.5;    // of the first cohort at once; later cohorts 0.3 more each
  double trend_of_x = 0;  // x moves the outcome by this each period, and adopters have more of it
};

// y = unit + period + effect + shock of the cluster + AR(1); covariate x of the unit.
inline payoff::Panel simulate_staggered(const CohortPlan& plan, payoff::Random& random) {
  std::vector<CohortRows> rows;
  const int adopters = plan.clusters - plan.clusters / 3;
  std::vector<double> covariate;
  for (int c = 0; c < plan.clusters; ++c) {
    const int cohort = c < adopters ? c * plan.cohorts / adopters : -1;
    CohortRows cluster{cohort < 0 ? payoff::never : 3 + cohort, {}, plan.declare_clusters ? c : -1};
    const double shock = 0.5 * random.normal();
    for (int u = 0; u < plan.units_per_cluster; ++u) {
      const double level = 20 + 3 * random.normal(), x = random.normal() + (cohort >= 0 ? 0.5 : 0);
      double noise = random.normal();
      std::vector<double> outcome;
      for (int t = 0; t < plan.periods; ++t) {
        noise = 0.5 * noise + std::sqrt(0.75) * random.normal();
        const double effect = cohort >= 0 && t >= 3 + cohort ? plan.effect + 0.3 * cohort : 0;
        const double y = level + 0.3 * t + effect + shock * (t % 2) + plan.trend_of_x * x * t + noise;
        const bool seen = !(random.uniform() < plan.missing_share);
        outcome.push_back(seen ? y : std::nan(""));
        if (seen) covariate.push_back(x);
      }
      cluster.outcomes.push_back(outcome);
    }
    rows.push_back(cluster);
  }
  payoff::Panel panel = staggered_panel(rows);
  panel.covariates.push_back({.name = "x", .value = covariate});
  return panel;
}

// Every row becomes a unit of its own, in the cluster of its unit.
inline payoff::Panel as_cross_sections(const payoff::Panel& panel) {
  payoff::Panel result = panel;
  result.units.clear();
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    result.units.push_back(panel.units[panel.unit_of[c]]);
    result.unit_of[c] = static_cast<std::int32_t>(c);
  }
  return result;
}
