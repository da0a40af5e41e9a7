// A rollout that began at different times: the cohorts, and what a static two-way estimate would have mixed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"
#include "report/section/drawn.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_drawn = 16;  // cohorts; beyond it the table serves better

std::string effect_of_cohort(const Effect& effect, const Cohort& cohort) {
  if (std::isfinite(cohort.absolute.estimate)) return with_interval(effect, cohort.absolute);
  return "not estimated: " + std::string(words::or_no_reason(cohort.absolute.reason));
}

// " Not estimated: 2025-04-21 (too few clusters)." so that nobody is lost who is only in the table.
std::string not_estimated(const CaseStudy& study, const Effect& effect) {
  constexpr std::size_t most_named = 3;
  std::string names;
  std::size_t count = 0;
  for (const Cohort& cohort : effect.cohorts) {
    if (std::isfinite(cohort.absolute.estimate) || ++count > most_named) continue;
    names += fmt::format("{}{} ({})", count == 1 ? "" : ", ", study.calendar.label(cohort.adopted_period),
                         words::or_no_reason(cohort.absolute.reason));
  }
  if (count > most_named) names += fmt::format(" and {} more", count - most_named);
  return count == 0 ? "" : " Not estimated: " + names + ".";
}

Table cohorts_table(const CaseStudy& study, const Effect& effect) {
  Table table{"Cohorts: who began when, and what they gained",
              {{"Began"}, {"Units", true}, {"Clusters", true}, {"Effect"}},
              {}};
  for (const Cohort& cohort : effect.cohorts) {
    table.rows.push_back({study.calendar.label(cohort.adopted_period), people_count(cohort.units),
                          people_count(cohort.clusters), effect_of_cohort(effect, cohort)});
  }
  return table;
}

// "The four cohorts changed by −3.2 to −1.8 minutes per ticket"
std::string cohorts_takeaway(const Effect& effect) {
  std::vector<double> estimates;
  for (const Cohort& cohort : effect.cohorts) {
    if (std::isfinite(cohort.absolute.estimate)) estimates.push_back(cohort.absolute.estimate);
  }
  if (estimates.size() < 2) return "What each cohort gained";
  const auto [least, most] = std::ranges::minmax(estimates);
  const int decimals = decimals_for_interval(least, most);
  const bool all = estimates.size() == effect.cohorts.size();
  const std::string text =
      fmt::format("The {} cohorts{} changed by {} to {}", count_in_words(estimates.size()),
                  all ? "" : " that could be estimated", number(least, decimals), number(most, decimals));
  return effect.absolute.unit.empty() ? text : text + " " + effect.absolute.unit;
}

ForestChart chart_of(const CaseStudy& study, const Effect& effect, const std::string& id, const std::string& title) {
  ForestChart chart{.id = id, .title = title, .axis_title = effect.absolute.unit, .shade_first = false};
  chart.description = "One dot with its interval for each cohort. The numbers are in the table that follows.";
  for (const Cohort& cohort : effect.cohorts) {
    const Estimate& e = cohort.absolute;
    if (!std::isfinite(e.estimate)) continue;
    const std::string ends = std::isfinite(e.low) && std::isfinite(e.high) ? " (" + interval(e.low, e.high) + ")" : "";
    chart.rows.push_back({fmt::format("from {}, {} units", study.calendar.label(cohort.adopted_period), cohort.units),
                          number(e.estimate, decimals_for_estimate(e.estimate, e.low, e.high)) + ends, "", e.estimate,
                          e.low, e.high, false});
  }
  return chart;
}

}  // namespace

Block cohorts_block(const CaseStudy& study, const Effect& effect, const std::string& id) {
  const Table table = cohorts_table(study, effect);
  Figure figure{cohorts_takeaway(effect), std::string(words::cohorts_note) + not_estimated(study, effect), "", table};
  if (effect.cohorts.size() <= most_drawn) draw(chart_of(study, effect, id, figure.title), figure);
  if (figure.svg.empty()) return {table};
  return {figure};
}

Table decomposition_table(const Effect& effect) {
  const std::string unit = effect.absolute.unit.empty() ? "" : ", " + effect.absolute.unit;
  Table table{
      "What the static two-way estimate averages", {{"Comparison"}, {"Weight", true}, {"Estimate" + unit, true}}, {}};
  ValueRange range;
  for (const DecompositionPart& part : effect.decomposition) range.include(part.estimate);
  const int decimals = decimals_for_interval(range.low, range.high) + 1;  // one rule for the whole column
  for (const DecompositionPart& part : effect.decomposition) {
    table.rows.push_back({part.name, percent(part.weight), number(part.estimate, decimals)});
  }
  return table;
}

std::string decomposition_text(const Effect& effect) {
  double weight = 0;
  for (const DecompositionPart& part : effect.decomposition) {
    if (part.misleads && std::isfinite(part.weight)) weight += part.weight;
  }
  if (weight <= 0) return std::string(words::decomposition_note);
  return fmt::format("{} {} of its weight lies on comparisons that mislead: {}", words::decomposition_note,
                     percent(weight), words::why_two_way_misleads);
}

std::vector<Block> assumption_blocks(const CaseStudy& study, const Effect& effect, std::size_t k) {
  std::vector<Block> blocks;
  if (!effect.cohorts.empty()) {
    blocks.push_back({Heading{std::string(words::cohorts)}});
    blocks.push_back(cohorts_block(study, effect, fmt::format("cohorts{}", k)));
  }
  if (!effect.sensitivities.empty()) {
    blocks.push_back({Heading{std::string(words::sensitivity)}});
    for (std::size_t i = 0; i < effect.sensitivities.size(); ++i) {
      const TrendSensitivity& s = effect.sensitivities[i];
      Block block = sensitivity_block(effect, s, fmt::format("sensitivity{}x{}", k, i));
      const bool headline = s.target == SensitivityTarget::average_effect;
      blocks.push_back(headline ? block : Block{Folded{with_minus_signs(s.text), {block}}});
    }
  }
  if (!effect.decomposition.empty()) {
    blocks.push_back({Heading{std::string(words::decomposition)}});
    blocks.push_back({Paragraph{decomposition_text(effect)}});
    blocks.push_back({decomposition_table(effect)});
  }
  return blocks;
}

}  // namespace payoff
