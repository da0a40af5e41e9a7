// What changed: the trend, the path since adoption, and the other ways to answer.
#include <algorithm>
#include <iterator>

#include "report/document/words.hpp"
#include "report/section/counterfactual_figure.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {

Section result_section(const CaseStudy& study) {
  Section section{"result", std::string(words::result), {}};
  if (study.effects.empty()) {
    section.blocks.push_back({Paragraph{"No effect was estimated."}});
    return section;
  }
  const Effect& primary = study.effects.front();
  if (!primary.usable) {
    section.blocks.push_back(
        {Paragraph{"The estimate for " + name_of(primary) + " cannot be used: " + primary.message}});
  }
  if (Figure figure = counterfactual_figure(study); !figure.svg.empty()) section.blocks.push_back({std::move(figure)});
  for (std::size_t i = 0; i < std::min(study.trends.size(), study.trend_metrics.size()); ++i) {
    if (study.trend_metrics[i].name != primary.metric.name || study.trends[i].empty()) continue;
    section.blocks.push_back({trend_figure(study, i)});
  }
  if (!primary.path.empty()) section.blocks.push_back({path_figure(primary, "path0")});
  if (!primary.alternatives.empty()) {
    section.blocks.push_back({Heading{"Does the answer depend on how it is asked?"}});
    section.blocks.push_back({Paragraph{std::string(words::alternatives_note)}});
  }
  section.blocks.push_back(alternatives_block(primary, "alternatives0"));
  std::ranges::move(assumption_blocks(study, primary, 0), std::back_inserter(section.blocks));
  return section;
}

}  // namespace payoff
