// The forms in which a case study is written: to add one, add its file and its row.
#include "report/catalog.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>

#include "base/messages.hpp"
#include "base/parallel.hpp"
#include "report/section/layout.hpp"
#include "report/writer/effect_text.hpp"
#include "report/writer/renderers.hpp"

namespace payoff {
namespace {

using Files = std::vector<ReportFile>;

// What forms are made of, beside the study itself.
struct Parts {
  bool document = false, effects = false;

  constexpr Parts operator|(Parts other) const { return {document || other.document, effects || other.effects}; }
};

// A study, and of it the parts that were asked for.
struct Told {
  const CaseStudy& study;
  Document document{};
  std::vector<EffectText> effects{};
};

Told tell(const CaseStudy& study, Parts parts, int threads) {
  Told told{study};
  if (parts.effects) told.effects.resize(study.effects.size());
  for_each_chunk(1 + told.effects.size(), thread_count(threads), [&](std::size_t k) {
    if (k > 0) told.effects[k - 1] = text_of(study.effects[k - 1], study);
    if (k == 0 && parts.document) told.document = lay_out(study);
  });
  return told;
}

// Moved into its place: a list in braces is copied.
Files one_file(std::string name, std::string bytes) {
  Files files;
  files.emplace_back(std::move(name), std::move(bytes));
  return files;
}

Files html_files(const Told& told) {
  Files files = one_file("case-study.html", render_case_study_html(told.study));
  files.emplace_back("summary.html", render_summary_html(told.study));
  std::ranges::move(evidence_files(told.document), std::back_inserter(files));
  return files;
}

Files read_as_text(const Told& told) {
  return markdown_files(told.document);
}

Files json_files(const Told& told) {
  return one_file("results.json", render_json(told.study, told.document, told.effects));
}

Files xlsx_files(const Told& told) {
  return one_file("model.xlsx", render_xlsx(told.study));
}

Files to_typeset(const Told& told) {
  return typst_files(told.study, told.document);
}

Files parquet_files(const Told& told) {
  return one_file("effects.parquet", render_parquet(told.study));
}

struct Form {
  ReportFormat format;
  Parts parts;
  Files (*write)(const Told&);
};

// By itself, in the language of its study.
template <Parts parts, Files (*write)(const Told&)>
Files alone(const CaseStudy& study) {
  const Speaking language(language_of(study.language));
  return write(tell(study, parts, 1));
}

template <Parts parts, Files (*write)(const Told&)>
constexpr Form form(std::string_view name, std::string_view file, std::string_view meaning,
                    bool only_if_asked = false) {
  return {{name, file, meaning, alone<parts, write>, only_if_asked}, parts, write};
}

constexpr Parts study_alone{}, laid_out{.document = true}, all_parts{.document = true, .effects = true};

constexpr std::array forms{
    form<laid_out, html_files>(
        "html", "case-study.html",
        "two pages to pass on, a slide (summary.html), and the evidence behind them (evidence.html)"),
    form<laid_out, read_as_text>("markdown", "report.md",
                                 "the same case study as plain text, for a repository or a wiki"),
    form<all_parts, json_files>("json", "results.json", "every number, for dashboards and programs; schema payoff/1"),
    form<study_alone, xlsx_files>("xlsx", "model.xlsx",
                                  "the money as a workbook that calculates; where there is money"),
    form<laid_out, to_typeset>("typst", "case-study.typ",
                               "sources of the three pages, to be made PDF (payoff run --pdf); only if asked for",
                               true),
    form<study_alone, parquet_files>("parquet", "effects.parquet",
                                     "effects.csv with types: a row per effect, period and segment; only if asked for",
                                     true),
};

}  // namespace

std::span<const ReportFormat> report_formats() {
  static constexpr auto formats = [] {
    std::array<ReportFormat, forms.size()> all{};
    std::ranges::transform(forms, all.begin(), &Form::format);
    return all;
  }();
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

std::string rejected_rows(const Ledger& ledger) {
  return ledger.rejected.empty() ? "" : rejected_csv(ledger);
}

std::vector<ReportFile> files_of_run(const CaseStudy& result, const std::vector<std::string>& formats, int threads) {
  const Speaking language(language_of(result.language));
  const auto asked = [&](const Form& form) { return std::ranges::find(formats, form.format.name) != formats.end(); };
  std::vector<Form> written;
  std::ranges::copy_if(forms, std::back_inserter(written),
                       [&](const Form& form) { return asked(form) || result.anonymous; });
  Parts parts{.effects = true};
  for (const Form& form : written) parts = parts | form.parts;
  const Told told = tell(result, parts, threads);
  std::vector<std::function<Files()>> writers;
  for (const Form& form : written) {
    writers.emplace_back([&told, &form, is_asked = asked(form)] {
      Files files = form.write(told);
      for (ReportFile& file : files)
        if (!is_asked) file.bytes.clear();
      return files;
    });
  }
  writers.emplace_back([&] { return one_file("rejected.csv", rejected_rows(result.ledger)); });
  writers.emplace_back([&] { return one_file("effects.csv", effects_csv(told.effects)); });
  std::vector<Files> made(writers.size());
  for_each_chunk(writers.size(), thread_count(threads), [&](std::size_t i) { made[i] = writers[i](); });
  Files files;
  for (Files& each : made) std::ranges::move(each, std::back_inserter(files));
  return files;
}

}  // namespace payoff
