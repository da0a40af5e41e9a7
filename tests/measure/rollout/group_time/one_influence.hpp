// The influence of one unit on one coordinate of group-time effects.
#pragma once

#include "measure/rollout/group_time/group_time.hpp"

namespace payoff {

// Unit i of cohort h.
inline double influence_of(const GroupTime& fit, std::size_t h, std::size_t i, std::size_t coordinate) {
  const GroupTimeTarget alone{0, {{coordinate, 1}}};
  const MovedTargets moved(fit.coordinates(), {&alone});
  const std::unique_ptr<InfluenceRows> rows = fit.influence->on(moved);
  rows->enter(h);
  std::vector<double> influence;
  rows->fill(i, i + 1, influence);
  return influence[0];  // of one target the rows are the influence itself
}

}  // namespace payoff
