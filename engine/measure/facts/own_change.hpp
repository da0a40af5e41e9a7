// What one group did by itself: a comparison group that changes when the tool comes to others is no picture of what would
// have been.
//
// Formula   d_i = mean after - mean before of unit i (ratio metrics: sum over sum);  change = mean of d_i.
//           var = sum over clusters of (sum of d_i - change)^2 G / (G - 1) / n^2
//               + s2 (f_0 / T_0 + f_1 / T_1),  f_i = (1 + r) / (1 - r) - 2 r (1 - r^T_i) / (T_i (1 - r)^2)
//           s2 = S / (T - f_0 - f_1), S and r: sum of squares and lag-1 correlation of the group's mean by period about its own
//           mean before and after, each unit taken less its own mean; r is corrected for the bias of two fitted means,
//           + 2 (1 + 4 r) / T (Marriott & Pope 1954), within 0 to 0.9.
//           t with T (1 - r) / (1 + r) - 2 degrees of freedom: what a season does to everybody is no break.
// Refuses   two rollout dates, before/after totals, fewer than 6 periods, no unit seen on both sides: NaN. Of one cluster: no interval.
//
// Notation  n units   G clusters   T_0, T_1 periods before, after; T their sum
#pragma once

#include <map>

#include "payoff/measure.hpp"

namespace payoff {

// The group's mean in each period, each unit taken less its own mean.
std::map<int, double> mean_by_period(const Panel& panel, std::size_t metric, bool treated);

Estimate own_change(const Panel& panel, std::size_t metric, bool treated, double level);

// The same of units that are not here.
std::map<int, double> mean_by_period(const ArmPath& path);
Estimate own_change(const ArmMoments& arm, const Metric& metric, int rollout, double level);

}  // namespace payoff
