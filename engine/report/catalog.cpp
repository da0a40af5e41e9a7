// The forms in which a case study is written: to add one, add its file and its row.
#include <algorithm>
#include <array>
#include <iterator>

#include "base/messages.hpp"
#include "report/writer/renderers.hpp"

namespace payoff {
namespace {

using Files = std::vector<ReportFile>;

// A form of a case study in the language of its study.
template <Files (*render)(const CaseStudy&)>
Files spoken(const CaseStudy& study) {
  const Speaking language(language_of(study.language));
  return render(study);
}

Files html_files(const CaseStudy& study) {
  Files files{{"case-study.html", render_case_study_html(study)}, {"summary.html", render_summary_html(study)}};
  std::ranges::move(evidence_files(study), std::back_inserter(files));
  return files;
}

Files json_files(const CaseStudy& study) {
  return {{"results.json", render_json(study)}};
}

Files xlsx_files(const CaseStudy& study) {
  return {{"model.xlsx", render_xlsx(study)}};
}

Files parquet_files(const CaseStudy& study) {
  return {{"effects.parquet", render_parquet(study)}};
}

}  // namespace

std::span<const ReportFormat> report_formats() {
  static constexpr std::array<ReportFormat, 6> formats{{
      {"html", "case-study.html",
       "two pages to pass on, a slide (summary.html), and the evidence behind them (evidence.html)",
       spoken<html_files>},
      {"markdown", "report.md", "the same case study as plain text, for a repository or a wiki",
       spoken<markdown_files>},
      {"json", "results.json", "every number, for dashboards and programs; schema payoff/1", spoken<json_files>},
      {"xlsx", "model.xlsx", "the money as a workbook that calculates; where there is money", spoken<xlsx_files>},
      {"typst", "case-study.typ", "sources of the three pages, to be made PDF (payoff run --pdf); only if asked for",
       spoken<typst_files>, true},
      {"parquet", "effects.parquet", "effects.csv with types: a row per effect, period and segment; only if asked for",
       spoken<parquet_files>, true},
  }};
  return formats;
}

namespace {

// Null for a name of none.
const ReportFormat* find_format(std::string_view name) {
  const auto found = std::ranges::find(report_formats(), name, &ReportFormat::name);
  return found == report_formats().end() ? nullptr : &*found;
}

}  // namespace

std::vector<ReportFile> report_files(const CaseStudy& study, std::string_view format) {
  if (const ReportFormat* found = find_format(format)) return found->render(study);
  std::string names;
  for (const ReportFormat& each : report_formats()) names += (names.empty() ? "" : ", ") + std::string(each.name);
  throw Error(ErrorKind::usage, {.argument = "format"},
              "format is '" + std::string(format) + "', but must be one of " + names);
}

std::string rendered(const CaseStudy& study, std::string_view format) {
  const ReportFormat* found = find_format(format);
  return found ? found->render(study).front().bytes : "";
}

}  // namespace payoff
