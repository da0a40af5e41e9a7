// How the first effect was estimated; the same facts of the others are beside their metric.
#include <fmt/format.h>

#include <cmath>

#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {

Section method_section(const CaseStudy& study) {
  Section section{"method", std::string(words::method), {}};
  if (!study.method_reason.empty()) section.blocks.push_back({Paragraph{study.method_reason}});
  if (study.effects.empty()) return section;
  const Effect& e = study.effects.front();
  Table table{"How " + name_of(e) + " was estimated", {{"Fact"}, {"Value"}}, {}};
  const auto count = [](std::size_t n) { return number(static_cast<double>(n)); };
  table.rows = {{"Method", e.method},
                {"Estimand", e.estimand},
                {"Compared with", e.against},
                {"Standard error", number(e.absolute.se) + (std::isnan(e.absolute.se) ? "" : " " + e.absolute.unit)},
                {"Degrees of freedom", std::isinf(e.absolute.df) ? "none: normal distribution" : number(e.absolute.df)},
                {"Clusters (treated)", count(e.clusters) + " (" + count(e.clusters_treated) + ")"},
                {"Observations", count(e.observations)}};
  if (!e.inference.empty()) table.rows.push_back({label_of_inference(e), e.inference});
  if (study.rollout_period != never) {
    table.rows.push_back(
        {e.cohorts.empty() ? "Rollout" : "First adoption", study.calendar.label(study.rollout_period)});
  }
  if (!study.disclosure.run_by.empty()) table.rows.push_back({"Run by", study.disclosure.run_by});
  if (!study.disclosure.commissioned_by.empty())
    table.rows.push_back({"Commissioned by", study.disclosure.commissioned_by});
  section.blocks.push_back({table});
  return section;
}

}  // namespace payoff
