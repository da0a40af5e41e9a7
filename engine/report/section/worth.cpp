// What it is worth, for how many and on what: the first question, and the one that is answered too freely.
#include <cmath>
#include <string>
#include <vector>

#include "base/wording.hpp"
#include "monetize/lasting_effect.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/words/headline.hpp"
#include "report/document/format.hpp"
#include "report/section/brief.hpp"
#include "report/section/counted_units.hpp"
#include "report/section/sections.hpp"

namespace payoff {
namespace {

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences)
    if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
  return text;
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
std::string what_it_is(const Appraisal& a) {
  constexpr double least_cash = 0.01;
  if (!(a.pv_benefits > 0) || a.pv_cash_released > least_cash * a.pv_benefits) return "";
  const Value* first = a.assumptions.values.empty() ? nullptr : &a.assumptions.values.front();
  const Uncertain& realized =
      first && first->realized_share.given() ? first->realized_share : a.assumptions.realized_share;
  const bool time = !a.values.empty() && a.values.front().as == ValueAs::time_saved;
  if (!time || !realized.given()) return say(MessageId::worth_no_cash);
  return say(MessageId::worth_of_time, {{"share", share_in_words(realized)}});
}

// For how many and how long it is reckoned, and on how many and how long it was seen.
std::string how_far_it_reaches(const CaseStudy& study, const Effect& effect) {
  const Appraisal& a = *study.appraisal;
  const Uncertain& people = !a.assumptions.values.empty() && a.assumptions.values.front().people.given()
                                ? a.assumptions.values.front().people
                                : a.assumptions.people;
  if (!people.given() || !std::isfinite(effect.weeks_after)) return "";
  return say(unit_is_one_of_who(study) ? MessageId::worth_reach : MessageId::worth_reach_of_other_units,
             {{"people", number(people.middle())},
              {"who", study.who.empty() ? say(MessageId::box_units) : study.who},
              {"count", number(static_cast<double>(effect.units_treated + effect.units_comparison))},
              {"units", units_counted(study)},
              {"weeks", count_phrase(std::floor(effect.weeks_after + 1e-6), "week")}});
}

// What begins late is worth what it was at last, and not its average, which stands in the headline.
std::string how_it_goes_on(const Effect& effect) {
  const std::optional<Fading> course = fading_of(effect);
  return course && course->begins_late ? say(MessageId::worth_as_at_last) : "";
}

Card claimed(const CaseStudy& study, const Effect& effect) {
  const Appraisal& a = *study.appraisal;
  const MessageId said = study.verdict.grade <= 'B' ? MessageId::worth_assumed : MessageId::worth_if_caused;
  return {say(MessageId::worth_label),
          say(MessageId::worth_value, {{"npv", money(a.npv.rounded().p50, a.currency)}, {"months", months_of(a)}}),
          joined({say(said, {{"tool", name_of_tool(study)}, {"range", money_p10_to_p90(a.npv, a.currency)}}),
                  what_it_is(a), how_it_goes_on(effect), how_far_it_reaches(study, effect)})};
}

// Nothing was shown; the costs are known all the same, and what would have to be there for them.
Card no_gain(const CaseStudy& study, const Effect& effect) {
  const Appraisal& a = *study.appraisal;
  Card card{say(MessageId::worth_label), say(MessageId::worth_not_claimed), say(MessageId::worth_of_no_change)};
  if (!(a.pv_costs > 0)) return card;
  std::string needed;
  if (a.break_even_effect > 0 && a.values.size() == 1 && a.metric == effect.metric.name)
    needed = say(study.recommendation.because == Because::rules_out_break_even ? MessageId::worth_needs_ruled_out
                                                                               : MessageId::worth_needs,
                 {{"size", in_spoken_units(effect, a.break_even_effect)}});
  const std::string costs =
      say(MessageId::worth_costs, {{"costs", money(a.pv_costs, a.currency)}, {"months", months_of(a)}});
  return {card.label, say(MessageId::worth_no_gain), joined({costs, needed})};
}

// Not claimed; but what would be a loss even if the tool had done all of it is no secret.
Card of_other_causes(const CaseStudy& study, const Effect& effect) {
  const Appraisal& a = *study.appraisal;
  const std::string why = say(MessageId::worth_of_other_causes, {{"tool", name_of_tool(study)}});
  if (!improves(effect) || !claims_money(study) || !(a.npv.p90 < 0))
    return {say(MessageId::worth_label), say(MessageId::worth_not_claimed), why};
  return {say(MessageId::worth_label), say(MessageId::worth_would_not_pay),
          say(MessageId::worth_loss_at_best, {{"tool", name_of_tool(study)},
                                              {"npv", money(a.npv.rounded().p50, a.currency)},
                                              {"range", money_p10_to_p90(a.npv, a.currency)},
                                              {"months", months_of(a)}})};
}

}  // namespace

// A figure only where the evidence may carry one: grades A to C, and a change that could be shown.
Card worth_of(const CaseStudy& study) {
  const std::string label = say(MessageId::worth_label);
  if (!study.appraisal || study.effects.empty())
    return {label, say(MessageId::worth_not_valued), say(MessageId::worth_no_price)};
  const Effect& effect = study.effects.front();
  if (!is_directional(study.verdict)) return no_gain(study, effect);
  if (study.verdict.grade > 'C') return of_other_causes(study, effect);
  if (!claims_money(study)) return {label, say(MessageId::worth_not_claimed), say(MessageId::worth_refused)};
  return claimed(study, effect);
}

}  // namespace payoff
