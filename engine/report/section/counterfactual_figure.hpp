// What happened against what would have been without the tool.
#pragma once

#include "report/document/document.hpp"

namespace payoff {

// Of the first effect. Over time where one date parts before from after; by the time since each began where there are
// several dates; else two bars. svg is empty where nothing can be drawn: no effect, or one that cannot be used.
Figure counterfactual_figure(const CaseStudy& study, const std::string& id = "counterfactual");

}  // namespace payoff
