// The forms of a case study; catalog.cpp lists them.
#pragma once

#include <string>
#include <vector>

#include "payoff/report.hpp"

namespace payoff {

std::string render_case_study_html(const CaseStudy& study);  // case_study_html.cpp
std::string render_summary_html(const CaseStudy& study);     // the same: one slide
// evidence_html.cpp: the page, then its long tables; the page alone
std::vector<ReportFile> evidence_files(const CaseStudy& study);
std::string render_evidence_html(const CaseStudy& study);
// markdown.cpp: the text, then its long tables and its pictures; the text alone
std::vector<ReportFile> markdown_files(const CaseStudy& study);
std::string render_markdown(const CaseStudy& study);
std::string render_json(const CaseStudy& study);     // json.cpp
std::string render_xlsx(const CaseStudy& study);     // xlsx.cpp
std::string render_parquet(const CaseStudy& study);  // parquet.cpp: effects.csv with types
// typst.cpp: sources of the two pages, the slide and the evidence, then its long tables
std::vector<ReportFile> typst_files(const CaseStudy& study);

}  // namespace payoff
