// The static two-way estimate of staggered adoption, shown beside a better answer with what is wrong with it.
#pragma once

#include <vector>

#include "measure/rollout/staggered/effect.hpp"

namespace payoff {

struct StaticTwoWay {
  Alternative answer;                              // misleads, with a remark
  std::vector<DecompositionPart> decomposition{};  // empty where no unit was seen in all periods
};
StaticTwoWay static_two_way(const Panel& panel, const Question& question, const StaggeredSample& sample);

// Beside an effect of several adoption dates; nothing where there is one, or where it cannot be had.
void add_static_two_way(Effect& effect, const Panel& panel, const Question& question, const StaggeredSample& sample);

}  // namespace payoff
