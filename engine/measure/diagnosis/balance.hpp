// Were adopters like the comparison units before anyone had the tool?
//
// Formula   d = (mean_A - mean_C) / sqrt((s_A^2 + s_C^2) / 2) over the units' own means in the periods before the first
//           adoption, for every metric and covariate (log metrics on the log scale). A: who adopted within the data;
//           C: who did not. Where everybody did, A is the earlier half of the cohorts.
// Limits    differences in level do not bias a comparison of changes by themselves; they say how far the groups must
//           be trusted to have moved alike.
// Source    Imbens & Rubin (2015), Causal inference, section 14.2.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// "balance_before": value = the largest |d|, threshold 0.25; the text names it and lists the others beyond it.
// NaN where one group has fewer than two units, or nothing was seen before.
Diagnostic balance_before(const Panel& panel);

// d of the metric's own past and of these covariates; of a covariate never seen before, over all periods. Those that have none
// are left out.
std::vector<Imbalance> imbalances(const Panel& panel, std::size_t metric, const std::vector<std::size_t>& covariates);
std::vector<Imbalance> imbalances(const MetricMoments& arms, const Metric& metric);  // of its past, of units' own means

}  // namespace payoff
