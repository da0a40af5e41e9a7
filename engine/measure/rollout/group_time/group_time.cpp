#include "measure/rollout/group_time/group_time.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// The last period before adoption less the anticipation; T where there is none.
std::size_t last_before(const CohortPanel& panel, std::size_t cohort, int anticipation) {
  const int begins = panel.periods[panel.cohorts[cohort]] - anticipation;
  const auto first = std::ranges::lower_bound(panel.periods, begins) - panel.periods.begin();
  return first == 0 ? panel.periods.size() : static_cast<std::size_t>(first) - 1;
}

// First cohort that has not begun (nor anticipates) in the later of the two periods.
std::size_t not_yet_from(const CohortPanel& panel, const GroupTimeCell& cell, int anticipation) {
  const int later = panel.periods[std::max(cell.period, cell.base)];
  std::size_t cohort = 0;
  while (cohort < panel.cohorts.size() && panel.periods[panel.cohorts[cohort]] - anticipation <= later) ++cohort;
  return cohort;
}

std::vector<GroupTimeCell> cells_of(const CohortPanel& panel, const GroupTimeChoice& choice) {
  std::vector<GroupTimeCell> cells;
  for (std::size_t g = 0; g < panel.cohorts.size(); ++g) {
    const std::size_t before = last_before(panel, g, choice.anticipation);
    for (std::size_t t = choice.universal ? 0 : 1; t < panel.periods.size(); ++t) {
      GroupTimeCell cell{.cohort = g, .period = t, .base = before, .last_before = before};
      cell.lead = before < panel.periods.size() && t <= before;
      if (cell.lead && !choice.universal) cell.base = t - 1;
      if (before == panel.periods.size()) {
        cell.reason = MessageId::why_no_period_before;
      } else {
        cell.controls_from = choice.never_only ? panel.cohorts.size() : not_yet_from(panel, cell, choice.anticipation);
        cell.reference = cell.base == t;
        if (cell.reference) cell.att = 0;
      }
      cells.push_back(cell);
    }
  }
  return cells;
}

bool complete(const CohortPanel& panel) {
  return std::ranges::none_of(panel.outcome, [](double y) { return std::isnan(y); });
}

}  // namespace

double total_weight(const CohortPanel& panel) {
  if (panel.weight.empty()) return static_cast<double>(panel.units());
  double total = 0;
  for (const double w : panel.weight) total += w;
  return total;
}

UnitRange treated_units(const CohortPanel& panel, const GroupTimeCell& cell) {
  return {panel.cohort_begin[cell.cohort], panel.cohort_begin[cell.cohort + 1]};
}

bool compares(const GroupTimeCell& cell, std::size_t cohort) {
  return cohort != cell.cohort && cohort >= cell.controls_from;
}

std::vector<UnitRange> comparison_units(const CohortPanel& panel, const GroupTimeCell& cell) {
  const UnitRange treated = treated_units(panel, cell);
  const std::size_t begin = panel.cohort_begin[cell.controls_from], end = panel.units();
  std::vector<UnitRange> ranges;
  if (cell.cohort < cell.controls_from) {
    ranges = {{begin, end}};
  } else {  // a lead: the cohort lies among those that have not begun
    ranges = {{begin, treated.begin}, {treated.end, end}};
  }
  std::erase_if(ranges, [](const UnitRange& range) { return range.begin == range.end; });
  return ranges;
}

bool CellInfluence::active(std::size_t cell, std::size_t cohort) const {
  const GroupTimeCell& it = cells_[cell];
  return !std::isnan(it.att) && (it.cohort == cohort || (compares(it, cohort) && !it.reference));
}

void CellInfluence::fill_weight(std::size_t begin, std::size_t end, double* out) const {
  for (std::size_t i = begin; i < end; ++i) out[i - begin] = panel_.weight.empty() ? 1 : panel_.weight[i];
}

std::vector<Loading> CellInfluence::loadings_of_cells(std::size_t cohort) const {
  std::vector<Loading> result;
  for (std::size_t k = 0; k < cells_.size(); ++k) {
    if (!active(k, cohort)) continue;
    if (cells_[k].cohort == cohort) result.push_back({1 + result.size(), cells_.size() + k, 1});
    if (!cells_[k].reference) result.push_back({1 + result.size(), k, 1});
  }
  return result;
}

std::vector<Loading> CellInfluence::loadings(std::size_t cohort) const {
  std::vector<Loading> result = loadings_of_cells(cohort);
  if (cohort < panel_.cohorts.size()) result.push_back({0, 2 * cells_.size() + cohort, 1 / total_weight(panel_)});
  return result;
}

GroupTime group_time(const CohortPanel& panel, const GroupTimeChoice& choice, const Context& context) {
  GroupTime result{cells_of(panel, choice), {}, nullptr};
  for (GroupTimeCell& cell : result.cells) {
    if (cell.reason || cell.reference) continue;
    if (comparison_units(panel, cell).empty()) cell.reason = MessageId::why_no_comparison_left;
  }
  const double total = total_weight(panel);
  for (std::size_t g = 0; g < panel.cohorts.size(); ++g) {
    double weight = 0;
    for (std::size_t i = panel.cohort_begin[g]; i < panel.cohort_begin[g + 1]; ++i) {
      weight += panel.weight.empty() ? 1 : panel.weight[i];
    }
    result.share.push_back(weight / total);
  }
  if (choice.cross_sections) {
    result.influence = cross_section_differences(panel, choice, result.cells, context);
  } else if (panel.covariates.empty() && choice.weight_from == WeightFrom::unit && complete(panel)) {
    result.influence = mean_differences(panel, result.cells);
  } else {
    result.influence = paired_differences(panel, choice, result.cells, context);
  }
  return result;
}

}  // namespace payoff
