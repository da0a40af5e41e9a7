// Could chance have done it? G06, G07, G08, G17.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/wording.hpp"
#include "measure/experiment/placebo_rank.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/yardstick.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
namespace {

// Where most have none, those who have some are the data: a mean of a thousand zeros and three purchases is three numbers.
// Expected in the smaller arm if the tool did nothing.
void few_events(const Effect& effect, Reasons& reasons) {
  constexpr double least = 10, mostly = 0.5;
  const ArmFlow &treated = effect.facts.treated, &comparison = effect.facts.comparison;
  if (compares_of(effect) == Compares::own_past || effect.units_comparison == 0) return;
  const double seen = static_cast<double>(treated.seen_after + comparison.seen_after);
  const double nonzero = static_cast<double>(treated.nonzero + comparison.nonzero);
  const double expected = nonzero / seen * static_cast<double>(std::min(treated.seen_after, comparison.seen_after));
  if (!(nonzero < mostly * seen) || expected >= least) return;
  reasons.push_back(
      {RuleId::treated_clusters, expected, least, RuleEffect::no_direction,
       fmt::format("Only {} of {} with the tool and {} of {} without had anything but 0: too few to tell a difference "
                   "from chance.",
                   treated.nonzero, treated.seen_after, comparison.nonzero, comparison.seen_after)});
}

// What a single one would have been without the tool, the others do not say.
void lone_comparison(const Effect& effect, Reasons& reasons) {
  if (!is_ranked(effect) || effect.clusters != effect.clusters_treated + 1) return;
  reasons.push_back(
      {RuleId::treated_clusters, 1, 5, RuleEffect(RuleEffect::caps, 'D'),
       "There is only 1 independent group or person without the tool; what else is special about it cannot "
       "be told from the tool."});
}

}  // namespace

// Few treated clusters make every standard error too small.
void treated_clusters(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  nesting(evidence, effect, reasons);
  few_events(effect, reasons);
  lone_comparison(effect, reasons);
  constexpr std::size_t few = 10, very_few = 5, small_sample = 40;
  const std::size_t treated = effect.clusters_treated > 0 ? effect.clusters_treated : effect.units_treated;
  const double measured = static_cast<double>(treated);
  if (treated < few) {
    const bool cap = treated < very_few;
    const std::size_t threshold = cap ? very_few : few;
    reasons.push_back(
        {RuleId::treated_clusters, measured, static_cast<double>(threshold),
         cap ? RuleEffect(RuleEffect::caps, 'D') : RuleEffect::lowers,
         fmt::format("The tool was given to only {} independent {}; below {} their spread cannot be trusted.", treated,
                     treated == 1 ? "group or person" : "groups or people", threshold)});
  }
  const std::size_t clusters = effect.clusters > 0 ? effect.clusters : effect.units_treated + effect.units_comparison;
  if (clusters < small_sample && std::isinf(effect.absolute.df) && effect.interval_by == IntervalBy::formula) {
    reasons.push_back(
        {RuleId::treated_clusters, static_cast<double>(clusters), small_sample, RuleEffect::required,
         fmt::format("With {} independent groups or people the interval must use Student's t or a wild bootstrap; it "
                     "uses the normal distribution and is too narrow.",
                     clusters)});
  }
}

// A precise null is good evidence, so the grade stays; only the direction may not be claimed.
void includes_zero(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (excludes_zero(effect)) return;
  if (is_without_interval(effect)) {
    reasons.push_back({RuleId::includes_zero, effect.absolute.p, 1 - effect.level, RuleEffect::no_direction,
                       fmt::format("There is no {:g}% interval: {}.", 100 * effect.level, effect.absolute.reason)});
    return;
  }
  reasons.push_back({RuleId::includes_zero, effect.absolute.p, 1 - effect.level, RuleEffect::no_direction,
                     fmt::format("The {:g}% interval includes no change at all.", 100 * effect.level)});
}

// A harm matters like a gain, so that 0.2 % to 41 % is imprecise although it excludes 0.
void imprecision(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  const Yardstick y = yardstick_of(evidence, effect);
  if (!y.known()) {
    if (excludes_zero(effect) || is_without_interval(effect)) return;
    reasons.push_back({RuleId::imprecision, missing, missing, RuleEffect::note,
                       "Without a smallest effect that matters one cannot say whether this null is a precise one."});
    return;
  }
  if (!y.cannot_decide()) return;
  reasons.push_back(
      {RuleId::imprecision, y.half_width(), y.matters, RuleEffect::lowers,
       fmt::format("The interval is {} either way: it holds effects below and above {} ({}), so it cannot decide "
                   "whether the effect matters.",
                   in_spoken_units(effect, y.half_width()), y.name, in_spoken_units(effect, y.matters))});
}

// Who looks at several metrics finds something by chance (Holm 1979); who chose the metric after looking has explored, not
// tested.
void several_metrics(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  const FamilyP family = adjusted_p(evidence, effect);
  const double threshold = 1 - effect.level;
  if (family.tested > 1) {
    const bool lost = excludes_zero(effect) && family.p >= threshold;
    reasons.push_back({RuleId::several_metrics, family.p, threshold, lost ? RuleEffect::no_direction : RuleEffect::note,
                       fmt::format("Among {} primary metrics the p value becomes {:.3g} ({}).", family.tested, family.p,
                                   spoken(evidence.correction))});
  }
  if (!effect.metric.declared_in_advance) {
    reasons.push_back({RuleId::several_metrics, missing, missing, RuleEffect::lowers,
                       "The metric was not declared before the data were looked at, so this is exploratory."});
  }
}

}  // namespace payoff::rules_of
