// What one outcome costs, and what was billed for the tool.
#pragma once

#include "report/document/document.hpp"

namespace payoff {

Table outcome_costs_table(const CaseStudy& study);
Figure outcome_costs_figure(const CaseStudy& study);                  // with the tool and without it
std::vector<std::string> outcome_costs_text(const CaseStudy& study);  // one sentence for each
Table spend_table(const CaseStudy& study);
std::string spend_text(const CaseStudy& study);  // which part of it a measured outcome covers

}  // namespace payoff
