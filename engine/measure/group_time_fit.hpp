// The answer of group_time with the path that others read: bands, tests of leads, sensitivity to trends.
#pragma once

#include "measure/event_path.hpp"
#include "payoff/measure.hpp"

namespace payoff {

struct GroupTimeEffect {
  Effect effect;
  EventPath path;  // with a universal base; empty otherwise, and target empty where the headline is no mean of the path
};

GroupTimeEffect fit_group_time(const Panel& panel, const Question& question);

}  // namespace payoff
