#include "data/panel_parts.hpp"

#include <limits>

namespace payoff {

std::vector<std::size_t> first_cell_of_unit(const Panel& panel) {
  std::vector<std::size_t> first(panel.units.size() + 1);
  for (const std::int32_t unit : panel.unit_of) ++first[unit + 1];
  for (std::size_t u = 0; u < panel.units.size(); ++u) first[u + 1] += first[u];
  return first;
}

std::vector<LabelUnits> units_of_labels(const Panel& panel, std::size_t segment) {
  const Segment& of = panel.segments[segment];
  std::vector<LabelUnits> units(of.labels.size() + 1);
  for (const Unit& unit : panel.units) {
    const int label = unit.segments[segment];
    LabelUnits& own = label < 0 ? units.back() : units[static_cast<std::size_t>(label)];
    ++(unit.treated ? own.treated : own.comparison);
  }
  if (panel.moments.empty()) return units;
  units.back() = {panel.moments[0].treated.units, panel.moments[0].comparison.units};
  for (std::size_t label = 0; label < of.labels.size(); ++label) {
    units[label] = {of.moments[label][0].treated.units, of.moments[label][0].comparison.units};
    units.back().treated -= units[label].treated;
    units.back().comparison -= units[label].comparison;
  }
  return units;
}

namespace {

// Of the phases of some units only which periods there were is known.
std::vector<std::vector<TrendPoint>> only_periods(std::vector<std::vector<TrendPoint>> trend) {
  for (auto& points : trend)
    for (TrendPoint& point : points) point = {point.period, point.treated, std::numeric_limits<double>::quiet_NaN(), 0};
  return trend;
}

}  // namespace

Panel moments_of_label(const Panel& panel, std::size_t segment, std::size_t label) {
  Panel part;
  part.calendar = panel.calendar;
  part.grain = panel.grain;
  part.metrics = panel.metrics;
  part.trend = only_periods(panel.trend);
  part.nesting = panel.nesting;
  part.adopted_period = panel.adopted_period;
  part.moments = panel.segments[segment].moments[label];
  return part;
}

Panel PanelParts::of(const std::vector<std::size_t>& units) const {
  Panel part{panel_.calendar, panel_.grain, {}, panel_.clusters, {}, {}, {}, {}, {}, {}, {}, panel_.nesting};
  const auto cells_of = [&](const std::vector<double>& all) {
    std::vector<double> own;
    if (!all.empty()) own.reserve(part.unit_of.size());
    for (const std::size_t u : units) {
      if (!all.empty()) own.insert(own.end(), all.begin() + first_cell_[u], all.begin() + first_cell_[u + 1]);
    }
    return own;
  };
  for (const std::size_t u : units) {
    const std::size_t first = first_cell_[u], last = first_cell_[u + 1];
    part.unit_of.insert(part.unit_of.end(), last - first, static_cast<std::int32_t>(part.units.size()));
    part.period_of.insert(part.period_of.end(), panel_.period_of.begin() + first, panel_.period_of.begin() + last);
    part.units.push_back(panel_.units[u]);
    part.units.back().segments.clear();
    if (!panel_.uptake.empty()) part.uptake.push_back(panel_.uptake[u]);
  }
  for (const MetricColumn& column : panel_.metrics)
    part.metrics.push_back({column.metric, cells_of(column.sum), cells_of(column.weight), cells_of(column.level_sum)});
  for (const Covariate& covariate : panel_.covariates)
    part.covariates.push_back({covariate.name, cells_of(covariate.value)});
  if (panel_.trend.empty()) return part;
  if (panel_.grain == Grain::periods) {
    part.trend = trend_of(part);
    return part;
  }
  part.trend = only_periods(panel_.trend);
  return part;
}

}  // namespace payoff
