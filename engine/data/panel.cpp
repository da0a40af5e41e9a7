// Panels: what must hold of one, and how one is made from another.
#include "payoff/panel.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "data/adoption.hpp"
#include "data/largest_number.hpp"
#include "data/panel_parts.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr double not_observed = std::numeric_limits<double>::quiet_NaN();

[[noreturn]] void wrong_panel(const std::string& what, const std::string& remedy = "") {
  throw Error(ErrorKind::data, {.function = "panel"}, what, remedy);
}

void check_length(const std::string& name, std::size_t length, std::size_t expected, const char* of_what) {
  if (length == expected) return;
  wrong_panel(fmt::format("{} has {} entries, but must have {}, one for each {}", name, length, expected, of_what));
}

void check_units(const Panel& panel) {
  for (const Unit& unit : panel.units) {
    if (unit.cluster < -1 || unit.cluster >= static_cast<int>(panel.clusters.size())) {
      wrong_panel(fmt::format("cluster of unit '{}' is {}, but must be -1 or an index below {}", unit.label,
                              unit.cluster, panel.clusters.size()));
    }
    if (!unit.treated && unit.adopted_period != never) {
      wrong_panel(fmt::format("adopted_period of comparison unit '{}' is {}, but must be never", unit.label,
                              unit.adopted_period),
                  "a unit that gets the tool belongs to the treated");
    }
    if (unit.segments.size() != panel.segments.size())
      check_length(fmt::format("segments of unit '{}'", unit.label), unit.segments.size(), panel.segments.size(),
                   "segment");
    for (std::size_t s = 0; s < panel.segments.size(); ++s) {
      const int labels = static_cast<int>(panel.segments[s].labels.size());
      if (unit.segments[s] >= -1 && unit.segments[s] < labels) continue;
      wrong_panel(fmt::format("segment '{}' of unit '{}' is {}, but must be -1 or an index below {}",
                              panel.segments[s].name, unit.label, unit.segments[s], labels));
    }
  }
}

void check_cells(const Panel& panel) {
  const std::size_t cells = panel.unit_of.size();
  if (cells == 0) wrong_panel("the panel has 0 cells, but must have at least one");
  check_length("period_of", panel.period_of.size(), cells, "cell");
  for (std::size_t c = 0; c < cells; ++c) {
    const std::int32_t unit = panel.unit_of[c];
    if (unit < 0 || unit >= static_cast<std::int32_t>(panel.units.size())) {
      wrong_panel(fmt::format("unit_of[{}] is {}, but must be an index below {}", c, unit, panel.units.size()));
    }
    if (panel.grain == Grain::phases && panel.period_of[c] != 0 && panel.period_of[c] != 1) {
      wrong_panel(fmt::format("period_of[{}] is {}, but must be 0 (before) or 1 (after) in a panel of phases", c,
                              panel.period_of[c]));
    }
    if (c == 0) continue;
    const auto before = std::pair(panel.unit_of[c - 1], panel.period_of[c - 1]);
    const auto now = std::pair(unit, panel.period_of[c]);
    if (before < now) continue;
    wrong_panel(fmt::format("cell {} (unit '{}', period {}) {}", c, panel.units[unit].label, panel.period_of[c],
                            before == now ? "is there twice, but must be unique"
                                          : "follows a later one, but cells must be sorted by unit, then period"));
  }
}

// finite or NaN; not_negative also forbids values below 0.
void check_numbers(const std::string& name, const std::vector<double>& values, bool not_negative) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::abs(values[i]) >= largest_number || (not_negative && values[i] < 0)) {
      wrong_panel(
          fmt::format("{}[{}] is {}, but must be {}", name, i, values[i],
                      not_negative ? "finite and at least 0" : "finite and below 1e150 in size, or NaN (missing)"));
    }
  }
}

void check_metric(const MetricColumn& column, std::size_t cells) {
  const std::string name = fmt::format("metric '{}'", column.metric.name);
  check_length(name + ": sum", column.sum.size(), cells, "cell");
  if (!column.weight.empty()) check_length(name + ": weight", column.weight.size(), cells, "cell");
  const bool needs_level = column.metric.scale == Scale::log;
  if (needs_level || !column.level_sum.empty()) {
    check_length(name + ": level_sum", column.level_sum.size(), cells, "cell");
  }
  if (!column.metric.per.empty()) check_length(name + ": weight", column.weight.size(), cells, "cell");
  check_numbers(name + ": sum", column.sum, false);
  check_numbers(name + ": weight", column.weight, true);
}

void add(double value, double& total) {
  if (std::isnan(value)) return;
  total = std::isnan(total) ? value : total + value;
}

// Sums of one column by phase; the parts of a missing cell are all left out together.
MetricColumn sum_phases(const MetricColumn& column, const std::vector<std::size_t>& phase_cell, std::size_t cells) {
  MetricColumn result{
      column.metric, std::vector<double>(cells, not_observed), std::vector<double>(cells, not_observed), {}};
  if (!column.level_sum.empty()) result.level_sum.assign(cells, not_observed);
  for (std::size_t c = 0; c < phase_cell.size(); ++c) {
    const double weight = column.weight.empty() ? 1.0 : column.weight[c];
    if (std::isnan(column.sum[c]) || std::isnan(weight)) continue;
    add(column.sum[c], result.sum[phase_cell[c]]);
    add(weight, result.weight[phase_cell[c]]);
    if (!column.level_sum.empty()) add(column.level_sum[c], result.level_sum[phase_cell[c]]);
  }
  return result;
}

Covariate average_phases(const Covariate& covariate, const std::vector<std::size_t>& phase_cell, std::size_t cells) {
  Covariate result{covariate.name, std::vector<double>(cells, not_observed)};
  std::vector<double> count(cells);
  for (std::size_t c = 0; c < phase_cell.size(); ++c) {
    if (std::isnan(covariate.value[c])) continue;
    add(covariate.value[c], result.value[phase_cell[c]]);
    ++count[phase_cell[c]];
  }
  for (std::size_t p = 0; p < cells; ++p) result.value[p] /= count[p];
  return result;
}

std::vector<TrendPoint> trend_of_metric(const Panel& panel, const MetricColumn& column) {
  struct Total {
    double sum = 0, weight = 0;
    std::size_t units = 0;
  };
  const std::vector<double>& sums = column.metric.scale == Scale::log ? column.level_sum : column.sum;
  std::map<std::pair<bool, int>, Total> totals;
  auto next = totals.end();  // the cells of a unit follow each other
  for (std::size_t c = 0; c < sums.size(); ++c) {
    const double weight = column.weight.empty() ? 1.0 : column.weight[c];
    if (std::isnan(sums[c]) || !(weight > 0)) continue;
    const std::pair key(panel.units[panel.unit_of[c]].treated, panel.period_of[c]);
    if (next == totals.end() || next->first != key) next = totals.try_emplace(key).first;
    Total& total = (next++)->second;
    total.sum += sums[c];
    total.weight += weight;
    ++total.units;
  }
  std::vector<TrendPoint> points;
  points.reserve(totals.size());
  for (const auto& [key, total] : totals)
    points.push_back({key.second, key.first, total.sum / total.weight, total.units});
  return points;
}

}  // namespace

void check(const Panel& panel) {
  if (!panel.moments.empty()) {
    check_length("moments", panel.moments.size(), panel.metrics.size(), "metric");
    check_length("units beside moments", panel.units.size(), 0, "nothing");
    return;
  }
  check_units(panel);
  check_cells(panel);
  const std::size_t cells = panel.unit_of.size();
  for (const MetricColumn& column : panel.metrics) check_metric(column, cells);
  for (const Covariate& covariate : panel.covariates) {
    check_length(fmt::format("covariate '{}'", covariate.name), covariate.value.size(), cells, "cell");
    check_numbers(fmt::format("covariate '{}'", covariate.name), covariate.value, false);
  }
  if (!panel.uptake.empty()) check_length("uptake", panel.uptake.size(), panel.units.size(), "unit");
  for (std::size_t u = 0; u < panel.uptake.size(); ++u) {
    if (panel.uptake[u] < 0 || panel.uptake[u] > 1) {
      wrong_panel(fmt::format("uptake of unit '{}' is {}, but must be a share in 0 to 1", panel.units[u].label,
                              panel.uptake[u]));
    }
  }
  if (!panel.trend.empty()) check_length("trend", panel.trend.size(), panel.metrics.size(), "metric");
}

Panel to_phases(const Panel& panel) {
  if (panel.grain == Grain::phases) return panel;
  Panel result{panel.calendar,
               Grain::phases,
               panel.units,
               panel.clusters,
               panel.segments,
               {},
               {},
               {},
               {},
               panel.uptake,
               panel.trend.empty() ? trend_of(panel) : panel.trend,
               panel.nesting};
  const Adoption adoption(panel);
  std::vector<std::size_t> phase_cell(panel.unit_of.size());
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const std::int32_t phase = adoption.after(c) ? 1 : 0;
    const bool same =
        !result.unit_of.empty() && result.unit_of.back() == panel.unit_of[c] && result.period_of.back() == phase;
    if (!same) {
      result.unit_of.push_back(panel.unit_of[c]);
      result.period_of.push_back(phase);
    }
    phase_cell[c] = result.unit_of.size() - 1;
  }
  const std::size_t cells = result.unit_of.size();
  for (const MetricColumn& column : panel.metrics) result.metrics.push_back(sum_phases(column, phase_cell, cells));
  for (const Covariate& covariate : panel.covariates) {
    result.covariates.push_back(average_phases(covariate, phase_cell, cells));
  }
  return result;
}

std::vector<std::vector<TrendPoint>> trend_of(const Panel& panel) {
  if (panel.grain != Grain::periods) {
    throw Error(ErrorKind::internal, {.function = "trend_of"}, "grain is phases, but must be periods");
  }
  std::vector<std::vector<TrendPoint>> trend;
  for (const MetricColumn& column : panel.metrics) trend.push_back(trend_of_metric(panel, column));
  return trend;
}

Panel subset(const Panel& panel, const std::vector<bool>& keep) {
  std::vector<std::size_t> units;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (keep[u]) units.push_back(u);
  }
  Panel result = PanelParts(panel).of(units);
  result.segments = panel.segments;
  for (std::size_t i = 0; i < units.size(); ++i) result.units[i].segments = panel.units[units[i]].segments;
  return result;
}

}  // namespace payoff
