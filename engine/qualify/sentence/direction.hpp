// Which way a sentence points, of the number that it is about.
#pragma once

#include "payoff/assertion.hpp"
#include "qualify/sentence/said.hpp"

namespace payoff {

// +1: more, -1: less; of hours and money +1 is a gain. Throws Error(usage) where the words point both ways, nowhere, or
// mean nothing for this metric.
double direction_of(const Said& said, Asserted about, const Metric& metric);

}  // namespace payoff
