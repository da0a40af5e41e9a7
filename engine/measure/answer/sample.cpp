#include "measure/answer/sample.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/calendar.hpp"
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
double volume_per_unit_week(const Panel& panel, std::size_t metric, const Sample& sample) {
  const MetricColumn& column = panel.metrics[metric];
  const std::vector<double> weeks = weeks_to_end(panel.calendar, sample.periods);
  double volume = 0, unit_weeks = 0;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const std::size_t unit = panel.unit_of[c];
    const bool counts =
        sample.used[unit] && panel.units[unit].treated && sample.adoption.after(c) && has_value(column, c);
    if (counts) volume += column.weight[c];
  }
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!sample.used[u] || !panel.units[u].treated) continue;
    const auto first = std::ranges::lower_bound(sample.periods, sample.adoption.of(u)) - sample.periods.begin();
    unit_weeks += weeks[static_cast<std::size_t>(first)];
  }
  return unit_weeks > 0 ? volume / unit_weeks : missing;
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

}  // namespace

Sample::Sample(const Panel& panel, std::size_t metric, std::vector<bool> in_use)
    : used(std::move(in_use)),
      clusters(index_clusters(panel, used)),
      periods(periods_seen(panel, metric)),
      adoption(panel),
      first_adoption(earliest_adoption(panel, used)) {
  std::vector<bool> seen[2];
  for (std::vector<bool>& arm : seen) arm.resize(clusters.count);
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!used[u]) continue;
    ++(panel.units[u].treated ? treated : comparison).units;
    seen[panel.units[u].treated][static_cast<std::size_t>(clusters.of_unit[u])] = true;
  }
  comparison.clusters = static_cast<std::size_t>(std::ranges::count(seen[0], true));
  treated.clusters = static_cast<std::size_t>(std::ranges::count(seen[1], true));
}

void describe_periods(Effect& effect, const Calendar& calendar, const std::vector<int>& periods, int first_adoption) {
  const auto rollout = std::ranges::lower_bound(periods, first_adoption);
  effect.period = calendar.kind;
  effect.periods_before = static_cast<int>(rollout - periods.begin());
  effect.periods_after = static_cast<int>(periods.end() - rollout);
  if (periods.empty()) return;
  const std::vector<double> weeks = weeks_to_end(calendar, periods);
  effect.weeks_after = weeks[static_cast<std::size_t>(effect.periods_before)];
  effect.weeks_before = weeks.front() - effect.weeks_after;
}

Effect describe(const Panel& panel, const Question& question, const Sample& sample) {
  Effect effect;
  effect.metric = panel.metrics[question.metric].metric;
  effect.method = question.method;
  effect.level = question.level;
  effect.units_treated = sample.treated.units;
  effect.units_comparison = sample.comparison.units;
  effect.clusters = sample.clusters.count;
  effect.clusters_treated = sample.treated.clusters;
  describe_periods(effect, panel.calendar, sample.periods, sample.first_adoption);
  effect.missing_share_treated = missing_share(panel, question.metric, true, sample.periods.size());
  effect.missing_share_comparison = missing_share(panel, question.metric, false, sample.periods.size());
  effect.uptake_treated = mean_uptake(panel, sample.used);
  if (is_ratio(effect.metric)) {
    effect.volume_per_unit_week = volume_per_unit_week(panel, question.metric, sample);
  }
  return effect;
}

}  // namespace payoff
