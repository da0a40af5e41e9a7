// Wording   A, B  "saved", "raised"        C  "is estimated to have saved"
//           D     "fell after the rollout; part (or all of it) may be due to other causes"
//           E     "stood at X before and at Y after"
// A headline is one sentence. Up to its first bracket it is the claim with what a
// reader must not miss (harm, fading, a turn, a bad month before); in the bracket stand the
// interval, against what, when, how many, and the grade.
// A loss is worded as a loss: there is no sentence here that praises it.
#include "qualify/words/headline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/words/basis.hpp"
#include "qualify/words/description.hpp"
#include "qualify/words/sentence.hpp"

namespace payoff {
namespace {

bool is_spent_time(const Metric& metric) {
  return metric.kind == MetricKind::time && metric.better == Better::lower;
}

// Hours, unless they faded: an average of a fading effect is nobody's week.
std::optional<Size> hours_of(const Sentence& s) {
  const std::optional<Hours> hours = hours_per_week(s.evidence, s.effect);
  if (!hours || fired(s.verdict, RuleId::fading)) return std::nullopt;
  return hours_size_of(*hours, s.effect);
}

// The message as grades A and B have it, or C.
MessageId by_grade(const Sentence& s, MessageId did, MessageId estimated) {
  return s.verdict.grade == 'C' ? estimated : did;
}

Clause moved(const Sentence& s) {
  const Size size = size_of(s.effect);
  const MessageId id = s.fell() ? by_grade(s, MessageId::lowered, MessageId::lowered_estimated)
                                : by_grade(s, MessageId::raised, MessageId::raised_estimated);
  return {s.say(id, {{"size", size.amount}}), size.interval};
}

Clause gain(const Sentence& s) {
  if (!is_spent_time(s.effect.metric)) return moved(s);
  if (const auto hours = hours_of(s)) {
    const MessageId id = by_grade(s, MessageId::saved_hours, MessageId::saved_hours_estimated);
    return {s.say(id, {{"hours", hours->amount}}), hours->interval};
  }
  const Size size = size_of(s.effect);
  return {s.say(by_grade(s, MessageId::cut, MessageId::cut_estimated), {{"size", size.amount}}), size.interval};
}

Clause loss(const Sentence& s) {
  const Metric& metric = s.effect.metric;
  if (!is_spent_time(metric)) {
    const Clause said = moved(s);
    return {say(MessageId::for_the_worse, {{"claim", said.claim}}), said.interval};
  }
  const Size size = percent_size_of(s.effect).value_or(size_of(s.effect));
  const MessageId id = metric.per.empty() ? by_grade(s, MessageId::slower_in_all, MessageId::slower_in_all_estimated)
                                          : by_grade(s, MessageId::slower_each, MessageId::slower_each_estimated);
  const std::string claim = s.say(id, {{"name", spoken(metric)}, {"each", spoken_per(metric)}, {"size", size.amount}});
  const auto hours = hours_of(s);
  if (!hours) return {claim, size.interval};
  return {say(MessageId::costs_hours, {{"claim", claim}, {"hours", hours->amount}}),
          say(MessageId::hours_beside, {{"interval", size.interval}, {"hours", hours->interval}})};
}

Clause causal(const Sentence& s) {
  const auto [change, interval] = improves(s.effect) ? gain(s) : loss(s);
  std::string claim = s.with_its_course(change, MessageId::but_faded, MessageId::but_turned, MessageId::but_came_late);
  if (s.verdict.base <= 'B' && is_imprecise(s.verdict)) claim = say(MessageId::with_wide_interval, {{"claim", claim}});
  return {with_its_basis(claim, s.effect, s.verdict), interval};
}

// A null is no proof of no effect: an imprecise one says what it leaves open, a weak design that
// it may hide something; a precise one has its rules_out claim beside it.
Clause no_direction(const Sentence& s) {
  const Size size = signed_size_of(s.effect);
  const std::string figures =
      say(MessageId::amount_and_interval, {{"amount", size.amount}, {"interval", size.interval}});
  if (forbids_direction(s.verdict, RuleId::treated_clusters)) return {s.say(MessageId::too_few_events), figures};
  if (excludes_zero(s.effect)) {
    const std::string tested = std::to_string(adjusted_p(s.evidence, s.effect).tested);
    return {s.say(MessageId::among_several, {{"tested", tested}}), family_phrase(s.evidence, s.effect, figures)};
  }
  if (is_imprecise(s.verdict) || is_without_interval(s.effect)) return {s.say(MessageId::cannot_tell), figures};
  if (s.verdict.grade > 'C') return {s.say(MessageId::no_change_if_hidden), figures};
  return {with_its_basis(s.say(MessageId::no_change), s.effect, s.verdict), figures};
}

Clause graded_sentence(const Sentence& s) {
  if (!is_directional(s.verdict)) return no_direction(s);
  if (s.verdict.grade <= 'C') return causal(s);
  return s.verdict.grade == 'D' ? described_change(s) : described_levels(s);
}

}  // namespace

bool is_directional(const Verdict& verdict) {
  return std::ranges::none_of(verdict.reasons,
                              [](const Reason& r) { return r.effect.kind == RuleEffect::no_direction; });
}

bool forbids_direction(const Verdict& verdict, RuleId rule) {
  return std::ranges::any_of(verdict.reasons, [&](const Reason& reason) {
    return reason.rule == rule && reason.effect.kind == RuleEffect::no_direction;
  });
}

bool is_imprecise(const Verdict& verdict) {
  const Reason* reason = fired(verdict, RuleId::imprecision);
  return reason && reason->effect.kind == RuleEffect::lowers;
}

Claim headline(const Evidence& evidence, const Effect& effect, const Verdict& verdict) {
  const Sentence sentence{evidence, effect, verdict};
  if (!effect.usable || verdict.grade == 'U') {
    std::string why = effect.usable ? say(MessageId::no_grade_of_method) : effect.message;
    if (why.ends_with('.')) why.pop_back();
    return {effect.metric.name, ClaimKind::headline, sentence.say(MessageId::not_estimated, {{"why", why}})};
  }
  auto [claim, interval] = graded_sentence(sentence);
  const std::string guardrails = worse_guardrails(evidence);
  if (!guardrails.empty()) {
    claim = say(MessageId::beside_worse_guardrail, {{"claim", claim}, {"guardrails", guardrails}});
  }
  if (effect.metric.self_reported)
    claim = say(MessageId::by_own_account, {{"claim", going_on(evidence, effect, claim)}});
  if (claim.find(". ") != std::string::npos && !claim.ends_with('.')) claim += '.';
  return {effect.metric.name, ClaimKind::headline, claim, interval, context_phrase(evidence, effect, verdict.grade)};
}

}  // namespace payoff
