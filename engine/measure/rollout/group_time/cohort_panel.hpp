// The panel as the estimators of staggered adoption see it: outcomes by period and unit, units sorted by the period
// in which they adopted, so that a cohort is a range and a period is a contiguous column.
//
// Ratio metrics: the outcome of a cell is its ratio, and a unit weighs as its mean denominator over its periods before
// the first adoption of anyone (over all of its periods where it has none): what the tool may change must not change
// the weights.
//
// Notation  N units   T periods   C cohorts (never-adopters are not one)   p covariates
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

struct CohortPanel {
  std::vector<int> periods;               // (T) ascending: calendar periods in which the metric was seen
  std::vector<int> cohorts;               // (C) ascending: adoption as an index into periods: the first one >= it
  std::vector<std::size_t> cohort_begin;  // (C + 2) ranges of units: cohorts in order, never-adopters last
  std::vector<std::int32_t> unit;         // (N) index into Panel::units
  std::vector<std::int32_t> cluster;      // (N) 0, 1, ... numbered over the units in use
  std::size_t clusters = 0;
  bool clusters_declared = false;               // false: every unit is its own
  std::vector<double> outcome;                  // (T x N) by period; NaN = missing
  std::vector<double> weight;                   // (N) of units; empty = 1
  std::vector<std::vector<double>> covariates;  // (p)(T x N) by period; NaN = missing

  std::size_t units() const { return unit.size(); }
  std::span<const double> at(std::size_t period) const {
    return std::span<const double>(outcome).subspan(period * units(), units());
  }
  double weight_of(std::size_t i) const { return weight.empty() ? 1 : weight[i]; }
  std::size_t cohort_of(std::size_t i) const;  // index into cohorts; C = never
};

std::size_t adopting_clusters(const CohortPanel& panel);

// Degrees of freedom of t: clusters - 1; where fewer than 6 of many clusters adopt, Welch's for two groups of so many,
// because then how the few differ is most of what is uncertain.
double degrees_of_freedom(const CohortPanel& panel);

// Into how many blocks the leads may be averaged for their joint test: one for every six clusters that adopt. More,
// and the covariance of distant leads, which rest on few cohorts, makes it reject too often.
std::size_t lead_blocks(const CohortPanel& panel);

// The first event time at which half of the clusters that adopt had been seen: before it a lead is the past of the few that
// began late.
int first_common_lead(const CohortPanel& panel);

// Influence functions cannot see how the clusters of a very small cohort differ: below 40 clusters, or 10 behind a change
// of the smallest cohort (its clusters times the square of the share of its cells that was seen), leaving out a cluster
// at a time is better. From 400 clusters on that takes too long.
bool calls_for_jackknife(const CohortPanel& panel);

// Units that adopted in or before the first period have no "before" and are left out (who they are: units_without_before
// of diagnosis). A cell whose metric is missing stays NaN. Grain must be periods.
CohortPanel cohort_panel(const Panel& panel, const Question& question);

}  // namespace payoff
