// What changed: the trend, the path since adoption, and the other ways to answer.
#include <algorithm>
#include <iterator>

#include "base/messages.hpp"
#include "report/section/counterfactual_figure.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {

Section result_section(const CaseStudy& study) {
  Section section{"result", say(MessageId::section_result), {}};
  if (study.effects.empty()) {
    section.blocks.push_back({Paragraph{say(MessageId::no_effect_estimated)}});
    return section;
  }
  const Effect& primary = study.effects.front();
  if (!primary.usable) {
    section.blocks.push_back(
        {Paragraph{say(MessageId::estimate_not_usable, {{"metric", name_of(primary)}, {"why", primary.message}})}});
  }
  if (Figure figure = counterfactual_figure(study); !figure.svg.empty()) section.blocks.push_back({std::move(figure)});
  for (std::size_t i = 0; i < std::min(study.trends.size(), study.trend_metrics.size()); ++i) {
    if (study.trend_metrics[i].name != primary.metric.name || study.trends[i].empty()) continue;
    section.blocks.push_back({trend_figure(study, i)});
  }
  if (!primary.path.empty()) section.blocks.push_back({path_figure(primary, "path0")});
  if (!primary.alternatives.empty()) {
    section.blocks.push_back({Heading{say(MessageId::heading_ways)}});
    section.blocks.push_back({Paragraph{say(MessageId::ways_note)}});
  }
  section.blocks.push_back(alternatives_block(primary, "alternatives0"));
  std::ranges::move(assumption_blocks(study, primary, 0), std::back_inserter(section.blocks));
  return section;
}

}  // namespace payoff
