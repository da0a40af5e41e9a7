// How much the assumption of parallel trends may fail before the conclusion does: tables, breakdown values, sentences.
#pragma once

#include <vector>

#include "measure/diagnosis/event_path.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Two kinds of bounds (relative_magnitude, smoothness) for two targets: "the average effect" (the path's target) and,
// where it is another, "the first period". What cannot be had has no points, and its text says why.
std::vector<TrendSensitivity> sensitivities(const EventPath& path, const Metric& metric, PeriodKind period,
                                            double level, const Context& context = {});

}  // namespace payoff
