// At most four figures beside the picture: how much, in its own unit or in hours, when it is back, and of how many.
#include <cmath>

#include "base/units.hpp"
#include "base/wording.hpp"
#include "monetize/lasting_effect.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/section/brief.hpp"
#include "report/section/counted_units.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string range_of(const Effect& effect, const Ends& ends) {
  return say(MessageId::fits_between, {{"level", level_text(effect.level)},
                                       {"low", with_minus_signs(ends.low)},
                                       {"high", with_minus_signs(ends.high)}});
}

Card card_of(const Effect& effect, const std::string& label, const Estimate& change) {
  return {label, point(change), range_of(effect, format_ends(change.low, change.high))};
}

Card bare(const Effect& effect, MessageId label, const Estimate& change) {
  Estimate own = spoken(effect, change);
  const std::string unit = said_unit(own.unit);
  own.unit.clear();
  return card_of(effect, say(label, {{"unit", unit}}), own);
}

// In percent where that is known, and in its own unit.
void add_effect(const Effect& effect, MessageId name, std::vector<Card>& cards) {
  const std::string label = say(name, {{"metric", name_of(effect)}});
  if (!std::isfinite(effect.relative.estimate)) {
    cards.push_back(card_of(effect, label, spoken(effect, effect.absolute)));
    return;
  }
  cards.push_back({label, percent_point(effect.relative),
                   range_of(effect, format_percent_ends(effect.relative.low, effect.relative.high))});
  if (is_multiplicative(effect.metric)) return;
  cards.push_back(bare(effect, MessageId::in_unit, effect.absolute));
}

// What the average hides: how it stood at last, where it did not last; what is left without an odd spell before it.
void add_what_is_left(const CaseStudy& study, const Effect& effect, std::vector<Card>& cards) {
  if (is_multiplicative(effect.metric)) return;
  const Alternative* without = last_spell(effect).without;
  if (without && fired(study.verdict, RuleId::last_window))
    cards.insert(cards.begin(), bare(effect, MessageId::figure_without_spell, without->absolute));
  const std::optional<Fading> course = fading_of(effect);
  if (course && fired(study.verdict, RuleId::fading))
    cards.push_back(bare(effect, MessageId::figure_at_last, course->last));
}

void add_hours(const Effect& effect, const Appraisal& a, std::vector<Card>& cards) {
  if (!std::isfinite(a.hours_per_person_week)) return;
  const bool lost = a.hours_per_person_week < 0;
  const double low = lost ? -a.hours_per_person_week_high : a.hours_per_person_week_low;
  const double high = lost ? -a.hours_per_person_week_low : a.hours_per_person_week_high;
  cards.push_back({say(lost ? MessageId::hours_lost : MessageId::hours_saved),
                   number(std::abs(a.hours_per_person_week), decimals_for_interval(low, high)),
                   range_of(effect, format_ends(low, high))});
}

void add_payback(const CaseStudy& study, std::vector<Card>& cards) {
  if (!claims_figure_in_money(study)) return;
  const Appraisal& a = *study.appraisal;
  if (!(a.pv_costs > 0)) return;
  const bool likely = a.probability_pays_back >= 0.5 && std::isfinite(a.payback_months.p50);
  const std::string within = say(MessageId::payback_unlikely, {{"chance", chance(a.probability_pays_back)},
                                                               {"months", count_phrase(a.horizon_months, "month")}});
  const auto month = [](double m) { return number(std::ceil(m)); };
  cards.push_back(
      {say(MessageId::payback),
       likely ? say(MessageId::payback_month, {{"month", month(a.payback_months.p50)}}) : say(MessageId::unlikely),
       likely ? say(MessageId::payback_range,
                    {{"low", month(a.payback_months.p10)}, {"high", month(a.payback_months.p90)}})
              : within});
}

}  // namespace

std::vector<Card> figures_of(const CaseStudy& study) {
  std::vector<Card> cards;
  if (study.effects.empty()) return cards;
  const Effect& effect = study.effects.front();
  if (effect.usable && !is_without_interval(effect)) {
    add_effect(effect, is_of_tool(study) ? MessageId::effect_on : MessageId::change_in, cards);
    add_what_is_left(study, effect, cards);
    if (study.appraisal && is_of_tool(study)) add_hours(effect, *study.appraisal, cards);
    add_payback(study, cards);
  }
  const auto count = [](std::size_t n) { return number(static_cast<double>(n)); };
  const bool two = effect.units_comparison > 0;
  cards.push_back({say(MessageId::measured_on), count(effect.units_treated + effect.units_comparison),
                   say(two ? MessageId::measured_groups : MessageId::measured_one_group,
                       {{"units", units_counted(study)},
                        {"tool", name_of_tool(study)},
                        {"treated", count(effect.units_treated)},
                        {"others", count(effect.units_comparison)}})});
  if (cards.size() > 4) cards.erase(cards.begin() + 1);  // its own unit is in the evidence pages
  return cards;
}

}  // namespace payoff
