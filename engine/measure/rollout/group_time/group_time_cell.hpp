// One cell of group-time effects: a cohort in a period.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/messages.hpp"
#include "payoff/measure.hpp"

namespace payoff {

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

}  // namespace payoff
