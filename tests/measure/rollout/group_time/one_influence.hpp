// The influence of one unit on group-time effects, as it is told and by moving its weight.
#pragma once

#include <vector>

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

// (K) how every effect moves with the weight of unit i.
inline std::vector<double> slopes_by_weight(CohortPanel panel, std::size_t i, const GroupTimeChoice& choice,
                                            double step) {
  panel.weight[i] = 1 + step;
  const GroupTime more = group_time(panel, choice);
  panel.weight[i] = 1 - step;
  const GroupTime less = group_time(panel, choice);
  std::vector<double> slopes;
  for (std::size_t k = 0; k < more.cells.size(); ++k)
    slopes.push_back((more.cells[k].att - less.cells[k].att) / (2 * step));
  return slopes;
}

}  // namespace payoff
