// The forms in which a case study is written: to add one, add its file and its row.
#include <algorithm>
#include <array>

#include "base/messages.hpp"
#include "report/writer/renderers.hpp"

namespace payoff {

std::span<const ReportFormat> report_formats() {
  using Files = std::vector<ReportFile>;
  static constexpr std::array<ReportFormat, 5> formats{{
      {"html", "case-study.html",
       "two pages to pass on, a slide (summary.html), and the evidence behind them (evidence.html)",
       [](const CaseStudy& study) -> Files {
         const Speaking language(language_of(study.language));
         Files files = evidence_files(study);
         files.insert(files.begin(), {{"case-study.html", render_case_study_html(study)},
                                      {"summary.html", render_summary_html(study)}});
         return files;
       }},
      {"markdown", "report.md", "the same case study as plain text, for a repository or a wiki",
       [](const CaseStudy& study) -> Files {
         const Speaking language(language_of(study.language));
         return markdown_files(study);
       }},
      {"json", "results.json", "every number, for dashboards and programs; schema payoff/1",
       [](const CaseStudy& study) -> Files {
         const Speaking language(language_of(study.language));
         return {{"results.json", render_json(study)}};
       }},
      {"xlsx", "model.xlsx", "the money as a workbook that calculates; where there is money",
       [](const CaseStudy& study) -> Files {
         const Speaking language(language_of(study.language));
         return {{"model.xlsx", render_xlsx(study)}};
       }},
      {"typst", "case-study.typ", "sources of the three pages, to be made PDF (payoff run --pdf); only if asked for",
       [](const CaseStudy& study) -> Files {
         const Speaking language(language_of(study.language));
         return typst_files(study);
       },
       true},
  }};
  return formats;
}

std::string rendered(const CaseStudy& study, std::string_view format) {
  const auto found = std::ranges::find(report_formats(), format, &ReportFormat::name);
  return found == report_formats().end() ? "" : found->render(study).front().bytes;
}

}  // namespace payoff
