// How sure we may be: the grade with every reason, and every metric that was looked at.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/messages.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/labels.hpp"
#include "report/plot/chart.hpp"
#include "report/section/drawn.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string in_words(RuleEffect effect) {
  switch (effect.kind) {
    case RuleEffect::lowers:
      return say(MessageId::grade_lower);
    case RuleEffect::raises:
      return say(MessageId::grade_back);
    case RuleEffect::caps:
      return say(MessageId::grade_at_most, {{"grade", std::string(1, effect.letter)}});
    case RuleEffect::base:
      return say(MessageId::grade_starts, {{"grade", std::string(1, effect.letter)}});
    case RuleEffect::no_direction:
      return say(MessageId::grade_no_direction);
    case RuleEffect::no_annual_figure:
      return say(MessageId::grade_no_annual_figure);
    case RuleEffect::no_money:
      return say(MessageId::grade_no_money);
    case RuleEffect::required:
      return say(MessageId::grade_required);
    case RuleEffect::suppressed:
      return say(MessageId::grade_suppressed);
    case RuleEffect::note:
      break;
  }
  return say(MessageId::tip_note);
}

Table reasons_table(const Verdict& verdict) {
  Table table{say(MessageId::table_rules),
              {{say(MessageId::col_rule)},
               {say(MessageId::col_effect_on_grade)},
               {say(MessageId::col_measured), true},
               {say(MessageId::col_threshold), true},
               {say(MessageId::col_why)}},
              {},
              "every_rule_that_fired"};
  for (const Reason& r : verdict.reasons) {
    table.rows.push_back({r.rule == RuleId::design ? say(MessageId::rule_design) : name(r.rule), in_words(r.effect),
                          std::isfinite(r.measured) ? number(r.measured) : "",
                          std::isfinite(r.threshold) ? number(r.threshold) : "", with_minus_signs(r.text)});
  }
  return table;
}

Table effects_table(const std::vector<Effect>& effects) {
  Table table{say(MessageId::table_effects),
              {{say(MessageId::col_metric)},
               {say(MessageId::col_role)},
               {say(MessageId::col_without_tool), true},
               {say(MessageId::col_effect)},
               {say(MessageId::col_in_percent)},
               {say(MessageId::col_p), true}},
              {},
              "all_effects"};
  const std::string not_usable = say(MessageId::not_usable);
  for (const Effect& e : effects) {
    std::vector<std::string> row{name_of(e), say(label_of(e.metric.role)), metric_level(e, e.baseline)};
    if (e.usable) {
      row.insert(row.end(), {with_interval(e, e.absolute), percent_with_interval(e.relative), p_value(e.absolute.p)});
    } else {
      row.insert(row.end(), {say(MessageId::not_usable_why, {{"why", e.message}}), not_usable, not_usable});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

bool is_drawn(const Effect& effect) {
  return effect.usable && std::isfinite(effect.relative.estimate);
}

// "Two of five effects are told apart from no change, each by its own interval"
std::string forest_takeaway(const std::vector<Effect>& effects) {
  std::size_t drawn = 0, clear = 0;
  for (const Effect& e : effects) {
    if (!is_drawn(e)) continue;
    ++drawn;
    clear += e.relative.low > 0 || e.relative.high < 0;
  }
  return say(clear == 0   ? MessageId::forest_none
             : clear == 1 ? MessageId::forest_one
                          : MessageId::forest_many,
             {{"Clear", capitalised(count_in_words(clear))}, {"count", count_in_words(drawn)}});
}

// Metrics of different units side by side, as shares of what would have been without the tool.
Figure forest_figure(const std::vector<Effect>& effects) {
  Figure figure{forest_takeaway(effects), say(MessageId::forest_note), "", {}};
  figure.numbers = {
      say(MessageId::table_forest),
      {{say(MessageId::col_metric)}, {say(MessageId::col_effect), true}, {say(MessageId::col_interval), true}},
      {},
      "effects_in_percent"};
  BarChart chart{.id = "forest", .title = figure.title, .groups = {{say(MessageId::forest_axis), {}}}, .axis = true};
  chart.description = say(MessageId::forest_description);
  chart.dots_at_from = true;
  for (const Effect& e : effects) {
    const Estimate& share = e.relative;
    if (!is_drawn(e)) continue;
    const double point = 100 * share.estimate;
    chart.groups.front().bars.push_back(
        {name_of(e), percent_point(share), point, point, 100 * share.low, 100 * share.high});
    figure.numbers.rows.push_back({name_of(e), percent_point(share), percent_interval(share.low, share.high)});
  }
  draw(chart, figure);
  return figure;
}

// Everything known about one effect. The figures of the first are in the result section.
Folded in_full(const CaseStudy& study, std::size_t k) {
  const Effect& effect = study.effects[k];
  Folded folded{title_in_full(effect), {}, name_of(effect) + " in full"};
  folded.blocks.push_back({facts_table(effect)});
  if (!effect.diagnostics.empty()) folded.blocks.push_back({diagnostics_table(effect)});
  if (k == 0) return folded;
  if (!effect.alternatives.empty()) folded.blocks.push_back({alternatives_table(effect)});
  std::ranges::move(assumption_blocks(study, effect, k), std::back_inserter(folded.blocks));
  for (std::size_t i = 0; i < std::min(study.trends.size(), study.trend_metrics.size()); ++i) {
    const bool shown_already = effect.segment || study.trend_metrics[i].name == study.effects.front().metric.name;
    if (shown_already || study.trend_metrics[i].name != effect.metric.name || study.trends[i].empty()) continue;
    folded.blocks.push_back({trend_figure(study, i)});
  }
  if (!effect.path.empty()) folded.blocks.push_back({path_figure(effect, fmt::format("path{}", k))});
  return folded;
}

}  // namespace

Section grade_section(const CaseStudy& study) {
  const Verdict& verdict = study.verdict;
  Section section{"grade", say(MessageId::section_grade), {}};
  section.blocks.push_back({Paragraph{say(MessageId::grade_summary, {{"grade", std::string(1, verdict.grade)},
                                                                     {"meaning", say(meaning_of_grade(verdict.grade))},
                                                                     {"base", std::string(1, verdict.base)}})}});
  if (!verdict.lot_checks.empty())
    section.blocks.push_back({Paragraph{fmt::format("{}", fmt::join(verdict.lot_checks, " "))}});
  if (verdict.reasons.empty()) {
    section.blocks.push_back({Paragraph{say(MessageId::no_grade_rule)}});
  } else {
    section.blocks.push_back({reasons_table(verdict)});
  }
  if (!verdict.to_raise.empty()) {
    section.blocks.push_back({Heading{say(MessageId::heading_to_raise)}});
    section.blocks.push_back({List{verdict.to_raise}});
  }
  return section;
}

Section metrics_section(const CaseStudy& study) {
  Section section{"metrics", say(MessageId::section_metrics), {}};
  if (study.effects.empty()) {
    section.blocks.push_back({Paragraph{say(MessageId::no_effect_estimated)}});
    return section;
  }
  section.blocks.push_back({effects_table(study.effects)});
  Figure forest = forest_figure(study.effects);
  if (forest.numbers.rows.size() > 1) section.blocks.push_back({std::move(forest)});
  for (std::size_t k = 0; k < study.effects.size(); ++k) section.blocks.push_back({in_full(study, k)});
  return section;
}

}  // namespace payoff
