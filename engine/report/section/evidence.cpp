// How sure we may be: the grade with every reason, and every metric that was looked at.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "data/names.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/plot/chart.hpp"
#include "report/section/drawn.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string in_words(RuleEffect effect) {
  switch (effect.kind) {
    case RuleEffect::lowers:
      return "one letter lower";
    case RuleEffect::raises:
      return "one letter back";
    case RuleEffect::caps:
      return std::string("at most ") + effect.letter;
    case RuleEffect::base:
      return std::string("starts at ") + effect.letter;
    default:
      return name(effect);
  }
}

Table reasons_table(const Verdict& verdict) {
  Table table{"Every rule that fired",
              {{"Rule"}, {"Effect on the grade"}, {"Measured", true}, {"Threshold", true}, {"Why"}},
              {}};
  for (const Reason& r : verdict.reasons) {
    table.rows.push_back({r.rule == RuleId::design ? "design" : name(r.rule), in_words(r.effect),
                          std::isfinite(r.measured) ? number(r.measured) : "",
                          std::isfinite(r.threshold) ? number(r.threshold) : "", with_minus_signs(r.text)});
  }
  return table;
}

Table effects_table(const std::vector<Effect>& effects) {
  Table table{
      "All effects", {{"Metric"}, {"Role"}, {"Without the tool", true}, {"Effect"}, {"In percent"}, {"p", true}}, {}};
  for (const Effect& e : effects) {
    if (e.usable) {
      table.rows.push_back({name_of(e), name(e.metric.role), metric_level(e, e.baseline), with_interval(e, e.absolute),
                            percent_with_interval(e.relative), p_value(e.absolute.p)});
    } else {
      table.rows.push_back({name_of(e), name(e.metric.role), metric_level(e, e.baseline), "not usable: " + e.message,
                            "not usable", "not usable"});
    }
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
  return fmt::format(fmt::runtime(words::forest_title), clear == 0 ? "None" : capitalised(count_in_words(clear)),
                     count_in_words(drawn), clear < 2 ? "is" : "are");
}

// Metrics of different units side by side, as shares of what would have been without the tool.
Figure forest_figure(const std::vector<Effect>& effects) {
  Figure figure{forest_takeaway(effects), std::string(words::forest_note), "", {}};
  figure.numbers = {"Effects in percent", {{"Metric"}, {"Effect", true}, {"Interval", true}}, {}};
  BarChart chart{
      .id = "forest", .title = figure.title, .groups = {{"percent of the level without the tool", {}}}, .axis = true};
  chart.description = "One dot with its interval for each metric and group. The numbers are in the table that follows.";
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
  Folded folded{capitalised(name_of(effect)) + " in full", {}};
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
  Section section{"grade", std::string(words::grade), {}};
  std::string summary = fmt::format("Grade {}. {}", verdict.grade, words::meaning_of_grade(verdict.grade));
  summary += fmt::format(" The design by itself starts at {}; the scale runs from A to E.", verdict.base);
  section.blocks.push_back({Paragraph{summary}});
  if (!verdict.lot_checks.empty())
    section.blocks.push_back({Paragraph{fmt::format("{}", fmt::join(verdict.lot_checks, " "))}});
  if (verdict.reasons.empty()) {
    section.blocks.push_back({Paragraph{std::string(words::no_grade_rule)}});
  } else {
    section.blocks.push_back({reasons_table(verdict)});
  }
  if (!verdict.to_raise.empty()) {
    section.blocks.push_back({Heading{std::string(words::to_raise)}});
    section.blocks.push_back({List{verdict.to_raise}});
  }
  return section;
}

Section metrics_section(const CaseStudy& study) {
  Section section{"metrics", std::string(words::metrics), {}};
  if (study.effects.empty()) {
    section.blocks.push_back({Paragraph{"No effect was estimated."}});
    return section;
  }
  section.blocks.push_back({effects_table(study.effects)});
  Figure forest = forest_figure(study.effects);
  if (forest.numbers.rows.size() > 1) section.blocks.push_back({std::move(forest)});
  for (std::size_t k = 0; k < study.effects.size(); ++k) section.blocks.push_back({in_full(study, k)});
  return section;
}

}  // namespace payoff
