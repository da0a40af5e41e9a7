// Rollouts whose truth is known, for coverage: clusters that adopt in waves or all at once, effects that differ by
// cohort and grow with use, noise that remembers (AR(1) in units and in clusters), cells missing at random.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "payoff/measure.hpp"

struct SimulatedRollout {
  int clusters = 24, units_per_cluster = 6, periods = 16;
  int waves = 4;               // cohorts; as many clusters in each as in the group that never adopts
  int first_adoption = 6;      // waves follow each other every two periods
  double effect = 1;           // of the last wave at first; earlier waves gain more, and all gain with use
  double heterogeneity = 1;    // 0 = the same effect everywhere
  double persistence = 0.5;    // AR(1) of the noise of a unit and of its cluster
  double cluster_share = 0.3;  // of the noise variance that a cluster shares
  double missing_share = 0.1;
};

struct SimulatedStudy {
  payoff::Panel panel;
  double truth = 0;  // mean effect over all unit-periods with the tool
};

inline double effect_at(const SimulatedRollout& design, int wave, int event_time) {
  const double differs = 0.25 * (design.waves - 1 - wave) + 0.25 * event_time;
  return design.effect * (1 + design.heterogeneity * differs);
}

// Mean-reverting noise with standard deviation 1.
inline std::vector<double> persistent_noise(payoff::Random& random, int periods, double persistence) {
  std::vector<double> noise(periods);
  double value = random.normal();
  for (double& x : noise) {
    x = value;
    value = persistence * value + std::sqrt(1 - persistence * persistence) * random.normal();
  }
  return noise;
}

inline SimulatedStudy simulate(const SimulatedRollout& design, std::uint64_t seed) {
  payoff::Random random(seed);
  SimulatedStudy study;
  payoff::Panel& panel = study.panel;
  panel.calendar.kind = payoff::PeriodKind::week;
  panel.metrics.push_back({.metric = {.name = "minutes", .unit = "minutes"}});
  std::vector<double> trend(design.periods);
  for (double& x : trend) x = random.normal();
  double effects = 0, cells = 0;
  for (int g = 0; g < design.clusters; ++g) {
    const int wave = g % (design.waves + 1);  // the last is never
    const bool adopts = wave < design.waves;
    const int adoption = adopts ? design.first_adoption + 2 * wave : payoff::never;
    panel.clusters.push_back("team " + std::to_string(g));
    const double level = 10 + random.normal();
    const std::vector<double> shared = persistent_noise(random, design.periods, design.persistence);
    for (int i = 0; i < design.units_per_cluster; ++i) {
      const auto unit = static_cast<std::int32_t>(panel.units.size());
      panel.units.push_back(
          {.label = std::to_string(unit), .treated = adopts, .adopted_period = adoption, .cluster = g});
      const double own_level = level + random.normal();
      const std::vector<double> own = persistent_noise(random, design.periods, design.persistence);
      for (int t = 0; t < design.periods; ++t) {
        const double gain = adopts && t >= adoption ? effect_at(design, wave, t - adoption) : 0;
        effects += gain;
        cells += adopts && t >= adoption;
        if (random.uniform() < design.missing_share) continue;
        panel.unit_of.push_back(unit);
        panel.period_of.push_back(t);
        panel.metrics[0].sum.push_back(own_level + trend[t] + gain + std::sqrt(design.cluster_share) * shared[t] +
                                       std::sqrt(1 - design.cluster_share) * own[t]);
      }
    }
  }
  study.truth = effects / cells;
  return study;
}
