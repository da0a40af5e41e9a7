#include "study/event_means.hpp"

#include <climits>
#include <cmath>
#include <map>
#include <set>

namespace payoff {
namespace {

bool is_dated(const Unit& unit) {
  return unit.treated && unit.adopted_period != never && unit.adopted_period != INT_MIN;
}

// NaN where nothing was observed.
double level_at(const MetricColumn& column, std::size_t cell) {
  const std::vector<double>& sums = column.metric.scale == Scale::log ? column.level_sum : column.sum;
  const double weight = column.weight.empty() ? 1.0 : column.weight[cell];
  return weight > 0 ? sums[cell] / weight : missing;
}

}  // namespace

std::vector<EventMean> event_means(const Panel& panel, std::size_t metric) {
  if (panel.grain != Grain::periods) return {};
  const MetricColumn& column = panel.metrics[metric];
  std::vector<bool> seen_before(panel.units.size());
  std::set<int> dates;
  for (const Unit& unit : panel.units) {
    if (is_dated(unit)) dates.insert(unit.adopted_period);
  }
  if (dates.size() < 2) return {};
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const Unit& unit = panel.units[panel.unit_of[c]];
    if (panel.period_of[c] < unit.adopted_period && std::isfinite(level_at(column, c)))
      seen_before[panel.unit_of[c]] = true;
  }
  std::map<int, EventMean> means;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const Unit& unit = panel.units[panel.unit_of[c]];
    const double level = level_at(column, c);
    if (!is_dated(unit) || !seen_before[panel.unit_of[c]] || !std::isfinite(level)) continue;
    EventMean& mean = means[panel.period_of[c] - unit.adopted_period];
    mean.mean = mean.units == 0 ? level : mean.mean + level;
    ++mean.units;
  }
  std::vector<EventMean> result;
  for (auto& [event_time, mean] : means)
    result.push_back({event_time, mean.mean / static_cast<double>(mean.units), mean.units});
  return result;
}

}  // namespace payoff
