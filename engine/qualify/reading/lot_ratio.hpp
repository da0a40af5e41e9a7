// Did a lot put as many into each arm as it was meant to?
#pragma once

#include "payoff/qualify.hpp"

namespace payoff {

// Units, or the clusters that were drawn, of each arm, the share that the lot was to give the tool (half, unless the study
// says), and how likely a lot leaves them so far from it or farther (chi squared).
struct LotRatio {
  double with = 0, without = 0, split = 0.5, p = missing;
  bool declared = false;

  // Nobody says what was meant, and it was not half and half.
  bool unknown() const;
};
LotRatio lot_ratio(const Evidence& evidence, const Effect& effect);

}  // namespace payoff
