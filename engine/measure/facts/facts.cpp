#include "measure/facts/facts.hpp"

#include <cmath>

#include "base/running_moments.hpp"
#include "measure/answer/unit_sums.hpp"
#include "measure/diagnosis/balance.hpp"

namespace payoff {
namespace {

double uptake_of_comparison(const Panel& panel) {
  RunningMoments use;
  for (std::size_t u = 0; u < panel.uptake.size(); ++u)
    if (!panel.units[u].treated && !std::isnan(panel.uptake[u])) use.add(panel.uptake[u]);
  return use.mean();
}

// Of the arms each about its own mean, where they were seen before.
double sd_between_units(const Panel& panel, std::size_t metric) {
  for (const bool after : {false, true}) {
    const UnitSums sums = sum_units(panel, metric, after);
    RunningMoments arm[2];
    for (std::size_t u = 0; u < panel.units.size(); ++u) {
      const double value = sums.mean(u);
      const bool counts = std::isfinite(value) && !(after && panel.units[u].treated);
      if (counts) arm[panel.units[u].treated].add(value);
    }
    double squares = 0, df = 0;
    for (const RunningMoments& each : arm) {
      if (each.count() < 2) continue;
      squares += each.variance() * (each.count() - 1);
      df += each.count() - 1;
    }
    if (df > 0) return std::sqrt(squares / df);
  }
  return missing;
}

ArmFlow flow_of(const ArmMoments& arm) {
  return {.assigned = arm.units,
          .clusters = arm.units,
          .seen_before = arm.past ? arm.past->seen : 0,
          .seen_after = arm.seen,
          .began = arm.began,
          .left = arm.left,
          .analysed = arm.seen,
          .nonzero = arm.nonzero};
}

double sd_between_units(const MetricMoments& arms, bool ratio) {
  double squares = 0, df = 0;
  for (const ArmMoments* arm : {&arms.treated, &arms.comparison})
    if (arm->past && arm->past->seen > 1) {
      squares += arm->past->own_squares;
      df += static_cast<double>(arm->past->seen - 1);
    }
  if (df > 0) return std::sqrt(squares / df);
  const ArmMoments& others = arms.comparison;
  return std::sqrt((ratio ? others.own_ratio_squares : others.squares) / static_cast<double>(others.seen - 1));
}

// Of those seen on both sides.
ArmLevel level_of(const PastMoments& past) {
  return {past.followed_before, past.followed_after};
}

// Of units that are not here.
Facts facts_of_moments(const Panel& panel, const Effect& effect, const MetricMoments& arms) {
  Facts facts{.treated = flow_of(arms.treated), .comparison = flow_of(arms.comparison)};
  facts.adoption = {{0, arms.treated.units}};
  facts.nesting = panel.nesting;
  facts.own_change_treated = own_change(arms.treated, effect.metric, panel.adopted_period, effect.level);
  facts.own_change_comparison = own_change(arms.comparison, effect.metric, panel.adopted_period, effect.level);
  facts.jump_comparison = {.unit = unit_of(effect.metric)};
  if (arms.comparison.path)
    facts.jump_comparison =
        jump_of(mean_by_period(*arms.comparison.path), effect.metric, panel.adopted_period, effect.level);
  facts.last_spell = last_spell(arms, effect.metric, effect.level);
  facts.dose_response = {.unit = unit_of(effect.metric)};
  facts.unit_sd = sd_between_units(arms, is_ratio(effect.metric));
  if (arms.treated.past && arms.comparison.past) {
    facts.level_treated = level_of(*arms.treated.past);
    facts.level_comparison = level_of(*arms.comparison.past);
    facts.imbalances = imbalances(arms, effect.metric);
  }
  if (is_ratio(effect.metric)) facts.volume = volume_change(arms, effect.level);
  facts.granularity = coarser_form(arms);
  return facts;
}

}  // namespace

Facts facts_of(const Panel& panel, const Question& question, const Effect& effect) {
  const std::size_t metric = question.metric;
  if (!panel.moments.empty()) return facts_of_moments(panel, effect, panel.moments[metric]);
  Facts facts{.treated = flow_of(panel, metric, true), .comparison = flow_of(panel, metric, false)};
  facts.treated.analysed = effect.units_treated;
  facts.comparison.analysed = effect.units_comparison;
  facts.adoption = adoption_steps(panel);
  facts.imbalances = imbalances(panel, metric, question.covariates);
  facts.level_treated = arm_level(panel, metric, true);
  facts.level_comparison = arm_level(panel, metric, false);
  facts.own_change_treated = own_change(panel, metric, true, effect.level);
  facts.own_change_comparison = own_change(panel, metric, false, effect.level);
  facts.jump_comparison = jump_at_rollout(panel, metric, false, effect.level);
  facts.last_spell = last_spell(panel, metric, effect.level).deviation;
  facts.volume = volume_change(panel, metric, effect.level);
  facts.granularity = coarser_form(panel, metric);
  facts.dose_response = dose_response(panel, metric, effect.level);
  facts.nesting = panel.nesting;
  facts.unit_sd = sd_between_units(panel, metric);
  facts.uptake_comparison = uptake_of_comparison(panel);
  return facts;
}

}  // namespace payoff
