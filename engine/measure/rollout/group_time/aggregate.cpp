#include "measure/rollout/group_time/aggregate.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace payoff {
namespace {

using Cells = std::vector<std::size_t>;

// The mean of the cells by the shares of their cohorts; of their effects, or of their treated levels.
GroupTimeTarget share_mean(const GroupTime& fit, const Cells& cells, AveragedOf of) {
  GroupTimeTarget target;
  double total = 0, sum = 0;
  const bool levels = of == AveragedOf::levels;
  const auto value = [&](std::size_t k) { return levels ? fit.cells[k].treated_level : fit.cells[k].att; };
  for (const std::size_t k : cells) {
    total += fit.share[fit.cells[k].cohort];
    sum += fit.share[fit.cells[k].cohort] * value(k);
  }
  if (!(total > 0)) return target;
  target.value = sum / total;
  target.loading.assign(fit.coordinates(), 0);
  for (const std::size_t k : cells) {
    const std::size_t cohort = fit.cells[k].cohort;
    target.loading[levels ? fit.cells.size() + k : k] += fit.share[cohort] / total;
    target.loading[fit.share_coordinate(cohort)] += (value(k) - target.value) / total;
  }
  return target;
}

// Cells with the tool and an estimate.
Cells after_adoption(const CohortPanel& panel, const GroupTime& fit) {
  Cells cells;
  for (std::size_t k = 0; k < fit.cells.size(); ++k) {
    if (event_time(panel, fit.cells[k]) >= 0 && !std::isnan(fit.cells[k].att)) cells.push_back(k);
  }
  return cells;
}

std::map<int, Cells> by_key(const CohortPanel& panel, const GroupTime& fit, Aggregation kind) {
  std::map<int, Cells> result;
  for (std::size_t k = 0; k < fit.cells.size(); ++k) {
    const GroupTimeCell& cell = fit.cells[k];
    const bool counts = kind == Aggregation::dynamic || event_time(panel, cell) >= 0;
    if (!counts || std::isnan(cell.att)) continue;
    const int key = kind == Aggregation::dynamic ? event_time(panel, cell)
                    : kind == Aggregation::group ? panel.periods[panel.cohorts[cell.cohort]]
                                                 : panel.periods[cell.period];
    result[key].push_back(k);
  }
  return result;
}

// The plain mean over the keys that count.
GroupTimeTarget mean_of(const GroupTimeAggregate& parts, Aggregation kind) {
  std::vector<const GroupTimeTarget*> kept;
  for (std::size_t j = 0; j < parts.key.size(); ++j) {
    if (kind == Aggregation::calendar || parts.key[j] >= 0) kept.push_back(&parts.each[j]);
  }
  if (kept.empty()) return {};
  return linear_combination(kept, std::vector<double>(kept.size(), 1 / static_cast<double>(kept.size())));
}

// The mean over cohorts by their shares, and how it moves with them.
GroupTimeTarget mean_of_cohorts(const GroupTime& fit, const GroupTimeAggregate& parts,
                                const std::vector<std::size_t>& cohorts) {
  std::vector<const GroupTimeTarget*> kept;
  std::vector<double> weight;
  double total = 0;
  for (const std::size_t g : cohorts) total += fit.share[g];
  for (std::size_t j = 0; j < cohorts.size(); ++j) {
    kept.push_back(&parts.each[j]);
    weight.push_back(fit.share[cohorts[j]] / total);
  }
  if (kept.empty()) return {};
  GroupTimeTarget result = linear_combination(kept, weight);
  for (std::size_t j = 0; j < cohorts.size(); ++j) {
    result.loading[fit.share_coordinate(cohorts[j])] += (parts.each[j].value - result.value) / total;
  }
  return result;
}

}  // namespace

int event_time(const CohortPanel& panel, const GroupTimeCell& cell) {
  return panel.periods[cell.period] - panel.periods[panel.cohorts[cell.cohort]];
}

GroupTimeTarget cell_target(const GroupTime& fit, std::size_t cell) {
  GroupTimeTarget target{fit.cells[cell].att, {}};
  if (std::isnan(target.value)) return target;
  target.loading.assign(fit.coordinates(), 0);
  target.loading[cell] = 1;
  return target;
}

GroupTimeTarget linear_combination(const std::vector<const GroupTimeTarget*>& targets, const std::vector<double>& c) {
  GroupTimeTarget result{0, {}};
  for (std::size_t j = 0; j < targets.size(); ++j) {
    result.value += c[j] * targets[j]->value;
    result.loading.resize(std::max(result.loading.size(), targets[j]->loading.size()));
    for (std::size_t i = 0; i < targets[j]->loading.size(); ++i) result.loading[i] += c[j] * targets[j]->loading[i];
  }
  return result;
}

GroupTimeAggregate aggregate(const CohortPanel& panel, const GroupTime& fit, Aggregation kind, AveragedOf of) {
  GroupTimeAggregate result;
  if (kind == Aggregation::simple) {
    result.overall = share_mean(fit, after_adoption(panel, fit), of);
    return result;
  }
  std::vector<std::size_t> cohorts;
  for (const auto& [key, cells] : by_key(panel, fit, kind)) {
    result.key.push_back(key);
    const bool only_reference = std::ranges::all_of(cells, [&](std::size_t k) { return fit.cells[k].reference; });
    result.each.push_back(only_reference ? GroupTimeTarget{0, {}} : share_mean(fit, cells, of));
    if (kind == Aggregation::group) cohorts.push_back(fit.cells[cells.front()].cohort);
  }
  result.overall = kind == Aggregation::group ? mean_of_cohorts(fit, result, cohorts) : mean_of(result, kind);
  return result;
}

}  // namespace payoff
