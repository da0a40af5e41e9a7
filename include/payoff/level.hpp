// What a metric is with the tool: not what the tool changed, but where those who have it are.
//
// Formula   R = sum of s / sum of w over the cells of those with the tool while they had it; a metric that is no ratio: w = 1
//           se^2 = G / (G - 1) x sum over clusters of (sum of (s - R w))^2 / (sum of w)^2, df = G - 1
// Source    Cochran (1977), Sampling techniques, 3rd edition, section 6.4 (ratio to size) by clusters
#pragma once

#include "payoff/estimate.hpp"
#include "payoff/panel.hpp"

namespace payoff {

struct LevelWithTool {
  Estimate level;           // metric units; NaN with a reason where nothing was seen, or one cluster
  double denominators = 0;  // sum of w: how many outcomes it is of
};

// metric: index into Panel::metrics. Of the level scale.
LevelWithTool level_with_tool(const Panel& panel, std::size_t metric, double confidence);

}  // namespace payoff
