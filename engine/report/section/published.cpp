// Is it plausible? The effect beside those that were published.
#include "base/messages.hpp"
#include "report/document/format.hpp"
#include "report/section/sections.hpp"

namespace payoff {
namespace {

std::string signed_percent(double share) {
  return percent_point({.estimate = share});
}

// "Peng et al. 2023"; what is no yardstick says so.
std::string source_of(const PublishedEffect& row) {
  std::string source = std::string(row.source) + " " + std::to_string(row.year);
  if (row.is_yardstick()) return source;
  constexpr MessageId bases[] = {MessageId::basis_trial, MessageId::basis_quasi_experiment,
                                 MessageId::basis_broken_trial, MessageId::basis_self_report, MessageId::basis_vendor};
  return say(MessageId::published_no_yardstick,
             {{"source", source}, {"basis", say(bases[static_cast<std::size_t>(row.basis)])}});
}

Table published_table(const std::vector<PublishedEffect>& rows) {
  Table table{say(MessageId::table_published),
              {{say(MessageId::col_source)},
               {say(MessageId::col_design)},
               {say(MessageId::assumed_people)},
               {say(MessageId::col_what)},
               {say(MessageId::col_change), true},
               {say(MessageId::col_interval), true},
               {say(MessageId::col_remark)}},
              {},
              "published_effects_of_the_same_kind"};
  for (const PublishedEffect& row : rows) {
    const bool ends = row.low < row.high;
    table.rows.push_back({source_of(row), std::string(row.design), std::string(row.people),
                          std::string(row.what) + ": " + std::string(row.work), signed_percent(row.relative),
                          ends ? percent_interval(row.low, row.high) : say(MessageId::why_not_published),
                          std::string(row.remark)});
  }
  return table;
}

}  // namespace

Section published_section(const CaseStudy& study) {
  Section section{"published", say(MessageId::section_published), {}};
  const PublishedComparison& published = study.published;
  if (published.text.empty()) return section;
  section.blocks.push_back({Paragraph{with_minus_signs(published.text)}});
  if (published.effects.empty()) return section;
  section.blocks.push_back({published_table(published.effects)});
  section.blocks.push_back({Paragraph{say(MessageId::published_note)}});
  return section;
}

}  // namespace payoff
