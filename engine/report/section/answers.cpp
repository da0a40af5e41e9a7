// What a reader asks first: what is it worth, how sure are we, what is the catch, what next.
#include <algorithm>
#include <cmath>

#include "qualify/reading/phrases.hpp"
#include "qualify/words/headline.hpp"
#include "report/document/format.hpp"
#include "report/document/labels.hpp"
#include "report/section/brief.hpp"
#include "report/section/sections.hpp"

namespace payoff {
namespace {

// That the checks found nothing is no promise: what was seen for some weeks is taken to last for years.
std::string no_catch_found(const CaseStudy& study) {
  const std::string tool = name_of_tool(study);
  if (study.verdict.grade > 'C') return say(MessageId::catch_of_weak_evidence, {{"tool", tool}});
  if (study.verdict.grade == 'C') return say(MessageId::catch_of_moderate_evidence, {{"tool", tool}});
  if (!claims_figure_in_money(study) || !study.appraisal->projected) return say(MessageId::catch_none);
  const Effect& effect = study.effects.front();
  if (!std::isfinite(effect.weeks_after)) return say(MessageId::catch_none);
  return say(MessageId::catch_projection,
             {{"weeks", weeks_followed(effect)}, {"months", count_phrase(study.appraisal->horizon_months, "month")}});
}

// The first that weighs on the headline: a guardrail, then a caveat.
Card catch_of(const CaseStudy& study) {
  for (const ClaimKind kind : {ClaimKind::guardrail, ClaimKind::caveat}) {
    const auto found = std::ranges::find(study.claims, kind, &Claim::kind);
    if (found != study.claims.end())
      return {say(MessageId::catch_label), "",
              with_minus_signs(found->claim) + (found->claim.ends_with('.') ? "" : ".")};
  }
  return {say(MessageId::catch_label), "", no_catch_found(study)};
}

MessageId said(Action action) {
  constexpr MessageId ids[] = {MessageId::action_expand, MessageId::action_continue, MessageId::action_change,
                               MessageId::action_stop, MessageId::action_measure_on};
  return ids[static_cast<std::size_t>(action)];
}

MessageId said(Because because) {
  constexpr MessageId ids[] = {MessageId::because_no_estimate,
                               MessageId::because_own_account,
                               MessageId::because_harm,
                               MessageId::because_harm_of_unknown_cause,
                               MessageId::because_cannot_tell,
                               MessageId::because_rules_out_break_even,
                               MessageId::because_no_change,
                               MessageId::because_may_be_other_causes,
                               MessageId::because_worse_guardrail,
                               MessageId::because_fades,
                               MessageId::because_costs_more,
                               MessageId::because_may_not_pay,
                               MessageId::because_not_valued,
                               MessageId::because_pays_on_moderate_evidence,
                               MessageId::because_pays};
  return ids[static_cast<std::size_t>(because)];
}

Card next(const CaseStudy& study) {
  return {say(MessageId::next_label), say(said(study.recommendation.action)),
          say(said(study.recommendation.because), {{"tool", name_of_tool(study)}})};
}

}  // namespace

bool is_of_tool(const CaseStudy& study) {
  return study.verdict.grade <= 'C' && is_directional(study.verdict);
}

bool claims_figure_in_money(const CaseStudy& study) {
  return study.appraisal && is_of_tool(study) && claims_money(study);
}

Card sure_of(const CaseStudy& study) {
  return {say(MessageId::sure_label), say(MessageId::grade_value, {{"grade", std::string(1, study.verdict.grade)}}),
          say(MessageId::sure_scale, {{"claim", say(meaning_of_grade(study.verdict.grade))}})};
}

std::vector<Card> answers_of(const CaseStudy& study) {
  return {worth_of(study), sure_of(study), catch_of(study), next(study)};
}

}  // namespace payoff
