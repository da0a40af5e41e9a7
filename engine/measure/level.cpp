#include "payoff/level.hpp"

#include <cmath>
#include <vector>

#include "base/messages.hpp"
#include "data/adoption.hpp"
#include "measure/answer/inference.hpp"

namespace payoff {
namespace {

// Sums of one cluster.
struct ClusterSums {
  double sum = 0, weight = 0;
  bool seen = false;
};

// One for each cluster; units without one are their own, behind them.
std::vector<ClusterSums> sums_with_tool(const Panel& panel, const MetricColumn& column) {
  const Adoption adoption(panel);
  std::vector<ClusterSums> sums(panel.clusters.size() + panel.units.size());
  const std::vector<double>& values = column.level_sum.empty() ? column.sum : column.level_sum;
  for (std::size_t c = 0; c < values.size(); ++c) {
    const auto u = static_cast<std::size_t>(panel.unit_of[c]);
    const Unit& unit = panel.units[u];
    const double weight = column.weight.empty() ? 1 : column.weight[c];
    if (!unit.treated || !adoption.after(c) || std::isnan(values[c]) || !(weight >= 0)) continue;
    ClusterSums& cluster = sums[unit.cluster >= 0 ? static_cast<std::size_t>(unit.cluster) : panel.clusters.size() + u];
    cluster.sum += values[c];
    cluster.weight += weight;
    cluster.seen = true;
  }
  return sums;
}

}  // namespace

LevelWithTool level_with_tool(const Panel& panel, std::size_t metric, double confidence) {
  const MetricColumn& column = panel.metrics[metric];
  double sum = 0, weight = 0, clusters = 0, squares = 0;
  const std::vector<ClusterSums> all = sums_with_tool(panel, column);
  for (const ClusterSums& cluster : all) {
    sum += cluster.sum;
    weight += cluster.weight;
    clusters += cluster.seen;
  }
  LevelWithTool result{.level = {.unit = unit_of(column.metric)}, .denominators = weight};
  if (!(weight > 0)) {
    result.level.reason = say(MessageId::why_unseen_with_tool);
    return result;
  }
  const double ratio = sum / weight;
  for (const ClusterSums& cluster : all) squares += std::pow(cluster.sum - ratio * cluster.weight, 2);
  const double se = clusters > 1 ? std::sqrt(clusters / (clusters - 1) * squares) / weight : missing;
  result.level = make_estimate(ratio, se, {.level = confidence, .df = clusters - 1}, unit_of(column.metric));
  if (clusters <= 1) result.level.reason = say(MessageId::why_group_alone);
  return result;
}

}  // namespace payoff
