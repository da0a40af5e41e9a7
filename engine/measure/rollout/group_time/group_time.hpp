// Group-time effects on arrays: ATT(g, t) of every cohort and period, and the influence of every unit on them.
//
// Notation  N units   T periods   C cohorts   K cells (one for each cohort and period)
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "measure/rollout/group_time/cohort_panel.hpp"

namespace payoff {

enum class Adjustment { doubly_robust, weighting, regression };

// Weights that change over time: from which period a cell of two periods takes them.
enum class WeightFrom { unit, earlier_period, base_period, own_period };

struct GroupTimeChoice {
  Adjustment adjustment = Adjustment::doubly_robust;
  bool never_only = false;      // compare with never-adopters only, not with those who have not adopted yet
  bool universal = true;        // all periods against the last one before adoption; false: leads against the one before
  int anticipation = 0;         // periods before adoption in which the tool may already act
  bool cross_sections = false;  // compare the units seen in either period, not those seen in both
  WeightFrom weight_from = WeightFrom::unit;
  std::span<const double> weight_by_period{};  // (T x N); for all but WeightFrom::unit
};

// One cohort in one period against its base period.
struct GroupTimeCell {
  std::size_t cohort = 0, period = 0, base = 0;  // indices
  std::size_t last_before = 0;                   // last period before adoption less the anticipation
  std::size_t controls_from = 0;                 // comparison: the units of this cohort and all later ones; C = never
  bool lead = false;                             // before adoption less the anticipation
  bool reference = false;                        // is its own base: 0 by construction
  double att = missing;
  double treated_level = missing;     // mean outcome of the cohort in the period, over the units compared
  std::optional<MessageId> reason{};  // why att is missing
};

inline std::string said_reason(const GroupTimeCell& cell) {
  return cell.reason ? say(*cell.reason) : "";
}

// What one feature of a unit adds to one coordinate of the estimates.
struct Loading {
  std::size_t feature, coordinate;
  double factor;
};

// The influence of units on all estimates, as few numbers for each unit: influence = features x loadings, and its sum
// of squares over units (clusters) is the variance. Coordinates: K effects, K treated levels, C shares of units.
class GroupTimeInfluence {
 public:
  virtual ~GroupTimeInfluence() = default;
  virtual std::size_t features(std::size_t cohort) const = 0;
  // Units begin to end, all of one cohort (C = never): (units x features) by columns.
  virtual void fill(std::size_t cohort, std::size_t begin, std::size_t end, double* out) const = 0;
  virtual std::vector<Loading> loadings(std::size_t cohort) const = 0;
};

// Influence cell by cell. Features: the weight, then for each cell the cohort is in, in order, that on its treated level
// (cohort of the cell only) and that on its effect (all but its reference).
class CellInfluence : public GroupTimeInfluence {
 public:
  explicit CellInfluence(const CohortPanel& panel) : panel_(panel) {}
  std::size_t features(std::size_t cohort) const override { return 1 + loadings_of_cells(cohort).size(); }
  std::vector<Loading> loadings(std::size_t cohort) const override;

 protected:
  bool active(std::size_t cell, std::size_t cohort) const;
  void fill_weight(std::size_t begin, std::size_t end, double* out) const;

  const CohortPanel& panel_;
  std::vector<GroupTimeCell> cells_;

 private:
  std::vector<Loading> loadings_of_cells(std::size_t cohort) const;
};

struct GroupTime {
  std::vector<GroupTimeCell> cells;  // (K) by cohort, then period
  std::vector<double> share;         // (C) of all units in use, weighted
  std::unique_ptr<GroupTimeInfluence> influence;

  std::size_t share_coordinate(std::size_t cohort) const { return 2 * cells.size() + cohort; }
  std::size_t coordinates() const { return 2 * cells.size() + share.size(); }
};

// The influence looks at the panel, which must outlive it.
GroupTime group_time(const CohortPanel& panel, const GroupTimeChoice& choice, const Context& context = {});

// The units of a cell: its cohort, and one or two ranges of comparison units.
struct UnitRange {
  std::size_t begin, end;
};
UnitRange treated_units(const CohortPanel& panel, const GroupTimeCell& cell);
std::vector<UnitRange> comparison_units(const CohortPanel& panel, const GroupTimeCell& cell);
bool compares(const GroupTimeCell& cell, std::size_t cohort);  // its units are comparison units of the cell

// The share of a cohort loads on feature 0, the weight w of its units, by 1 / total.
double total_weight(const CohortPanel& panel);

// Each fills att, treated_level or reason of the cells, and answers with the influence.
std::unique_ptr<GroupTimeInfluence> mean_differences(const CohortPanel& panel, std::vector<GroupTimeCell>& cells);
std::unique_ptr<GroupTimeInfluence> paired_differences(const CohortPanel& panel, const GroupTimeChoice& choice,
                                                       std::vector<GroupTimeCell>& cells, const Context& context);
std::unique_ptr<GroupTimeInfluence> cross_section_differences(const CohortPanel& panel, const GroupTimeChoice& choice,
                                                              std::vector<GroupTimeCell>& cells,
                                                              const Context& context);

}  // namespace payoff
