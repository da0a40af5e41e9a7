#include "qualify/words/money_claim.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/lasting_effect.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/words/headline.hpp"

namespace payoff {
namespace {

std::string npv_of(const Appraisal& appraisal) {
  const Quantity npv = appraisal.npv.rounded();
  return say(MessageId::npv, {{"middle", format_money(appraisal.currency, npv.p50)},
                              {"range", format_money_range(appraisal.currency, npv.p10, npv.p90)}});
}

std::string chance_of_gain(const Appraisal& appraisal, bool supposed) {
  std::string claim = say(supposed ? MessageId::chance_of_gain_supposed : MessageId::chance_of_gain,
                          {{"chance", format_chance(appraisal.probability_npv_positive)}});
  const bool pays_back = appraisal.pv_costs != 0 && appraisal.npv.p50 > 0 && appraisal.probability_pays_back >= 0.5 &&
                         std::isfinite(appraisal.payback_months.p50);
  if (!pays_back) return claim;
  return say(supposed ? MessageId::pays_back_supposed : MessageId::pays_back,
             {{"claim", claim}, {"month", fmt::format("{}", std::ceil(appraisal.payback_months.p50))}});
}

// Of a faded effect, the last third by itself may say nothing.
bool nothing_left(const Appraisal& appraisal) {
  if (!appraisal.from_last_third || appraisal.values.empty()) return false;
  const Rung& effect = appraisal.ladder().front();
  return effect.low <= 0 && effect.high >= 0;
}

// A change that turned round left nothing behind: its last third is another change.
MessageId valued_change(const Appraisal& appraisal, const Effect& effect) {
  if (!appraisal.from_last_third) return MessageId::whole_change;
  return turn_of(effect) ? MessageId::turned_change : MessageId::rest_of_change;
}

// As sure as the evidence: given on A and B, if on C, and supposed on D and E.
MessageId by_grade(char grade, bool whole) {
  if (grade >= 'D') return MessageId::money_if_it_were_caused;
  if (grade == 'C') return MessageId::money_if_caused;
  return whole ? MessageId::money : MessageId::money_of;
}

std::string worth(const Evidence& evidence, const Effect& effect, const Verdict& verdict) {
  const Appraisal& appraisal = *evidence.appraisal;
  const MessageId what = valued_change(appraisal, effect);
  std::string claim = say(by_grade(verdict.grade, what == MessageId::whole_change),
                          {{"what", say(what)},
                           {"tool", tool_of(evidence)},
                           {"months", count_phrase(appraisal.horizon_months, "month")},
                           {"npv", npv_of(appraisal)}});
  if (appraisal.npv.p50 < 0) {
    claim = say(appraisal.npv.p90 < 0 ? MessageId::a_loss : MessageId::rather_a_loss, {{"claim", claim}});
  }
  const std::string guardrails = unpriced_guardrails(evidence);
  if (guardrails.empty()) return claim;
  return say(MessageId::if_harm_costs_nothing, {{"claim", claim}, {"guardrails", guardrails}});
}

MessageId how_it_goes_on(const Effect& effect) {
  const std::optional<Fading> fading = fading_of(effect);
  if (!fading || (!fading->fades && !fading->declines && !fading->begins_late)) return MessageId::goes_on_as_it_is;
  return fading->fades && !fading->turns && fading->share > 0 ? MessageId::fades_on : MessageId::goes_on_as_at_last;
}

std::string projection(const Effect& effect) {
  if (!std::isfinite(effect.weeks_after)) return say(MessageId::projection_of_unknown);
  return say(MessageId::projection, {{"how", say(how_it_goes_on(effect))}, {"weeks", weeks_followed(effect)}});
}

// Of several values: what they are, and those in which nothing could be shown. Of one nothing is to be said.
std::string what_is_counted(const Evidence& evidence) {
  std::string all, open;
  std::vector<std::string> told;
  for (const ValueLadder& value : evidence.appraisal->values) {
    if (value.value_class == ValueClass::soft) continue;
    for (const Effect& effect : evidence.effects) {
      const bool same_people = effect.segment ? effect.segment->label == value.label : value.label.empty();
      if (effect.metric.name != value.metric || !same_people) continue;
      const std::string name = spoken(effect.metric);
      if (!std::ranges::count(told, name)) all = with_other(all, name);
      told.push_back(name);
      const std::string whose = effect.segment ? say(MessageId::metric_of_segment,
                                                     {{"metric", name}, {"segment", segment_phrase(*effect.segment)}})
                                               : name;
      if (effect.absolute.low <= 0 && effect.absolute.high >= 0) open = with_other(open, whose);
    }
  }
  if (told.size() < 2) return "";
  const std::string counted = say(MessageId::counts_values, {{"metrics", all}});
  return open.empty() ? counted : say(MessageId::counts_values_open, {{"claim", counted}, {"open", open}});
}

// The range of the draws and their chance, but no month of payback: that would be a claim.
std::vector<std::string> no_return(const Evidence& evidence, const Effect& effect) {
  const Appraisal& appraisal = *evidence.appraisal;
  std::vector<std::string> said{
      say(appraisal.from_last_third ? MessageId::no_return_of_last_third : MessageId::no_return),
      say(MessageId::simulated_npv,
          {{"months", count_phrase(appraisal.horizon_months, "month")}, {"npv", npv_of(appraisal)}}),
      say(MessageId::chance_of_gain, {{"chance", format_chance(appraisal.probability_npv_positive)}})};
  if (std::isfinite(appraisal.break_even_effect)) {
    said.push_back(say(MessageId::to_break_even, {{"effect", in_full(evidence, effect, appraisal.break_even_effect)}}));
  }
  return said;
}

}  // namespace

std::optional<Claim> money_claim(const Evidence& evidence, const Effect& effect, const Verdict& verdict) {
  const Appraisal* appraisal = evidence.appraisal;
  const bool about_this = appraisal && appraisal->metric == effect.metric.name && effect.usable;
  if (!about_this || verdict.grade == 'U' || effect.metric.activity) return std::nullopt;
  const Reason* brief = fired(verdict, RuleId::follow_up);
  if (brief && brief->effect.kind == RuleEffect::no_annual_figure) {
    return Claim{effect.metric.name, ClaimKind::caveat, say(MessageId::no_money, {{"why", brief->text}})};
  }
  std::vector<std::string> said;
  if (!is_directional(verdict) || nothing_left(*appraisal)) {
    said = no_return(evidence, effect);
  } else {
    said = {worth(evidence, effect, verdict), chance_of_gain(*appraisal, verdict.grade >= 'D')};
  }
  if (const std::string counted = what_is_counted(evidence); !counted.empty()) said.push_back(counted);
  if (appraisal->pv_costs == 0) said.push_back(say(MessageId::no_cost_is_stated));
  if (appraisal->projected) said.push_back(projection(effect));
  return Claim{effect.metric.name, ClaimKind::money, fmt::format("{}.", fmt::join(said, ". "))};
}

}  // namespace payoff
