// Could chance have done it? G06, G07, G08, G17.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/messages.hpp"
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
  reasons.push_back({RuleId::treated_clusters, expected, least, RuleEffect::no_direction,
                     say(MessageId::reason_few_events, {{"with", format_count(treated.nonzero)},
                                                        {"with_all", format_count(treated.seen_after)},
                                                        {"without", format_count(comparison.nonzero)},
                                                        {"without_all", format_count(comparison.seen_after)}})});
}

// What a single one would have been without the tool, the others do not say.
void lone_comparison(const Effect& effect, Reasons& reasons) {
  if (!is_ranked(effect) || effect.clusters != effect.clusters_treated + 1) return;
  reasons.push_back(
      {RuleId::treated_clusters, 1, 5, RuleEffect(RuleEffect::caps, 'D'), say(MessageId::reason_lone_comparison)});
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
    reasons.push_back({RuleId::treated_clusters, measured, static_cast<double>(threshold),
                       cap ? RuleEffect(RuleEffect::caps, 'D') : RuleEffect::lowers,
                       say(treated == 1 ? MessageId::reason_one_treated : MessageId::reason_few_treated,
                           {{"treated", std::to_string(treated)}, {"threshold", std::to_string(threshold)}})});
  }
  const std::size_t clusters = effect.clusters > 0 ? effect.clusters : effect.units_treated + effect.units_comparison;
  if (clusters < small_sample && std::isinf(effect.absolute.df) && effect.interval_by == IntervalBy::formula) {
    reasons.push_back({RuleId::treated_clusters, static_cast<double>(clusters), small_sample, RuleEffect::required,
                       say(MessageId::reason_normal_interval, {{"clusters", std::to_string(clusters)}})});
  }
}

// A precise null is good evidence, so the grade stays; only the direction may not be claimed.
void includes_zero(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (excludes_zero(effect)) return;
  const MessageId said = is_without_interval(effect) ? MessageId::reason_no_interval : MessageId::reason_includes_zero;
  reasons.push_back(
      {RuleId::includes_zero, effect.absolute.p, 1 - effect.level, RuleEffect::no_direction,
       say(said, {{"level", fmt::format("{:g}%", 100 * effect.level)}, {"why", effect.absolute.reason}})});
}

// A harm matters like a gain, so that 0.2 % to 41 % is imprecise although it excludes 0.
void imprecision(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  const Yardstick y = yardstick_of(evidence, effect);
  if (!y.known()) {
    if (excludes_zero(effect) || is_without_interval(effect)) return;
    reasons.push_back(
        {RuleId::imprecision, missing, missing, RuleEffect::note, say(MessageId::reason_no_smallest_effect)});
    return;
  }
  if (!y.cannot_decide()) return;
  const bool harm = excludes_zero(effect) && !improves(effect);
  reasons.push_back({RuleId::imprecision, y.half_width(), y.matters, RuleEffect::lowers,
                     say(harm ? MessageId::reason_imprecise_harm : MessageId::reason_imprecise,
                         {{"width", in_spoken_units(effect, y.half_width())},
                          {"yardstick", y.name},
                          {"size", in_spoken_units(effect, y.matters)}})});
}

// Who looks at several metrics finds something by chance (Holm 1979); who chose the metric after looking has explored, not
// tested.
void several_metrics(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  const FamilyP family = adjusted_p(evidence, effect);
  const double threshold = 1 - effect.level;
  if (family.tested > 1) {
    const bool lost = excludes_zero(effect) && family.p >= threshold;
    reasons.push_back(
        {RuleId::several_metrics, family.p, threshold, lost ? RuleEffect::no_direction : RuleEffect::note,
         say(MessageId::reason_several_metrics, {{"tested", std::to_string(family.tested)},
                                                 {"p", fmt::format("{:.3g}", family.p)},
                                                 {"correction", std::string(spoken(evidence.correction))}})});
  }
  if (!effect.metric.declared_in_advance) {
    reasons.push_back(
        {RuleId::several_metrics, missing, missing, RuleEffect::lowers, say(MessageId::reason_not_declared)});
  }
}

}  // namespace payoff::rules_of
