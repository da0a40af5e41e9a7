// A panel cut into the panels of some of its units: each at the cost of its own cells.
#pragma once

#include <vector>

#include "payoff/panel.hpp"

namespace payoff {

class PanelParts {
 public:
  explicit PanelParts(const Panel& panel);

  // As subset(); the units in ascending order. Segments stay behind.
  Panel of(const std::vector<std::size_t>& units) const;

 private:
  const Panel& panel_;
  std::vector<std::size_t> first_cell_;  // (units + 1)
};

}  // namespace payoff
