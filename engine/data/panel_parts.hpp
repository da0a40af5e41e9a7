// A panel cut into the panels of some of its units: each at the cost of its own cells.
#pragma once

#include <vector>

#include "payoff/panel.hpp"

namespace payoff {

// Where the cells of each unit begin; (units + 1) entries.
std::vector<std::size_t> first_cell_of_unit(const Panel& panel);

// How many units of each group have a label.
struct LabelUnits {
  std::size_t treated = 0, comparison = 0;
};

// Of each label of a segment; last, of those without one.
std::vector<LabelUnits> units_of_labels(const Panel& panel, std::size_t segment);

// The moments of the units of a label, as a panel of their own.
Panel moments_of_label(const Panel& panel, std::size_t segment, std::size_t label);

class PanelParts {
 public:
  explicit PanelParts(const Panel& panel) : panel_(panel), first_cell_(first_cell_of_unit(panel)) {}

  // The units in ascending order. Their segments stay behind.
  Panel of(const std::vector<std::size_t>& units) const;

 private:
  const Panel& panel_;
  std::vector<std::size_t> first_cell_;  // (units + 1)
};

}  // namespace payoff
