#include "measure/answer/study_facts.hpp"

#include <algorithm>
#include <climits>
#include <cmath>
#include <utility>

#include "data/adoption.hpp"
#include "measure/answer/inference.hpp"

namespace payoff {
namespace {

// Share of the unit-periods of one group in which the metric was not seen.
double missing_share(const Panel& panel, std::size_t metric, bool treated, std::size_t periods) {
  double units = 0, seen = 0;
  for (const Unit& unit : panel.units) units += unit.treated == treated;
  if (units == 0) return missing;
  if (panel.grain == Grain::phases) {
    if (metric >= panel.trend.size()) return missing;
    for (const TrendPoint& point : panel.trend[metric]) {
      if (point.treated == treated) seen += static_cast<double>(point.units);
    }
    if (seen == 0) return missing;  // of a subset of phases the counts are not known
  } else {
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
      seen += panel.units[panel.unit_of[c]].treated == treated && has_value(panel.metrics[metric], c);
    }
  }
  return 1 - seen / (units * static_cast<double>(std::max<std::size_t>(periods, 1)));
}

// Denominators per treated unit and week with the tool. Weeks in which a unit was not seen count as zero, so that
// the volume may be multiplied by all people and all weeks.
double volume_per_unit_week(const Panel& panel, std::size_t metric, const std::vector<bool>& used,
                            const std::vector<int>& periods) {
  const Adoption adoption(panel);
  const MetricColumn& column = panel.metrics[metric];
  double volume = 0, unit_periods = 0;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const std::size_t unit = panel.unit_of[c];
    const bool counts = used[unit] && panel.units[unit].treated && adoption.after(c) && has_value(column, c);
    if (counts) volume += column.weight[c];
  }
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!used[u] || !panel.units[u].treated) continue;
    unit_periods += static_cast<double>(periods.end() - std::ranges::lower_bound(periods, adoption.of(u)));
  }
  return unit_periods > 0 ? volume / (unit_periods * panel.calendar.weeks_per_period()) : missing;
}

double mean_uptake(const Panel& panel, const std::vector<bool>& used) {
  double sum = 0, count = 0;
  for (std::size_t u = 0; u < panel.uptake.size(); ++u) {
    if (!used[u] || !panel.units[u].treated || std::isnan(panel.uptake[u])) continue;
    sum += panel.uptake[u];
    ++count;
  }
  return count > 0 ? sum / count : missing;
}

void count_units(Effect& effect, const Panel& panel, const std::vector<bool>& used) {
  const ClusterIndex clusters = index_clusters(panel, used);
  std::vector<bool> treated_cluster(clusters.count, false);
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!used[u]) continue;
    ++(panel.units[u].treated ? effect.units_treated : effect.units_comparison);
    if (panel.units[u].treated) treated_cluster[static_cast<std::size_t>(clusters.of_unit[u])] = true;
  }
  effect.clusters = clusters.count;
  effect.clusters_treated = static_cast<std::size_t>(std::ranges::count(treated_cluster, true));
}

}  // namespace

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

bool has_value(const MetricColumn& column, std::size_t cell) {
  if (std::isnan(column.sum[cell])) return false;
  if (column.weight.empty() || column.weight[cell] > 0) return true;
  return is_ratio(column.metric) && column.weight[cell] == 0;  // a week without tickets is an observation
}

std::vector<std::size_t> first_cell_of_unit(const Panel& panel) {
  std::vector<std::size_t> first(panel.units.size() + 1);
  for (const std::int32_t unit : panel.unit_of) ++first[unit + 1];
  for (std::size_t u = 0; u < panel.units.size(); ++u) first[u + 1] += first[u];
  return first;
}

std::vector<int> periods_seen(const Panel& panel, std::size_t metric) {
  if (panel.calendar.kind == PeriodKind::none) return {};
  std::vector<int> periods;  // few among many cells: searched, not sorted
  const auto add = [&](int period) {
    const auto place = std::ranges::lower_bound(periods, period);
    if (place == periods.end() || *place != period) periods.insert(place, period);
  };
  if (panel.grain == Grain::phases) {
    if (metric >= panel.trend.size()) return {};
    for (const TrendPoint& point : panel.trend[metric]) add(point.period);
  } else {
    for (std::size_t c = 0; c < panel.period_of.size(); ++c) {
      if (has_value(panel.metrics[metric], c)) add(panel.period_of[c]);
    }
  }
  return periods;
}

int earliest_adoption(const Panel& panel, const std::vector<bool>& used) {
  int first = never;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (used[u] && panel.units[u].treated) first = std::min(first, panel.units[u].adopted_period);
  }
  return first == never ? Adoption(panel).earliest() : first;
}

Effect describe(const Panel& panel, const Question& question, const std::vector<bool>& used) {
  Effect effect;
  effect.metric = panel.metrics[question.metric].metric;
  effect.method = question.method;
  effect.level = question.level;
  count_units(effect, panel, used);
  const std::vector<int> periods = periods_seen(panel, question.metric);
  const auto rollout = std::ranges::lower_bound(periods, earliest_adoption(panel, used));
  effect.periods_before = static_cast<int>(rollout - periods.begin());
  effect.periods_after = static_cast<int>(periods.end() - rollout);
  if (!periods.empty()) {
    effect.weeks_before = effect.periods_before * panel.calendar.weeks_per_period();
    effect.weeks_after = effect.periods_after * panel.calendar.weeks_per_period();
  }
  effect.missing_share_treated = missing_share(panel, question.metric, true, periods.size());
  effect.missing_share_comparison = missing_share(panel, question.metric, false, periods.size());
  effect.uptake_treated = mean_uptake(panel, used);
  if (is_ratio(effect.metric)) {
    effect.volume_per_unit_week = volume_per_unit_week(panel, question.metric, used, periods);
  }
  return effect;
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
    text += (i ? ", " : "") + (periods[i] == INT_MIN ? "the start" : calendar.label(periods[i]));
  }
  return periods.size() > 5 ? text + ", ..." : text;
}

}  // namespace payoff
