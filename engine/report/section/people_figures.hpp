// Pictures of who and what was in the study.
#pragma once

#include "report/document/document.hpp"

namespace payoff {

// How many had the tool by week; svg is empty where all began at once, or it is not known when.
Figure uptake_figure(const Effect& effect);

// From every row that was read to the units of each group.
Figure flow_figure(const CaseStudy& study);

}  // namespace payoff
