// Group-time effects on arrays: ATT(g, t) of every cohort and period, and the influence of every unit on them.
//
// Notation  N units   T periods   C cohorts   K cells (one for each cohort and period)
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "measure/rollout/group_time/group_time_cell.hpp"
#include "measure/rollout/group_time/unit_influence.hpp"

namespace payoff {

enum class Adjustment { doubly_robust, weighting, regression };

// Weights that change over time: from which period a cell of two periods takes them.
enum class WeightFrom { unit, earlier_period, base_period, own_period };

struct GroupTimeChoice {
  Adjustment adjustment = Adjustment::doubly_robust;
  bool never_only = false;      // compare with never-adopters only, not with those who have not adopted yet
  bool universal = true;        // all periods against the last one before adoption; false: leads against the one before
  int anticipation = 0;         // periods before adoption in which the tool may already act
  bool leads = true;            // the cells before adoption too, of which no headline is made
  bool cross_sections = false;  // compare the units seen in either period, not those seen in both
  WeightFrom weight_from = WeightFrom::unit;
  std::span<const double> weight_by_period{};  // (T x N); for all but WeightFrom::unit
};

struct GroupTime {
  std::vector<GroupTimeCell> cells;  // (K) by cohort, then period
  std::vector<double> share;         // (C) of all units in use, weighted
  std::unique_ptr<GroupTimeInfluence> influence;

  std::size_t share_coordinate(std::size_t cohort) const { return 2 * cells.size() + cohort; }
  std::size_t coordinates() const { return 2 * cells.size() + share.size(); }
};

// The influence looks at the panel, which must outlive it, and of means at the cells, which stay where the result has them.
GroupTime group_time(const CohortPanel& panel, const GroupTimeChoice& choice, const Context& context = {});

// The units of a cell: its cohort, and one or two ranges of comparison units.
struct UnitRange {
  std::size_t begin, end;
};
UnitRange treated_units(const CohortPanel& panel, const GroupTimeCell& cell);
std::vector<UnitRange> comparison_units(const CohortPanel& panel, const GroupTimeCell& cell);
bool compares(const GroupTimeCell& cell, std::size_t cohort);  // its units are comparison units of the cell

double total_weight(const CohortPanel& panel);

// Each fills att, treated_level or reason of the cells, and answers with the influence.
std::unique_ptr<GroupTimeInfluence> mean_differences(const CohortPanel& panel, std::vector<GroupTimeCell>& cells);
std::unique_ptr<GroupTimeInfluence> paired_differences(const CohortPanel& panel, const GroupTimeChoice& choice,
                                                       std::vector<GroupTimeCell>& cells, const Context& context);
std::unique_ptr<GroupTimeInfluence> cross_section_differences(const CohortPanel& panel, const GroupTimeChoice& choice,
                                                              std::vector<GroupTimeCell>& cells,
                                                              const Context& context);

}  // namespace payoff
