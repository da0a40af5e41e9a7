// Is it plausible? The effect beside those that were published.
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/section/sections.hpp"

namespace payoff {
namespace {

std::string signed_percent(double share) {
  return percent_point({.estimate = share});
}

// "Peng et al. 2023"; what is no yardstick says so.
std::string source_of(const PublishedEffect& row) {
  return std::string(row.source) + " " + std::to_string(row.year) +
         (row.is_yardstick() ? "" : " (" + std::string(name(row.basis)) + ", no yardstick)");
}

Table published_table(const std::vector<PublishedEffect>& rows) {
  Table table{
      "Published effects of the same kind",
      {{"Source"}, {"Design"}, {"People"}, {"What, in which work"}, {"Change", true}, {"Interval", true}, {"Remark"}},
      {}};
  for (const PublishedEffect& row : rows) {
    const bool ends = row.low < row.high;
    table.rows.push_back({source_of(row), std::string(row.design), std::string(row.people),
                          std::string(row.what) + ": " + std::string(row.work), signed_percent(row.relative),
                          ends ? percent_interval(row.low, row.high) : std::string(words::not_published),
                          std::string(row.remark)});
  }
  return table;
}

}  // namespace

Section published_section(const CaseStudy& study) {
  Section section{"published", std::string(words::published), {}};
  const PublishedComparison& published = study.published;
  if (published.text.empty()) return section;
  section.blocks.push_back({Paragraph{with_minus_signs(published.text)}});
  if (published.effects.empty()) return section;
  section.blocks.push_back({published_table(published.effects)});
  section.blocks.push_back({Paragraph{std::string(words::published_note)}});
  return section;
}

}  // namespace payoff
