#include "measure/robustness.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/messages.hpp"
#include "measure/adjustment.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/experiment/placebo_rank.hpp"
#include "measure/facts/last_spell.hpp"
#include "measure/influence.hpp"
#include "measure/placebo.hpp"
#include "measure/rollout/staggered/effect.hpp"
#include "measure/rollout/staggered/static_two_way.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// The variant as a question of its own; nothing where the data are not for it, or the answer is this one already.
std::optional<Question> asked_of(const Method& method, const Variant& variant, const Question& question,
                                 const RolloutFacts& facts) {
  if ((variant.staggered && facts.dates < 2) || (variant.never_adopters && !facts.comparison)) return {};
  Question asked = question;
  asked.method = method.name;
  asked.options.clear();
  if (!variant.option.empty()) asked.options[std::string(variant.option)] = variant.choice;
  const bool same = asked.method == question.method && asked.options == question.options;
  return same ? std::nullopt : std::optional(asked);
}

// Its number, where its errors say nothing: of a single cluster in an arm, or of a few of many.
void withhold_errors(Alternative& other, const std::string& reason) {
  for (Estimate* estimate : {&other.absolute, &other.relative}) {
    estimate->se = estimate->df = estimate->low = estimate->high = estimate->p = missing;
    if (std::isfinite(estimate->estimate)) estimate->reason = reason;
  }
}

// The panel of the units seen in every period in which anyone was; empty where that is all of them, or none.
std::optional<Panel> complete_units(const Panel& panel, std::size_t metric) {
  std::vector<std::size_t> cells(panel.units.size());
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    cells[panel.unit_of[c]] += has_value(panel.metrics[metric], c);
  }
  const std::size_t periods = periods_seen(panel, metric).size();
  std::vector<bool> keep;
  keep.reserve(cells.size());
  for (const std::size_t count : cells) keep.push_back(count == periods);
  const auto kept = std::ranges::count(keep, true);
  if (kept == 0 || kept == std::ssize(keep)) return std::nullopt;
  return subset(panel, keep);
}

void add_misleading(Effect& effect, const Panel& panel, const Question& question) {
  try {
    add_static_two_way(effect, panel, question, staggered_sample(panel, question));
  } catch (const Error& error) {
    if (error.kind != ErrorKind::method) throw;  // nobody left to compare with: then it cannot be had either
  }
}

// A handful out of many, whose spread tells little.
bool are_few(std::size_t left, std::size_t all) {
  constexpr std::size_t enough = 10;
  return left < enough && 2 * left < all;
}

void add_complete_units(Effect& effect, const Panel& panel, const Question& question, const Context& context) {
  const Method* own = find_method(effect.method);
  if (!own) return;
  const std::optional<Panel> complete = complete_units(panel, question.metric);
  if (!complete) return;
  bool too_few = false;
  add_alternative(effect, say(MessageId::way_complete_units), [&] {
    Effect of_complete = own->beside()(*complete, question, context);
    too_few = are_few(of_complete.units_treated, effect.units_treated) ||
              are_few(of_complete.units_comparison, effect.units_comparison);
    return of_complete;
  });
  Alternative& added = effect.alternatives.back();
  added.purpose = Purpose::complete_units;
  added.remark = say(MessageId::remark_complete_units);
  if (too_few) withhold_errors(added, say(MessageId::why_few_complete));
}

// A spell as unlikely as this before the rollout is worth an answer without it.
constexpr double least_spell_p = 0.05;

void add_without_last_spell(Effect& effect, const Panel& panel, const Question& question, const Context& context) {
  const Method* own = find_method(effect.method);
  if (!own || !own->needs.before || !(effect.facts.last_spell.p < least_spell_p)) return;
  const LastSpell spell = last_spell(panel, question.metric, question.level);
  Question asked = question;
  // A method that starts from the last period before adoption starts before the spell; others do without its cells.
  const auto anticipates = std::ranges::find(own->options, std::string_view("anticipation"), &OptionSpec::name);
  const bool earlier = anticipates != own->options.end() && spell.periods <= static_cast<int>(anticipates->high);
  if (earlier) asked.options["anticipation"] = std::to_string(spell.periods);
  const Panel rest = earlier ? Panel() : without_cells(panel, question.metric, spell.cells);
  add_alternative(effect, say(MessageId::way_without_last_weeks),
                  [&] { return own->beside()(earlier ? panel : rest, asked, context); });
  effect.alternatives.back().purpose = Purpose::without_last_window;
}

}  // namespace

void add_robustness(Effect& effect, const Panel& panel, const Question& question, const RolloutFacts& facts,
                    const Context& context) {
  const bool ratio_of_means = effect.metric.scale == Scale::poisson;  // no other method has it
  if (std::ranges::any_of(panel.units, &Unit::unaffected))
    effect.facts.placebo_group.reason = say(MessageId::why_no_placebo_group);
  const Method* own = find_method(effect.method);
  if (effect.usable) add_adjustments(effect, panel, question, context);
  if (effect.usable && !ratio_of_means) add_influence(effect, panel, question, context);
  if (effect.usable && !ratio_of_means) add_without_last_spell(effect, panel, question, context);
  const bool changes = own && (own->compares == Compares::changes || own->compares == Compares::cohorts);
  if (!effect.usable || ratio_of_means || !changes || panel.grain != Grain::periods) return;
  const auto all = methods();
  const auto report = [&](std::size_t done) {  // the last part: the units seen in every period
    context.report("", static_cast<double>(done) / static_cast<double>(all.size() + 1));
  };
  effect.facts.placebo = placebo_before(panel, question, context);
  effect.facts.placebo_group = placebo_group(panel, question, *own, context);
  for (std::size_t m = 0; m < all.size(); ++m) {
    const Method& method = all[m];
    for (const Variant& variant : method.variants) {
      const std::optional<Question> asked = asked_of(method, variant, question, facts);
      if (!asked) continue;
      report(m);
      add_alternative(effect, variant.name(), [&] { return method.answer(panel, *asked, context); });
      effect.alternatives.back().remark = variant.remark();
      if (is_ranked(effect)) withhold_errors(effect.alternatives.back(), say(MessageId::why_no_rank));
    }
  }
  report(all.size());
  add_complete_units(effect, panel, question, context);
  if (facts.dates > 1) add_misleading(effect, panel, question);
}

}  // namespace payoff
