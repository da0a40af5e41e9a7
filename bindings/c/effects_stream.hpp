// The rows of effects.csv as Arrow columns.
#pragma once

#include "payoff/report.hpp"

struct ArrowArrayStream;

namespace payoff {

// One batch, of effects_columns(). Throws std::bad_alloc.
void effects_stream(const CaseStudy& study, ArrowArrayStream* rows);

}  // namespace payoff
