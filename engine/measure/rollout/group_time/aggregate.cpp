#include "measure/rollout/group_time/aggregate.hpp"

#include <algorithm>
#include <climits>
#include <cmath>
#include <utility>

namespace payoff {
namespace {

constexpr std::size_t no_average = static_cast<std::size_t>(-1);

// Which average a cell is in.
struct Grouping {
  std::vector<int> key;               // ascending
  std::vector<std::size_t> average;   // (K) or no_average
  std::vector<bool> only_references;  // (keys)
};

Grouping group_cells(const CohortPanel& panel, const GroupTime& fit, Aggregation kind) {
  const auto key_of = [&](const GroupTimeCell& cell) {
    switch (kind) {
      case Aggregation::dynamic:
        return event_time(panel, cell);
      case Aggregation::group:
        return panel.periods[panel.cohorts[cell.cohort]];
      case Aggregation::calendar:
        return panel.periods[cell.period];
      case Aggregation::simple:
        break;
    }
    return 0;
  };
  const auto counts = [&](const GroupTimeCell& cell) {
    return !std::isnan(cell.att) && (kind == Aggregation::dynamic || event_time(panel, cell) >= 0);
  };
  int least = INT_MAX, most = INT_MIN;
  for (const GroupTimeCell& cell : fit.cells) {
    if (!counts(cell)) continue;
    least = std::min(least, key_of(cell));
    most = std::max(most, key_of(cell));
  }
  Grouping result{{}, std::vector<std::size_t>(fit.cells.size(), no_average), {}};
  if (least > most) return result;
  std::vector<char> seen(static_cast<std::size_t>(most - least) + 1);  // 1: of references alone; 2: of effects
  for (const GroupTimeCell& cell : fit.cells) {
    if (counts(cell)) seen[key_of(cell) - least] |= cell.reference ? 1 : 2;
  }
  std::vector<std::size_t> place(seen.size());
  for (std::size_t j = 0; j < seen.size(); ++j) {
    if (!seen[j]) continue;
    place[j] = result.key.size();
    result.key.push_back(least + static_cast<int>(j));
    result.only_references.push_back(seen[j] == 1);
  }
  for (std::size_t k = 0; k < fit.cells.size(); ++k) {
    if (counts(fit.cells[k])) result.average[k] = place[key_of(fit.cells[k]) - least];
  }
  return result;
}

// The means of the cells by the shares of their cohorts; of their effects, or of their treated levels.
std::vector<GroupTimeTarget> share_means(const GroupTime& fit, const Grouping& grouping, AveragedOf of,
                                         Loadings wanted) {
  const bool levels = of == AveragedOf::levels;
  const auto value = [&](std::size_t k) { return levels ? fit.cells[k].treated_level : fit.cells[k].att; };
  std::vector<GroupTimeTarget> result(grouping.key.size());
  std::vector<double> total(result.size()), sum(result.size());
  for (std::size_t k = 0; k < fit.cells.size(); ++k) {
    const std::size_t j = grouping.average[k];
    if (j == no_average) continue;
    total[j] += fit.share[fit.cells[k].cohort];
    sum[j] += fit.share[fit.cells[k].cohort] * value(k);
  }
  for (std::size_t j = 0; j < result.size(); ++j) {
    if (total[j] > 0) result[j].value = sum[j] / total[j];
  }
  if (wanted == Loadings::none) return result;
  std::vector<std::vector<Loading>> by_share(result.size());
  for (std::size_t k = 0; k < fit.cells.size(); ++k) {  // by cohort, so that coordinates ascend
    const std::size_t j = grouping.average[k], cohort = fit.cells[k].cohort;
    if (j == no_average || !(total[j] > 0)) continue;
    result[j].loading.push_back({levels ? fit.cells.size() + k : k, fit.share[cohort] / total[j]});
    const std::size_t coordinate = fit.share_coordinate(cohort);
    if (by_share[j].empty() || by_share[j].back().coordinate != coordinate) by_share[j].push_back({coordinate, 0});
    by_share[j].back().factor += (value(k) - result[j].value) / total[j];
  }
  for (std::size_t j = 0; j < result.size(); ++j)
    result[j].loading.insert(result[j].loading.end(), by_share[j].begin(), by_share[j].end());
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
GroupTimeTarget mean_of_cohorts(const CohortPanel& panel, const GroupTime& fit, const GroupTimeAggregate& parts) {
  std::vector<const GroupTimeTarget*> kept;
  std::vector<double> weight;
  GroupTimeTarget shares{0, {}};  // their own part
  double total = 0, value = 0;
  for (const int key : parts.key) {
    const auto adopts = [&](int first) { return panel.periods[first] < key; };
    const auto g = std::ranges::partition_point(panel.cohorts, adopts) - panel.cohorts.begin();
    shares.loading.push_back({fit.share_coordinate(static_cast<std::size_t>(g)), 0});
    weight.push_back(fit.share[static_cast<std::size_t>(g)]);
    total += weight.back();
  }
  if (weight.empty()) return {};
  for (std::size_t j = 0; j < weight.size(); ++j) {
    kept.push_back(&parts.each[j]);
    weight[j] /= total;
    value += weight[j] * parts.each[j].value;
  }
  for (std::size_t j = 0; j < weight.size(); ++j) shares.loading[j].factor = (parts.each[j].value - value) / total;
  kept.push_back(&shares);
  weight.push_back(1);
  return linear_combination(kept, weight);
}

}  // namespace

int event_time(const CohortPanel& panel, const GroupTimeCell& cell) {
  return panel.periods[cell.period] - panel.periods[panel.cohorts[cell.cohort]];
}

GroupTimeTarget cell_target(const GroupTime& fit, std::size_t cell) {
  GroupTimeTarget target{fit.cells[cell].att, {}};
  if (std::isnan(target.value)) return target;
  target.loading.push_back({cell, 1});
  return target;
}

GroupTimeTarget linear_combination(const std::vector<const GroupTimeTarget*>& targets, const std::vector<double>& c) {
  GroupTimeTarget result{0, {}};
  std::vector<double> factors;  // by coordinate
  for (std::size_t j = 0; j < targets.size(); ++j) {
    result.value += c[j] * targets[j]->value;
    if (targets[j]->loading.empty()) continue;
    factors.resize(std::max(factors.size(), targets[j]->loading.back().coordinate + 1));
    for (const Loading& loading : targets[j]->loading) factors[loading.coordinate] += c[j] * loading.factor;
  }
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (factors[i] != 0) result.loading.push_back({i, factors[i]});
  }
  return result;
}

GroupTimeAggregate aggregate(const CohortPanel& panel, const GroupTime& fit, Aggregation kind, AveragedOf of,
                             Loadings wanted) {
  Grouping grouping = group_cells(panel, fit, kind);
  GroupTimeAggregate result{{}, {}, share_means(fit, grouping, of, wanted)};
  if (kind == Aggregation::simple) {
    if (!result.each.empty()) result.overall = std::move(result.each.front());
    result.each.clear();
    return result;
  }
  for (std::size_t j = 0; j < result.each.size(); ++j) {
    if (grouping.only_references[j]) result.each[j] = {0, {}};
  }
  result.key = std::move(grouping.key);
  result.overall = kind == Aggregation::group ? mean_of_cohorts(panel, fit, result) : mean_of(result, kind);
  return result;
}

}  // namespace payoff
