// One metric of a panel, cut into the panels of some of its units: each at the cost of its own cells.
#pragma once

#include <vector>

#include "payoff/panel.hpp"

namespace payoff {

class PanelParts {
 public:
  PanelParts(const Panel& panel, std::size_t metric);

  // The units in ascending order. Its only metric is that one; segments stay behind.
  Panel of(const std::vector<std::size_t>& units) const;

 private:
  const Panel& panel_;
  std::size_t metric_;
  std::vector<std::size_t> first_cell_;  // (units + 1)
};

}  // namespace payoff
