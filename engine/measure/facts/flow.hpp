// Who was assigned, and of whom there is an outcome: the flow of a trial (CONSORT 2010, figure 1).
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// The flow of one arm; analysed is not filled. Of before/after totals the first and the last tenth are before and after.
ArmFlow flow_of(const Panel& panel, std::size_t metric, bool treated);

}  // namespace payoff
