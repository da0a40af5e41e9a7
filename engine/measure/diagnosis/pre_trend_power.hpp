// How large a drift the test of the leads would have found, and what such a drift would do to the headline.
#pragma once

#include <optional>
#include <string>

#include "measure/diagnosis/event_path.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Which test of "all leads are 0".
enum class LeadTest { joint, single };

// The chance that the test finds a drift: leads are slope x (event time - reference). NaN where the test cannot be had.
double power_against_drift(const EventPath& path, LeadTest test, double slope, double alpha);

// The slope at which that chance is `power`; 0 where the test finds something that often without any drift.
double detectable_drift(const EventPath& path, LeadTest test, double power, double alpha);

// Periods between the headline's "after" and "before": a drift of 1 a period adds this much to it. Path and target
// alone: "before" is the reference.
double headline_distance(const EventPath& path);

// Diagnostic "pre_trend_power": value = bias of the headline under the drift found with 80 % power, threshold = size of
// the headline. Empty where there are no leads.
std::optional<Diagnostic> pre_trend_power(const EventPath& path, const Effect& effect, double distance,
                                          PeriodKind period);

}  // namespace payoff
