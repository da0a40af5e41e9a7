// The tables of what it is worth.
#pragma once

#include <string>

#include "report/document/document.hpp"

namespace payoff {

Table summary_table(const CaseStudy& study, const Appraisal& a);
Table key_figures(const Appraisal& a, const std::string& unit);  // of the metric
Table years_table(const Appraisal& a);                           // needs a line
Table scenarios_table(const Appraisal& a);
Table variance_table(const Appraisal& a);

std::string spoken_metric(const CaseStudy& study, const std::string& name);

}  // namespace payoff
