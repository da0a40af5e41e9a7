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

Card not_claimed(const std::string& tool, MessageId why) {
  return {say(MessageId::worth_label), say(MessageId::worth_not_claimed), say(why, {{"tool", tool}})};
}

// A figure only where the evidence may carry one: grades A to C, and a change that could be shown.
Card worth(const CaseStudy& study) {
  const std::string tool = name_of_tool(study);
  if (!study.appraisal)
    return {say(MessageId::worth_label), say(MessageId::worth_not_valued), say(MessageId::worth_no_price)};
  if (!is_directional(study.verdict)) return not_claimed(tool, MessageId::worth_of_no_change);
  if (study.verdict.grade > 'C') return not_claimed(tool, MessageId::worth_of_other_causes);
  if (!claims_money(study)) return not_claimed(tool, MessageId::worth_refused);
  const Appraisal& a = *study.appraisal;
  const Quantity npv = a.npv.rounded();
  const bool given = study.verdict.grade <= 'B';
  return {say(MessageId::worth_label),
          say(MessageId::worth_value,
              {{"npv", money(npv.p50, a.currency)}, {"months", count_phrase(a.horizon_months, "month")}}),
          say(given ? MessageId::worth_assumed : MessageId::worth_if_caused,
              {{"tool", tool}, {"range", money_p10_to_p90(a.npv, a.currency)}})};
}

Card sure(const CaseStudy& study) {
  return {say(MessageId::sure_label), say(MessageId::sure_value, {{"grade", std::string(1, study.verdict.grade)}}),
          say(meaning_of_grade(study.verdict.grade))};
}

// The first that weighs on the headline: a guardrail, then a caveat.
Card catch_of(const CaseStudy& study) {
  for (const ClaimKind kind : {ClaimKind::guardrail, ClaimKind::caveat}) {
    const auto found = std::ranges::find(study.claims, kind, &Claim::kind);
    if (found != study.claims.end())
      return {say(MessageId::catch_label), "",
              with_minus_signs(found->claim) + (found->claim.ends_with('.') ? "" : ".")};
  }
  const MessageId other = study.verdict.grade <= 'B'   ? MessageId::catch_none
                          : study.verdict.grade == 'C' ? MessageId::catch_of_moderate_evidence
                                                       : MessageId::catch_of_weak_evidence;
  return {say(MessageId::catch_label), "", say(other, {{"tool", name_of_tool(study)}})};
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

std::vector<Card> answers_of(const CaseStudy& study) {
  return {worth(study), sure(study), catch_of(study), next(study)};
}

}  // namespace payoff
