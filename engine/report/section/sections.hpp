// The sections of a document; layout.hpp puts them in order.
#pragma once

#include "report/document/document.hpp"

namespace payoff {

bool claims_money(const CaseStudy& study);  // money.cpp: is there a figure that may be claimed?

std::string run_line(const CaseStudy& study);  // data.cpp: "payoff 0.2.0, seed 1."

Section result_section(const CaseStudy& study);      // result.cpp
Section published_section(const CaseStudy& study);   // published.cpp
Section money_section(const CaseStudy& study);       // money.cpp
Section grade_section(const CaseStudy& study);       // evidence.cpp
Section metrics_section(const CaseStudy& study);     // evidence.cpp
Section rows_section(const CaseStudy& study);        // data.cpp
Section facts_section(const CaseStudy& study);       // facts.cpp
Section coding_section(const CaseStudy& study);      // data.cpp
Section method_section(const CaseStudy& study);      // method.cpp
Section provenance_section(const CaseStudy& study);  // data.cpp

}  // namespace payoff
