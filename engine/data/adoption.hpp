// When the tool came: which cells of a panel lie before it, and which after.
#pragma once

#include <algorithm>
#include <cstddef>

#include "payoff/panel.hpp"

namespace payoff {

// Comparison units (and treated units without a date of their own) change sides with the earliest adoption of the
// treated; where nobody has a date, every cell is after.
class Adoption {
 public:
  explicit Adoption(const Panel& panel) : panel_(&panel) {
    int first = never;
    for (const Unit& unit : panel.units) {
      if (unit.treated) first = std::min(first, unit.adopted_period);
    }
    earliest_ = first == never ? INT_MIN : first;
  }

  int earliest() const { return earliest_; }
  // The same as a value of period_of.
  int earliest_code() const { return panel_->grain == Grain::phases ? 1 : earliest_; }

  // First period with the tool, in periods of the calendar.
  int of(std::size_t unit) const {
    const Unit& it = panel_->units[unit];
    return it.treated && it.adopted_period != never ? it.adopted_period : earliest_;
  }

  bool after(std::size_t cell) const {
    if (panel_->grain == Grain::phases) return panel_->period_of[cell] == 1;
    return panel_->period_of[cell] >= of(panel_->unit_of[cell]);
  }

 private:
  const Panel* panel_;
  int earliest_;
};

}  // namespace payoff
