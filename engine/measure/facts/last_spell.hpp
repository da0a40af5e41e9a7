// Was the rollout preceded by an unusual spell of those who got the tool? (regression to the mean)
//
// Formula   d_i = mean of unit i in the window - its mean in the periods before it; the window is the last w periods before
//           adoption g. Of each adopter, less the mean of d over the units that had not begun by g, in the same periods:
//           D = mean of (d_i - mean of the others);  variance by arm (arm_variance) of
//           psi: (d_i - others - D) / N of adopters, -(n_g / N) (d_j - others) / m_g of those compared with.
//           Where nobody is left to compare with, the adopters' own d. With one cluster in an arm, and all adopters of
//           one cohort: its rank among the clusters, by the mean of their d (placebo_rank.hpp).
// Window    w = a quarter of the periods before adoption (rounded), at least 1, at most four weeks' worth (4 periods where the
//           length of a period is not known).
// Refuses   before/after totals, fewer than two adopters (or one in an arm by rank) that were seen in the window and before it: NaN.
//
// Notation  N adopters   n_g those of a cohort   m_g units compared with   G clusters
#pragma once

#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

struct LastSpell {
  Estimate deviation;              // metric units
  std::vector<std::size_t> cells;  // of adopters, in their windows
  int periods = 0;                 // how long a window is
};
LastSpell last_spell(const Panel& panel, std::size_t metric, double level);

// The same of units that are not here. None where an arm is one unit.
Estimate last_spell(const MetricMoments& arms, const Metric& metric, double level);

// The panel with this metric missing in these cells.
Panel without_cells(const Panel& panel, std::size_t metric, const std::vector<std::size_t>& cells);

}  // namespace payoff
