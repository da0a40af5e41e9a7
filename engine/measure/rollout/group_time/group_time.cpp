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

// (T) the first cohort that has not begun (nor anticipates) in a period.
std::vector<std::size_t> not_yet_from(const CohortPanel& panel, int anticipation) {
  std::vector<std::size_t> from;
  for (const int period : panel.periods) {
    const auto begun = [&](int first) { return panel.periods[first] - anticipation <= period; };
    from.push_back(
        static_cast<std::size_t>(std::ranges::partition_point(panel.cohorts, begun) - panel.cohorts.begin()));
  }
  return from;
}

std::vector<GroupTimeCell> cells_of(const CohortPanel& panel, const GroupTimeChoice& choice) {
  std::vector<GroupTimeCell> cells;
  cells.reserve(panel.cohorts.size() * panel.periods.size());
  const std::vector<std::size_t> not_yet = not_yet_from(panel, choice.anticipation);
  for (std::size_t g = 0; g < panel.cohorts.size(); ++g) {
    const std::size_t before = last_before(panel, g, choice.anticipation);
    for (std::size_t t = choice.universal ? 0 : 1; t < panel.periods.size(); ++t) {
      const bool lead = before < panel.periods.size() && t <= before;
      if (lead && !choice.leads) continue;
      GroupTimeCell& cell = cells.emplace_back();
      cell.cohort = g;
      cell.period = t;
      cell.last_before = before;
      cell.lead = lead;
      cell.base = lead && !choice.universal ? t - 1 : before;
      if (before == panel.periods.size()) {
        cell.reason = MessageId::why_no_period_before;
      } else {
        cell.controls_from = choice.never_only ? panel.cohorts.size() : not_yet[std::max(cell.period, cell.base)];
        cell.reference = cell.base == t;
        if (cell.reference) cell.att = 0;
      }
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

GroupTime group_time(const CohortPanel& panel, const GroupTimeChoice& choice, const Context& context) {
  GroupTime result{cells_of(panel, choice), {}, nullptr};
  for (GroupTimeCell& cell : result.cells) {
    if (cell.reason || cell.reference) continue;
    const bool own_among = cell.cohort >= cell.controls_from;
    const std::size_t others = panel.units() - panel.cohort_begin[cell.controls_from];
    const UnitRange own = treated_units(panel, cell);
    if (others == (own_among ? own.end - own.begin : 0)) cell.reason = MessageId::why_no_comparison_left;
  }
  const double total = total_weight(panel);
  for (std::size_t g = 0; g < panel.cohorts.size(); ++g) {
    double weight = 0;
    for (std::size_t i = panel.cohort_begin[g]; i < panel.cohort_begin[g + 1]; ++i) {
      weight += panel.weight_of(i);
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
