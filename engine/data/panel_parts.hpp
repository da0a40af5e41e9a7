// A panel cut into the panels of some of its units: each at the cost of its own cells.
#pragma once

#include <vector>

#include "payoff/panel.hpp"

namespace payoff {

// Where the cells of each unit begin; (units + 1) entries.
std::vector<std::size_t> first_cell_of_unit(const Panel& panel);

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
