#include "measure/answer/study_facts.hpp"

#include <algorithm>
#include <climits>
#include <cmath>
#include <utility>

#include "base/messages.hpp"
#include "data/adoption.hpp"
#include "data/spoken.hpp"

namespace payoff {

std::string units_or_clusters(bool clusters_declared) {
  return say(clusters_declared ? MessageId::word_clusters : MessageId::word_units);
}

ClusterIndex index_clusters(const Panel& panel, const std::vector<bool>& used) {
  ClusterIndex result{std::vector<int>(panel.units.size(), -1), 0, false};
  std::vector<int> number(panel.clusters.size(), -1);
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!used[u]) continue;
    const int cluster = panel.units[u].cluster;
    if (cluster < 0) {
      result.of_unit[u] = static_cast<int>(result.count++);
      continue;
    }
    result.declared = true;
    if (number[cluster] < 0) number[cluster] = static_cast<int>(result.count++);
    result.of_unit[u] = number[cluster];
  }
  return result;
}

std::vector<int> codes_seen(const Panel& panel, std::size_t metric) {
  const MetricColumn& column = panel.metrics[metric];
  Distinct codes;
  for (std::size_t c = 0; c < panel.period_of.size(); ++c) {
    if (has_value(column, c)) codes.add(panel.period_of[c]);
  }
  return std::move(codes).values();
}

std::vector<int> periods_seen(const Panel& panel, std::size_t metric) {
  if (panel.calendar.kind == PeriodKind::none) return {};
  if (panel.grain == Grain::periods) return codes_seen(panel, metric);
  Distinct periods;
  if (metric >= panel.trend.size()) return {};
  for (const TrendPoint& point : panel.trend[metric]) periods.add(point.period);
  return std::move(periods).values();
}

int earliest_adoption(const Panel& panel, const std::vector<bool>& used) {
  int first = never;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (used[u] && panel.units[u].treated) first = std::min(first, panel.units[u].adopted_period);
  }
  return first == never ? Adoption(panel).earliest() : first;
}

std::vector<int> sorted_distinct(std::vector<int> values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::vector<int> adoption_dates(const Panel& panel) {
  std::vector<int> dates;
  for (const Unit& unit : panel.units) {
    if (unit.treated && unit.adopted_period != never) dates.push_back(unit.adopted_period);
  }
  return sorted_distinct(std::move(dates));
}

std::string list_periods(const Calendar& calendar, const std::vector<int>& periods) {
  std::string text;
  for (std::size_t i = 0; i < periods.size() && i < 5; ++i) {
    text +=
        (i ? ", " : "") + (periods[i] == INT_MIN ? say(MessageId::periods_from_start) : spoken(calendar, periods[i]));
  }
  return periods.size() > 5 ? text + ", ..." : text;
}

}  // namespace payoff
