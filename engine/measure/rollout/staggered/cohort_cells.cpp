#include "measure/rollout/staggered/cohort_cells.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace payoff {

CohortCells::CohortCells(const CohortPanel& panel_in, const CohortDesign& design_in)
    : panel(panel_in),
      design(design_in),
      periods(panel_in.periods.size()),
      cohort_(panel_in.units()),
      order_(panel_in.units()) {
  for (std::size_t c = 0; c <= panel.cohorts.size(); ++c) {
    for (std::size_t i = panel.cohort_begin[c]; i < panel.cohort_begin[c + 1]; ++i) cohort_[i] = c;
  }
  std::iota(order_.begin(), order_.end(), 0);
  const auto& group = design.group;
  if (!group.empty()) std::ranges::stable_sort(order_, {}, [&](std::int32_t i) { return group[i]; });
  for (std::size_t at = 0; at < order_.size(); ++at) {
    if (at == 0 || group.empty() || group[order_[at]] != group[order_[at - 1]]) begin_.push_back(at);
  }
  begin_.push_back(order_.size());
  seen_.resize(blocks() * periods);
  for (std::size_t b = 0; b < blocks(); ++b) {
    for (const std::int32_t i : block(b)) {
      for (std::size_t t = 0; t < periods; ++t) seen_[b * periods + t] |= in_fit(t, i);
    }
  }
}

std::vector<double> CohortCells::means(std::size_t b) const {
  std::vector<double> mean(1 + panel.covariates.size());
  double total = 0;
  for (const std::int32_t i : block(b)) {
    for (std::size_t t = 0; t < periods; ++t) {
      if (!in_fit(t, i)) continue;
      total += panel.weight_of(i);
      mean[0] += panel.weight_of(i) * panel.outcome[cell(t, i)];
      for (std::size_t j = 0; j + 1 < mean.size(); ++j)
        mean[1 + j] += panel.weight_of(i) * panel.covariates[j][cell(t, i)];
    }
  }
  for (double& value : mean) value /= total;
  return mean;
}

Kinds kinds_of(const CohortCells& cells) {
  Kinds kinds;
  std::map<std::vector<std::uint8_t>, std::size_t> known;  // of the cohort
  for (std::size_t b = 0; b < cells.blocks(); ++b) {
    const std::span<const std::uint8_t> seen = cells.seen(b);
    const std::size_t cohort = cells.cohort(cells.block(b).front());
    while (kinds.first.size() <= cohort) {
      kinds.first.push_back(kinds.count);
      known.clear();
    }
    kinds.of.push_back(kinds.count);
    if (std::ranges::count(seen, 1) == 0) continue;  // of no kind: no cell asks for it
    const bool one = cells.block(b).size() == 1;
    const auto [found, added] = known.try_emplace({seen.begin(), seen.end()}, kinds.count);
    if (one) kinds.of.back() = found->second;
    if (added || !one) ++kinds.count;
  }
  kinds.first.resize(cells.panel.cohorts.size() + 2, kinds.count);
  return kinds;
}

}  // namespace payoff
