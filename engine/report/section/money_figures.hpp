// The pictures of what it is worth. All need an appraisal; svg is empty where it holds nothing to draw.
#pragma once

#include "report/document/document.hpp"

namespace payoff {

Figure npv_figure(const CaseStudy& study);        // how often the net present value falls where
Figure waterfall_figure(const CaseStudy& study);  // from all of it to what is left
Figure cash_figure(const CaseStudy& study);       // by month, with the months in which it may pay back
Figure tornado_figure(const CaseStudy& study);    // what the value hangs on

}  // namespace payoff
