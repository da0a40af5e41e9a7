// What it is worth, for how many and on what: the first question, and the one that is answered too freely.
#include <cmath>
#include <string>
#include <vector>

#include "base/wording.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/valued.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/words/headline.hpp"
#include "report/document/format.hpp"
#include "report/section/brief.hpp"
#include "report/section/counted_units.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences)
    if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
  return text;
}

Card card(const std::string& value, const std::string& note) {
  return {say(MessageId::worth_label), value, note};
}

std::string months_of(const Appraisal& a) {
  return count_phrase(a.horizon_months, "month");
}

// "30% to 70%"; known, "50%".
std::string share_in_words(const Uncertain& share) {
  const auto of = [](double value) { return format_percent(value); };
  return share.drawn() ? say(MessageId::range, {{"low", of(share.low)}, {"high", of(share.high)}}) : of(share.middle());
}

// Hours that are free are no money in the bank; how many of them count is the largest assumption there is.
std::string what_it_is(const Appraisal& a, const Value& assumed) {
  constexpr double least_cash = 0.01;
  if (!(a.pv_benefits > 0) || a.pv_cash_released > least_cash * a.pv_benefits) return "";
  const bool time = !a.values.empty() && a.values.front().as == ValueAs::time_saved;
  if (!time || !assumed.realized_share.given()) return say(MessageId::worth_no_cash);
  return say(MessageId::worth_of_time, {{"share", share_in_words(assumed.realized_share)}});
}

// For how many and how long it is reckoned, and on how many and how long it was seen.
std::string how_far_it_reaches(const CaseStudy& study, const Effect& effect, const Value& assumed) {
  if (!assumed.people.given() || !std::isfinite(effect.weeks_after)) return "";
  return say(unit_is_one_of_who(study) ? MessageId::worth_reach : MessageId::worth_reach_of_other_units,
             {{"people", number(assumed.people.middle())},
              {"who", study.who.empty() ? say(MessageId::box_units) : study.who},
              {"count", number(static_cast<double>(effect.units_treated + effect.units_comparison))},
              {"units", units_counted(study)},
              {"weeks", weeks_followed(effect)}});
}

// What begins late is worth what it was at last, and not its average, which stands in the headline.
std::string how_it_goes_on(const Effect& effect) {
  const std::optional<Fading> course = fading_of(effect);
  return course && course->begins_late ? say(MessageId::worth_as_at_last) : "";
}

Card claimed(const CaseStudy& study, const Effect& effect) {
  const Appraisal& a = *study.appraisal;
  const Value assumed = valued_as_assumed(effect_on(study, a.metric), a.assumptions).value;
  const MessageId said = study.verdict.grade <= 'B' ? MessageId::worth_assumed : MessageId::worth_if_caused;
  return card(say(MessageId::worth_value, {{"npv", money(a.npv.rounded().p50, a.currency)}, {"months", months_of(a)}}),
              joined({say(said, {{"tool", name_of_tool(study)}, {"range", money_p10_to_p90(a.npv, a.currency)}}),
                      what_it_is(a, assumed), how_it_goes_on(effect), how_far_it_reaches(study, effect, assumed)}));
}

// Nothing was shown; the costs are known all the same, and what would have to be there for them.
Card no_gain(const CaseStudy& study, const Effect& effect) {
  const Appraisal& a = *study.appraisal;
  if (!(a.pv_costs > 0)) return card(say(MessageId::worth_not_claimed), say(MessageId::worth_of_no_change));
  std::string needed;
  if (a.break_even_effect > 0 && a.values.size() == 1 && a.metric == effect.metric.name)
    needed = say(study.recommendation.because == Because::rules_out_break_even ? MessageId::worth_needs_ruled_out
                                                                               : MessageId::worth_needs,
                 {{"size", in_spoken_units(effect, a.break_even_effect)}});
  const std::string costs =
      say(MessageId::worth_costs, {{"costs", money(a.pv_costs, a.currency)}, {"months", months_of(a)}});
  return card(say(MessageId::worth_no_gain), joined({costs, needed}));
}

// Not claimed; but what would be a loss even if the tool had done all of it is no secret.
Card of_other_causes(const CaseStudy& study, const Effect& effect) {
  const Appraisal& a = *study.appraisal;
  if (!improves(effect) || !claims_money(study) || !(a.npv.p90 < 0))
    return card(say(MessageId::worth_not_claimed),
                say(MessageId::worth_of_other_causes, {{"tool", name_of_tool(study)}}));
  return card(say(MessageId::worth_would_not_pay),
              say(MessageId::worth_loss_at_best, {{"tool", name_of_tool(study)},
                                                  {"npv", money(a.npv.rounded().p50, a.currency)},
                                                  {"range", money_p10_to_p90(a.npv, a.currency)},
                                                  {"months", months_of(a)}}));
}

}  // namespace

// A figure only where the evidence may carry one: grades A to C, and a change that could be shown.
Card worth_of(const CaseStudy& study) {
  if (!study.appraisal || study.effects.empty())
    return card(say(MessageId::worth_not_valued), say(MessageId::worth_no_price));
  const Effect& effect = study.effects.front();
  if (!is_directional(study.verdict)) return no_gain(study, effect);
  if (study.verdict.grade > 'C') return of_other_causes(study, effect);
  if (!claims_money(study)) return card(say(MessageId::worth_not_claimed), say(MessageId::worth_refused));
  return claimed(study, effect);
}

}  // namespace payoff
