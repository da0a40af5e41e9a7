// The money of a case study as a workbook (Office Open XML) that calculates: every figure is a formula of what was assumed.
//
// Its figures are those of the point estimate, every assumption and effect at its middle, to the cent; beside them stands what
// was simulated. A change to a blue cell gives what a run with that assumption would.
#pragma once

#include <string>

#include "payoff/report.hpp"

namespace payoff {

// The bytes of the file, the same for the same case study. Nothing where there is no appraisal.
std::string workbook_of(const CaseStudy& study);

}  // namespace payoff
