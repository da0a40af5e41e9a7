// What is counted: people only where a unit is one of them; in a trial of issues with developers, n counts issues.
#pragma once

#include <string>

#include "payoff/report.hpp"

namespace payoff {

// A unit as the study calls it (columns.unit_label), else by its column: "agent" of agent_id. Empty where it is not known.
std::string unit_name(const CaseStudy& study);

// It is one of those whom the study is about.
bool unit_is_one_of_who(const CaseStudy& study);

// "support agents"; "units, one for each issue".
std::string units_counted(const CaseStudy& study);

}  // namespace payoff
