// What to do next, from the interval, the break-even, the guardrails and the grade, in this order:
//
//     no estimate, or one by the people's own account        measure on
//     a change for the worse      grades A to C              stop
//                                 D, E                       measure on: it may not be the tool
//     no change that could be told
//                                 the interval cannot decide measure on
//                                 it rules out breaking even stop
//                                 else                       change what is done with it
//     a gain                      D, E                       measure on: it may not be the tool
//                                 a guardrail became worse   change
//                                 it fades, or turned round  change
//                                 its net present value is more likely below 0
//                                                            change: it helps, and costs more than it brings
//                                 P10 of it is below 0       continue: whether it pays is open
//                                 it is not valued           continue
//                                 grade C                    continue
//                                 A, B                       expand
//
// To expand thus takes strong evidence of a gain that pays, lasts and harms nothing that was watched.
#include <algorithm>
#include <cmath>

#include "payoff/qualify.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/words/headline.hpp"

namespace payoff {
namespace {

// Improvements as large as what it takes to break even lie outside the interval.
bool rules_out_break_even(const Evidence& evidence, const Effect& effect) {
  const Appraisal* money = evidence.appraisal;
  if (!money || money->metric != effect.metric.name || !(money->break_even_effect > 0) || money->values.size() > 1)
    return false;
  const bool lower = effect.metric.better == Better::lower;
  const Estimate level = effect.metric.scale == Scale::level ? effect.absolute : effect.relative;
  const double factor = effect.metric.scale == Scale::level ? 1 : effect.baseline;
  const double best = factor * (lower ? -level.low : level.high);
  return best < money->break_even_effect;
}

Recommendation of_no_direction(const Evidence& evidence, const Effect& effect, const Verdict& verdict) {
  const bool open = is_imprecise(verdict) || is_without_interval(effect) || excludes_zero(effect);
  if (open || verdict.grade > 'C') return {Action::measure_on, Because::cannot_tell};
  if (rules_out_break_even(evidence, effect)) return {Action::stop, Because::rules_out_break_even};
  return {Action::change, Because::no_change};
}

bool forbids_money(const Verdict& verdict) {
  return std::ranges::any_of(verdict.reasons, [](const Reason& r) {
    return r.effect.kind == RuleEffect::no_money || r.effect.kind == RuleEffect::no_annual_figure;
  });
}

Recommendation of_gain(const Evidence& evidence, const Verdict& verdict) {
  if (verdict.grade > 'C') return {Action::measure_on, Because::may_be_other_causes};
  if (std::ranges::any_of(evidence.effects, is_worse_guardrail)) return {Action::change, Because::worse_guardrail};
  if (fired(verdict, RuleId::fading)) return {Action::change, Because::fades};
  const Appraisal* money = evidence.appraisal;
  if (!money || forbids_money(verdict)) return {Action::go_on, Because::not_valued};
  if (money->npv.p50 < 0) return {Action::change, Because::costs_more};
  if (!(money->npv.p10 > 0)) return {Action::go_on, Because::may_not_pay};
  if (verdict.grade == 'C') return {Action::go_on, Because::pays_on_moderate_evidence};
  return {Action::expand, Because::pays};
}

}  // namespace

Recommendation recommend(const Evidence& evidence, const Verdict& verdict) {
  const Effect& effect = graded_effect(evidence);
  if (!effect.usable || verdict.grade == 'U') return {Action::measure_on, Because::no_estimate};
  if (effect.metric.self_reported) return {Action::measure_on, Because::own_account};
  if (!is_directional(verdict)) return of_no_direction(evidence, effect, verdict);
  if (improves(effect)) return of_gain(evidence, verdict);
  if (verdict.grade > 'C') return {Action::measure_on, Because::harm_of_unknown_cause};
  return {Action::stop, Because::harm};
}

}  // namespace payoff
