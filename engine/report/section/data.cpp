// What the numbers rest on: every row, the coding of the treated, inputs and queries.
#include <fmt/format.h>

#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/section/brief.hpp"
#include "report/section/people_figures.hpp"
#include "report/section/sections.hpp"

namespace payoff {
namespace {

std::string count(std::size_t n) {
  return number(static_cast<double>(n));
}

}  // namespace

Section rows_section(const CaseStudy& study) {
  const Ledger& ledger = study.ledger;
  Section section{"rows", std::string(words::rows), {}};
  section.blocks.push_back({flow_figure(study)});
  section.blocks.push_back(
      {Paragraph{fmt::format("They hold {} and {}.", count_phrase(static_cast<double>(ledger.units), "unit"),
                             count_phrase(static_cast<double>(ledger.periods), "period"))}});
  if (!ledger.reasons.empty()) {
    Table reasons{"Why rows were not used", {{"Outcome"}, {"Reason"}, {"Rows", true}}, {}};
    for (const LedgerReason& r : ledger.reasons)
      reasons.rows.push_back({std::string(name(r.outcome)), r.reason, count(r.rows)});
    section.blocks.push_back({reasons});
  }
  for (const std::string& note : ledger.notes) section.blocks.push_back({Paragraph{"Note: " + note + "."}});
  if (ledger.rows_rejected > 0 && !study.anonymous)
    section.blocks.push_back({Paragraph{"Rejected rows are listed one by one in rejected.csv."}});
  return section;
}

Section coding_section(const CaseStudy& study) {
  Section section{"coding", std::string(words::coding), {}};
  if (!study.coding.text.empty()) section.blocks.push_back({Paragraph{study.coding.text}});
  if (study.coding.differences.empty()) return section;
  section.blocks.push_back({Paragraph{std::string(words::differences_note)}});
  Table table{"Largest differences between the groups",
              {{"Column"}, {"Treated", true}, {"Comparison", true}, {"In standard deviations", true}},
              {}};
  for (const Coding::Difference& d : study.coding.differences) {
    table.rows.push_back({d.column, number(d.mean_treated), number(d.mean_comparison), number(d.standardized, 2)});
  }
  section.blocks.push_back({table});
  return section;
}

Section provenance_section(const CaseStudy& study) {
  Section section{"provenance", std::string(words::provenance), {}};
  if (study.anonymous) section.blocks.push_back({Paragraph{anonymous_note()}});
  if (!study.inputs.empty()) {
    Table table{"Inputs", {{"Name"}, {"Bytes", true}, {"SHA-256"}}, {}};
    for (const Input& input : study.inputs) {
      const std::string name = input.read_as.empty() ? input.name : input.name + " (" + input.read_as + ")";
      table.rows.push_back({name, count(input.bytes), input.sha256.empty() ? "not taken" : input.sha256});
    }
    section.blocks.push_back({table});
  }
  section.blocks.push_back({Paragraph{fmt::format("payoff {}, seed {}.", study.version, study.seed)}});
  for (std::size_t i = 0; i < study.sql.size(); ++i) {
    const std::string title =
        study.sql.size() == 1 ? "The query" : fmt::format("Query {} of {}", i + 1, study.sql.size());
    section.blocks.push_back({Folded{title, {{Listing{"sql", study.sql[i]}}}}});
  }
  if (!study.study_json.empty()) {
    section.blocks.push_back({Folded{"The study file", {{Listing{"json", study.study_json}}}}});
  }
  return section;
}

}  // namespace payoff
