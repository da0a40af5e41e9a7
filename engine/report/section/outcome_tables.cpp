#include "report/section/outcome_tables.hpp"

#include <cmath>

#include "base/messages.hpp"
#include "base/parts.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/finding.hpp"
#include "report/document/format.hpp"
#include "report/plot/chart.hpp"
#include "report/section/counted_units.hpp"
#include "report/section/counterfactual_points.hpp"
#include "report/section/drawn.hpp"
#include "report/section/money_tables.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string with_tool(const OutcomeCost& cost) {
  const Estimate& level = cost.with_tool;
  if (!std::isfinite(level.low)) return std::isfinite(level.estimate) ? number(level.estimate) : why_missing(level);
  return with_aside(number(level.estimate, decimals_for_interval(level.low, level.high)),
                    interval(level.low, level.high));
}

// "USD 394 (380 to 409)"
std::string in_currency(const std::string& currency, const std::string& amount) {
  return say(MessageId::money_in, {{"currency", name_of_currency(currency)}, {"amount", amounts_in_parts(amount)}});
}

// "One change costs USD 394 with the tool, an estimated USD 458 without it"
std::string outcome_takeaway(const Effect& effect, const OutcomeCost& cost) {
  const std::string one = spoken_per(effect.metric), &unit = effect.metric.unit;
  const int decimals = decimals_for_interval(cost.with_tool.low, cost.with_tool.high);
  return say(excludes_zero(effect) ? MessageId::outcome_title : MessageId::outcome_title_no_change,
             {{"one", one},
              {"with", in_currency(unit, number(cost.with_tool.estimate, decimals))},
              {"without", in_currency(unit, number(cost.without_tool, decimals))}});
}

// Of the first effect, whose picture shows other levels: the mean of units and periods is not the cost of one outcome.
std::string why_other_means(const CaseStudy& study, const OutcomeCost& cost) {
  const Effect& effect = effect_on(study, cost.metric);
  const double with = level_with(effect);
  const int decimals = decimals_for_interval(cost.with_tool.low, cost.with_tool.high);
  const auto printed = [&](double amount) { return in_currency(effect.metric.unit, number(amount, decimals)); };
  if (&effect != &study.effects.front() || printed(with) == printed(cost.with_tool.estimate)) return "";
  const Without without = without_tool(effect, with, average_of(effect));
  return say(MessageId::outcome_means, {{"units", units_counted(study)},
                                        {"one", spoken_per(effect.metric)},
                                        {"with", printed(with)},
                                        {"without", printed(without.value)}});
}

}  // namespace

Table outcome_costs_table(const CaseStudy& study) {
  Table table{say(MessageId::table_outcomes),
              {{say(MessageId::col_one)},
               {say(MessageId::col_with_the_tool), true},
               {say(MessageId::col_without_estimated), true},
               {say(MessageId::col_change), true},
               {say(MessageId::col_of_it_bills), true},
               {say(MessageId::col_outcomes), true}},
              {},
              "what_one_outcome_costs"};
  for (const OutcomeCost& cost : study.outcome_costs) {
    const Effect& effect = effect_on(study, cost.metric);
    table.rows.push_back({spoken_per(effect.metric) + ", " + said_unit(effect.metric.unit), with_tool(cost),
                          number(cost.without_tool), with_interval(effect, effect.absolute),
                          std::isfinite(cost.billed) ? number(cost.billed) : say(MessageId::no_bills),
                          number(cost.outcomes)});
  }
  return table;
}

Figure outcome_costs_figure(const CaseStudy& study) {
  Figure figure{.caption = say(MessageId::fig_outcomes_note), .numbers = outcome_costs_table(study)};
  BarChart chart{.id = "outcomes", .axis = true};
  for (const OutcomeCost& cost : study.outcome_costs) {
    const Effect& effect = effect_on(study, cost.metric);
    const std::string one = spoken_per(effect.metric);
    const Estimate& with = cost.with_tool;
    if (!std::isfinite(with.estimate)) continue;
    if (figure.title.empty()) figure.title = outcome_takeaway(effect, cost);
    if (const std::string why = why_other_means(study, cost); !why.empty()) figure.caption += " " + why;
    chart.groups.push_back({say(MessageId::outcome_axis, {{"unit", said_unit(effect.metric.unit)}, {"one", one}}), {}});
    std::vector<ChartBar>& bars = chart.groups.back().bars;
    bars.push_back(
        {say(MessageId::box_with_tool), with_tool(cost), 0, with.estimate, with.low, with.high, Tone::total});
    // On a scale of ratios the change is in percent, and no interval in money was made.
    const bool known = !is_multiplicative(effect.metric) && std::isfinite(cost.change.low);
    const double low = known ? with.estimate - cost.change.high : missing;
    const double high = known ? with.estimate - cost.change.low : missing;
    const std::string without = number(cost.without_tool, decimals_for_interval(low, high));
    bars.push_back({say(MessageId::without_estimated), known ? with_aside(without, interval(low, high)) : without, 0,
                    cost.without_tool, low, high, Tone::loss});
  }
  if (figure.title.empty()) figure.title = figure.numbers.caption;
  chart.title = figure.title;
  chart.description = say(MessageId::fig_outcomes_description);
  draw(chart, figure);
  return figure;
}

std::vector<std::string> outcome_costs_text(const CaseStudy& study) {
  std::vector<std::string> sentences;
  for (const OutcomeCost& cost : study.outcome_costs) {
    const Effect& effect = effect_on(study, cost.metric);
    const std::string& unit = effect.metric.unit;
    sentences.push_back(say(std::isfinite(cost.billed) ? MessageId::outcome_text_billed : MessageId::outcome_text,
                            {{"one", spoken_per(effect.metric)},
                             {"amount", in_currency(unit, with_tool(cost))},
                             {"billed", in_currency(unit, number(cost.billed))}}));
  }
  return sentences;
}

Table spend_table(const CaseStudy& study) {
  const std::string& currency = study.appraisal->currency;
  Table table{say(MessageId::table_spend, {{"currency", name_of_currency(currency)}}),
              {{say(MessageId::col_bill)},
               {say(MessageId::line_all), true},
               {say(MessageId::col_covered), true},
               {say(MessageId::col_of_others), true},
               {say(MessageId::col_licences), true},
               {say(MessageId::col_idle), true}},
              {},
              "what_was_billed"};
  const auto count = [](double value) { return std::isfinite(value) ? number(value) : say(MessageId::not_said); };
  for (const Spend& spend : study.spend) {
    const bool counts = std::isfinite(spend.bought) || std::isfinite(spend.assigned) || std::isfinite(spend.used);
    table.rows.push_back({spend.name, number(spend.billed, 2), number(spend.covered, 2), number(spend.of_others, 2),
                          counts ? count(spend.bought) + ", " + count(spend.assigned) + ", " + count(spend.used)
                                 : say(MessageId::not_said),
                          std::isfinite(spend.idle) ? number(spend.idle, 2) : say(MessageId::not_said)});
  }
  return table;
}

std::string spend_text(const CaseStudy& study) {
  double billed = 0, covered = 0;
  for (const Spend& spend : study.spend) {
    billed += spend.billed;
    covered += spend.covered;
  }
  if (!(billed > 0)) return say(MessageId::nothing_billed);
  return say(MessageId::spend_covered, {{"billed", money(billed, study.appraisal->currency)},
                                        {"covered", money(covered, study.appraisal->currency)},
                                        {"share", percent(covered / billed)}});
}

}  // namespace payoff
