// What the numbers rest on: every row, the coding of the treated, inputs and queries.
#include "base/messages.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/section/brief.hpp"
#include "report/section/people_figures.hpp"
#include "report/section/sections.hpp"

namespace payoff {
namespace {

std::string count(std::size_t n) {
  return number(static_cast<double>(n));
}

MessageId said(RowOutcome outcome) {
  return outcome == RowOutcome::rejected ? MessageId::box_rejected : MessageId::row_filtered;
}

}  // namespace

std::string run_line(const CaseStudy& study) {
  return say(MessageId::run_line, {{"version", study.version}, {"seed", std::to_string(study.seed)}});
}

Section rows_section(const CaseStudy& study) {
  const Ledger& ledger = study.ledger;
  Section section{"rows", say(MessageId::section_rows), {}};
  section.blocks.push_back({flow_figure(study)});
  section.blocks.push_back({Paragraph{
      say(MessageId::rows_hold, {{"units", count_phrase(static_cast<double>(ledger.units), "unit")},
                                 {"periods", count_phrase(static_cast<double>(ledger.periods), "period")}})}});
  if (!ledger.reasons.empty()) {
    Table reasons{say(MessageId::table_row_reasons),
                  {{say(MessageId::col_outcome)}, {say(MessageId::col_reason)}, {say(MessageId::col_rows), true}},
                  {},
                  "why_rows_were_not_used"};
    for (const LedgerReason& r : ledger.reasons)
      reasons.rows.push_back({say(said(r.outcome)), r.reason, count(r.rows)});
    section.blocks.push_back({reasons});
  }
  for (const std::string& note : ledger.notes)
    section.blocks.push_back({Paragraph{say(MessageId::note_on_rows, {{"note", note}})}});
  if (ledger.rows_rejected > 0 && !study.anonymous)
    section.blocks.push_back({Paragraph{say(MessageId::rows_rejected_listed)}});
  return section;
}

Section coding_section(const CaseStudy& study) {
  Section section{"coding", say(MessageId::section_coding), {}};
  if (!study.coding.text.empty()) section.blocks.push_back({Paragraph{study.coding.text}});
  if (study.coding.differences.empty()) return section;
  section.blocks.push_back({Paragraph{say(MessageId::differences_note)}});
  Table table{say(MessageId::table_differences),
              {{say(MessageId::col_column)},
               {say(MessageId::col_treated), true},
               {say(MessageId::col_comparison), true},
               {say(MessageId::col_in_deviations), true}},
              {},
              "largest_differences_between_the_groups"};
  for (const Coding::Difference& d : study.coding.differences) {
    table.rows.push_back({d.column, number(d.mean_treated), number(d.mean_comparison), number(d.standardized, 2)});
  }
  section.blocks.push_back({table});
  return section;
}

Section provenance_section(const CaseStudy& study) {
  Section section{"provenance", say(MessageId::section_provenance), {}};
  if (study.anonymous) section.blocks.push_back({Paragraph{anonymous_note()}});
  if (!study.inputs.empty()) {
    Table table{say(MessageId::sheet_inputs),
                {{say(MessageId::col_name)}, {say(MessageId::col_bytes), true}, {"SHA-256"}},
                {},
                "inputs"};
    for (const Input& input : study.inputs) {
      const std::string name = input.read_as.empty() ? input.name : with_aside(input.name, input.read_as);
      table.rows.push_back(
          {name, count(input.bytes), input.sha256.empty() ? say(MessageId::hash_not_taken) : input.sha256});
    }
    section.blocks.push_back({table});
  }
  section.blocks.push_back({Paragraph{run_line(study)}});
  for (std::size_t i = 0; i < study.sql.size(); ++i) {
    const std::string title =
        study.sql.size() == 1 ? say(MessageId::the_query)
                              : say(MessageId::query_of,
                                    {{"number", std::to_string(i + 1)}, {"count", std::to_string(study.sql.size())}});
    section.blocks.push_back({Folded{title, {{Listing{"sql", study.sql[i]}}}}});
  }
  if (!study.study_json.empty()) {
    section.blocks.push_back({Folded{say(MessageId::the_study_file), {{Listing{"json", study.study_json}}}}});
  }
  return section;
}

}  // namespace payoff
