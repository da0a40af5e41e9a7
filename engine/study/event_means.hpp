// What the treated stood at before and after each began, by the time since: what a picture holds their effect against.
#pragma once

#include <vector>

#include "payoff/report.hpp"

namespace payoff {

// Of the units that can be in an estimate of staggered adoption: they have a date, and were seen before it. Nothing where
// fewer than two dates are known, or where the panel holds totals before and after only.
std::vector<EventMean> event_means(const Panel& panel, std::size_t metric);

}  // namespace payoff
