#include "report/section/outcome_tables.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/finding.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/plot/chart.hpp"
#include "report/section/drawn.hpp"
#include "report/section/money_tables.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string with_tool(const OutcomeCost& cost) {
  const Estimate& level = cost.with_tool;
  if (!std::isfinite(level.low)) return std::isfinite(level.estimate) ? number(level.estimate) : why_missing(level);
  return number(level.estimate, decimals_for_interval(level.low, level.high)) + " (" + interval(level.low, level.high) +
         ")";
}

// "One change costs USD 394 with the tool, an estimated USD 458 without it"
std::string outcome_takeaway(const Effect& effect, const OutcomeCost& cost) {
  const std::string one = spoken_per(effect.metric), &unit = effect.metric.unit;
  const int decimals = decimals_for_interval(cost.with_tool.low, cost.with_tool.high);
  const std::string with = number(cost.with_tool.estimate, decimals), without = number(cost.without_tool, decimals);
  const std::string begin =
      excludes_zero(effect) ? "One " + one + " costs" : fmt::format("No detectable change: one {} costs", one);
  return fmt::format("{} {} {} with the tool, an estimated {} {} without it", begin, unit, with, unit, without);
}

}  // namespace

Table outcome_costs_table(const CaseStudy& study) {
  Table table{"What one outcome costs",
              {{"One"},
               {"With the tool", true},
               {"Without it, as estimated", true},
               {"Change", true},
               {"Of it bills", true},
               {"Outcomes", true}},
              {}};
  for (const OutcomeCost& cost : study.outcome_costs) {
    const Effect& effect = effect_on(study, cost.metric);
    table.rows.push_back({spoken_per(effect.metric) + ", " + effect.metric.unit, with_tool(cost),
                          number(cost.without_tool), with_interval(effect, effect.absolute),
                          std::isfinite(cost.billed) ? number(cost.billed) : "no bills", number(cost.outcomes)});
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
    chart.groups.push_back({effect.metric.unit + " for one " + one, {}});
    std::vector<ChartBar>& bars = chart.groups.back().bars;
    bars.push_back({"with the tool", with_tool(cost), 0, with.estimate, with.low, with.high, Tone::total});
    // On a scale of ratios the change is in percent, and no interval in money was made.
    const bool known = !is_multiplicative(effect.metric) && std::isfinite(cost.change.low);
    const double low = known ? with.estimate - cost.change.high : missing;
    const double high = known ? with.estimate - cost.change.low : missing;
    const std::string ends = known ? " (" + interval(low, high) + ")" : "";
    bars.push_back({"without it, as estimated", number(cost.without_tool, decimals_for_interval(low, high)) + ends, 0,
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
    std::string text =
        fmt::format("With the tool one {} costs {} {}", spoken_per(effect.metric), effect.metric.unit, with_tool(cost));
    if (std::isfinite(cost.billed))
      text += fmt::format(", of which {} {} were billed for the tool", effect.metric.unit, number(cost.billed));
    sentences.push_back(text + ".");
  }
  return sentences;
}

Table spend_table(const CaseStudy& study) {
  const std::string& currency = study.appraisal->currency;
  Table table{"What was billed, " + currency,
              {{"Bill"},
               {"All", true},
               {"Covered by a measured outcome", true},
               {"Of others than those studied", true},
               {"Bought, assigned, used in its last month", true},
               {"Paid for what nobody used", true}},
              {}};
  const auto count = [](double value) { return std::isfinite(value) ? number(value) : std::string("not said"); };
  for (const Spend& spend : study.spend) {
    const bool counts = std::isfinite(spend.bought) || std::isfinite(spend.assigned) || std::isfinite(spend.used);
    table.rows.push_back(
        {spend.name, number(spend.billed, 2), number(spend.covered, 2), number(spend.of_others, 2),
         counts ? count(spend.bought) + ", " + count(spend.assigned) + ", " + count(spend.used) : "not said",
         std::isfinite(spend.idle) ? number(spend.idle, 2) : "not said"});
  }
  return table;
}

std::string spend_text(const CaseStudy& study) {
  double billed = 0, covered = 0;
  for (const Spend& spend : study.spend) {
    billed += spend.billed;
    covered += spend.covered;
  }
  if (!(billed > 0)) return "Nothing was billed.";
  return fmt::format("Of {} that were billed, {} belong to people and months whose outcome was measured ({}).",
                     money(billed, study.appraisal->currency), money(covered, study.appraisal->currency),
                     percent(covered / billed));
}

}  // namespace payoff
