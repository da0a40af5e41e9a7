// The forms of a case study, of what was laid out where they are read; catalog.cpp lists them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "payoff/report.hpp"
#include "report/document/document.hpp"
#include "report/writer/effect_text.hpp"

namespace payoff {

std::string render_case_study_html(const CaseStudy& study);        // case_study_html.cpp
std::string render_summary_html(const CaseStudy& study);           // the same: one slide
std::vector<ReportFile> evidence_files(const Document& document);  // evidence_html.cpp: the page, then its long tables
// markdown.cpp: the text, then its long tables and its pictures
std::vector<ReportFile> markdown_files(const Document& document);
// json.cpp
std::string render_json(const CaseStudy& study, const Document& document, std::span<const EffectText> effects);
std::string render_xlsx(const CaseStudy& study);     // xlsx.cpp
std::string render_parquet(const CaseStudy& study);  // parquet.cpp: effects.csv with types
// typst.cpp: sources of the two pages, the slide and the evidence, then its long tables
std::vector<ReportFile> typst_files(const CaseStudy& study, const Document& document);

}  // namespace payoff
