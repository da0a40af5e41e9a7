// The forms of a study one by one, in the language that is spoken here.
#pragma once

#include "report/section/layout.hpp"
#include "report/writer/renderers.hpp"

namespace payoff {

inline std::vector<ReportFile> evidence_files(const CaseStudy& study) {
  return evidence_files(lay_out(study));
}

inline std::vector<ReportFile> markdown_files(const CaseStudy& study) {
  return markdown_files(lay_out(study));
}

inline std::vector<ReportFile> typst_files(const CaseStudy& study) {
  return typst_files(study, lay_out(study));
}

inline std::string render_evidence_html(const CaseStudy& study) {
  return evidence_files(study).front().bytes;
}

inline std::string render_markdown(const CaseStudy& study) {
  return markdown_files(study).front().bytes;
}

inline std::string render_json(const CaseStudy& study) {
  std::vector<EffectText> effects;
  for (const Effect& effect : study.effects) effects.push_back(text_of(effect, study));
  return render_json(study, lay_out(study), effects);
}

}  // namespace payoff
