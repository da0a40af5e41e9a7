// A rollout that began at different times: the cohorts, and what a static two-way estimate would have mixed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "report/document/format.hpp"
#include "report/document/labels.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"
#include "report/section/drawn.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_drawn = 16;  // cohorts; beyond it the table serves better

std::string effect_of_cohort(const Effect& effect, const Cohort& cohort) {
  if (std::isfinite(cohort.absolute.estimate)) return with_interval(effect, cohort.absolute);
  return say(MessageId::not_estimated_why, {{"why", or_no_reason(cohort.absolute.reason)}});
}

// "Not estimated: 2025-04-21 (too few clusters)." so that nobody is lost who is only in the table.
std::string not_estimated(const CaseStudy& study, const Effect& effect) {
  constexpr std::size_t most_named = 3;
  std::string names;
  std::size_t count = 0;
  for (const Cohort& cohort : effect.cohorts) {
    if (std::isfinite(cohort.absolute.estimate) || ++count > most_named) continue;
    names += fmt::format("{}{} ({})", count == 1 ? "" : ", ", spoken(study.calendar, cohort.adopted_period),
                         or_no_reason(cohort.absolute.reason));
  }
  if (count == 0) return "";
  if (count > most_named)
    names = say(MessageId::names_and_more, {{"names", names}, {"count", std::to_string(count - most_named)}});
  return say(MessageId::cohorts_not_estimated, {{"names", names}});
}

Table cohorts_table(const CaseStudy& study, const Effect& effect) {
  Table table{say(MessageId::table_cohorts),
              {{say(MessageId::col_began)},
               {say(MessageId::col_units), true},
               {say(MessageId::col_clusters), true},
               {say(MessageId::col_effect)}},
              {},
              "cohorts"};
  for (const Cohort& cohort : effect.cohorts) {
    table.rows.push_back({spoken(study.calendar, cohort.adopted_period), people_count(cohort.units),
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
  if (estimates.size() < 2) return say(MessageId::cohorts_gained);
  const auto [least, most] = std::ranges::minmax(estimates);
  const int decimals = decimals_for_interval(least, most);
  const bool all = estimates.size() == effect.cohorts.size();
  const std::string range = say(MessageId::range, {{"low", number(least, decimals)}, {"high", number(most, decimals)}});
  return say(all ? MessageId::cohorts_changed : MessageId::cohorts_changed_estimated,
             {{"count", count_in_words(estimates.size())}, {"range", with_unit(range, effect.absolute.unit)}});
}

ForestChart chart_of(const CaseStudy& study, const Effect& effect, const std::string& id, const std::string& title) {
  ForestChart chart{.id = id, .title = title, .axis_title = said_unit(effect.absolute.unit), .shade_first = false};
  chart.description = say(MessageId::cohorts_description);
  for (const Cohort& cohort : effect.cohorts) {
    const Estimate& e = cohort.absolute;
    if (!std::isfinite(e.estimate)) continue;
    const std::string shown = number(e.estimate, decimals_for_estimate(e.estimate, e.low, e.high));
    const bool has_ends = std::isfinite(e.low) && std::isfinite(e.high);
    chart.rows.push_back(
        {say(MessageId::cohort_label,
             {{"period", spoken(study.calendar, cohort.adopted_period)}, {"units", people_count(cohort.units)}}),
         has_ends ? with_aside(shown, interval(e.low, e.high)) : shown, "", e.estimate, e.low, e.high, false});
  }
  return chart;
}

}  // namespace

Block cohorts_block(const CaseStudy& study, const Effect& effect, const std::string& id) {
  const Table table = cohorts_table(study, effect);
  std::string caption = say(MessageId::cohorts_note);
  if (const std::string more = not_estimated(study, effect); !more.empty()) caption += " " + more;
  Figure figure{cohorts_takeaway(effect), caption, "", table};
  if (effect.cohorts.size() <= most_drawn) draw(chart_of(study, effect, id, figure.title), figure);
  if (figure.svg.empty()) return {table};
  return {figure};
}

Table decomposition_table(const Effect& effect) {
  const std::string& unit = effect.absolute.unit;
  const std::string estimate =
      unit.empty() ? say(MessageId::col_estimate) : say(MessageId::col_estimate_in, {{"unit", said_unit(unit)}});
  Table table{say(MessageId::table_decomposition),
              {{say(MessageId::col_comparison)}, {say(MessageId::col_weight), true}, {estimate, true}},
              {},
              "what_the_static_two_way_estimate_averages"};
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
  const std::string note = say(MessageId::decomposition_note);
  return weight <= 0 ? note : note + " " + say(MessageId::decomposition_misleads, {{"share", percent(weight)}});
}

std::vector<Block> assumption_blocks(const CaseStudy& study, const Effect& effect, std::size_t k) {
  std::vector<Block> blocks;
  if (!effect.cohorts.empty()) {
    blocks.push_back({Heading{say(MessageId::heading_cohorts)}});
    blocks.push_back(cohorts_block(study, effect, fmt::format("cohorts{}", k)));
  }
  if (!effect.sensitivities.empty()) {
    blocks.push_back({Heading{say(MessageId::heading_trend_sensitivity)}});
    for (std::size_t i = 0; i < effect.sensitivities.size(); ++i) {
      const TrendSensitivity& s = effect.sensitivities[i];
      Block block = sensitivity_block(effect, s, fmt::format("sensitivity{}x{}", k, i));
      const bool headline = s.target == SensitivityTarget::average_effect;
      blocks.push_back(headline ? block : Block{Folded{with_minus_signs(s.text), {block}}});
    }
  }
  if (!effect.decomposition.empty()) {
    blocks.push_back({Heading{say(MessageId::heading_decomposition)}});
    blocks.push_back({Paragraph{decomposition_text(effect)}});
    blocks.push_back({decomposition_table(effect)});
  }
  return blocks;
}

}  // namespace payoff
