// The forms of a case study; catalog.cpp lists them.
#pragma once

#include <string>

#include "payoff/report.hpp"

namespace payoff {

std::string render_case_study_html(const CaseStudy& study);  // case_study_html.cpp
std::string render_html(const CaseStudy& study);             // html.cpp
std::string render_markdown(const CaseStudy& study);         // markdown.cpp
std::string render_json(const CaseStudy& study);             // json.cpp
std::string render_xlsx(const CaseStudy& study);             // xlsx.cpp

}  // namespace payoff
