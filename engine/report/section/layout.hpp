// The first screen, and the order of the sections.
#pragma once

#include "report/document/document.hpp"

namespace payoff {

Document lay_out(const CaseStudy& study);

}  // namespace payoff
