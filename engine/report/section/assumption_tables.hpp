// The tables of what was assumed: amounts as the study states them, costs, and bills as they came.
#pragma once

#include "report/document/document.hpp"

namespace payoff {

Table assumptions_table(const CaseStudy& study, const Appraisal& a);
Table costs_table(const Appraisal& a);
Table bills_table(const CaseStudy& study);

}  // namespace payoff
