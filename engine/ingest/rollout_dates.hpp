// Dates that the study file says: when the tool came, and what else happened.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ingest/sql/time_column.hpp"

namespace payoff {

// The period of a date in the form of the time column. Throws Error(usage) at `key`.
int written_period(const std::string& written, const std::string& key, const TimeColumn& time);

// The events, with how far they are from the nearest day on which somebody began.
std::vector<OtherEvent> events_of(const Rollout& rollout, const TimeColumn& time, const std::set<int>& adoptions);

}  // namespace payoff
