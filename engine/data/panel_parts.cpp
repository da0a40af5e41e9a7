#include "data/panel_parts.hpp"

namespace payoff {

PanelParts::PanelParts(const Panel& panel, std::size_t metric)
    : panel_(panel), metric_(metric), first_cell_(panel.units.size() + 1) {
  for (const std::int32_t unit : panel.unit_of) ++first_cell_[unit + 1];
  for (std::size_t u = 0; u < panel.units.size(); ++u) first_cell_[u + 1] += first_cell_[u];
}

Panel PanelParts::of(const std::vector<std::size_t>& units) const {
  Panel part{panel_.calendar, panel_.grain, {}, panel_.clusters, {}, {}, {}, {}, {}, {}, {}, panel_.nesting};
  const MetricColumn& from = panel_.metrics[metric_];
  MetricColumn& to = part.metrics.emplace_back(MetricColumn{from.metric, {}});
  for (const Covariate& covariate : panel_.covariates) part.covariates.push_back({covariate.name, {}});
  const auto append = [](const std::vector<double>& all, std::size_t first, std::size_t last,
                         std::vector<double>& own) {
    if (!all.empty()) own.insert(own.end(), all.begin() + first, all.begin() + last);
  };
  for (const std::size_t u : units) {
    const std::size_t first = first_cell_[u], last = first_cell_[u + 1];
    part.unit_of.insert(part.unit_of.end(), last - first, static_cast<std::int32_t>(part.units.size()));
    part.period_of.insert(part.period_of.end(), panel_.period_of.begin() + first, panel_.period_of.begin() + last);
    append(from.sum, first, last, to.sum);
    append(from.weight, first, last, to.weight);
    append(from.level_sum, first, last, to.level_sum);
    for (std::size_t j = 0; j < panel_.covariates.size(); ++j)
      append(panel_.covariates[j].value, first, last, part.covariates[j].value);
    part.units.push_back(panel_.units[u]);
    part.units.back().segments.clear();
    if (!panel_.uptake.empty()) part.uptake.push_back(panel_.uptake[u]);
  }
  if (panel_.trend.empty()) return part;
  if (panel_.grain == Grain::periods) {
    part.trend = trend_of(part);
    return part;
  }
  part.trend = {panel_.trend[metric_]};  // of the phases of some units only which periods there were is known
  for (TrendPoint& point : part.trend[0]) point = {point.period, point.treated, not_observed, 0};
  return part;
}

}  // namespace payoff
