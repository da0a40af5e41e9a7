// The answer of group_time with the path that others read: bands, tests of leads, sensitivity to trends.
#pragma once

#include "measure/diagnosis/event_path.hpp"
#include "payoff/measure.hpp"

namespace payoff {

EffectWithPath fit_group_time(const Panel& panel, const Question& question, const Context& context = {});

}  // namespace payoff
