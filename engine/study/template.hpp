// One study of several: what stands in braces is filled in.
#pragma once

#include "payoff/study.hpp"
#include "study/node.hpp"

namespace payoff {

// In every text of the study, however deep, but in no key. Throws Error(usage) for a number that is none.
void fill_in(Json& study, const TemplateValues& values, const Place& place);

}  // namespace payoff
