// Was the rollout preceded by an unusual spell? (regression to the mean)
#pragma once

#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

struct LastWindow {
  Diagnostic diagnostic;           // "last_window_deviation"
  std::vector<std::size_t> cells;  // treated cells of the window
};

// The window is the last w periods before adoption in which treated units were seen, w = a quarter of those periods
// (rounded), at least 1, at most four weeks' worth (4 periods where the length of a period is not known). Deviation:
//     |mean of the window's cell values - mean of the earlier ones| / sd of the earlier cell values,
// over cells of treated units; value = sum / weight. NaN with fewer than two earlier cells.
LastWindow look_at_last_window(const Panel& panel, std::size_t metric);

// The panel with this metric missing in these cells.
Panel without_cells(const Panel& panel, std::size_t metric, const std::vector<std::size_t>& cells);

}  // namespace payoff
