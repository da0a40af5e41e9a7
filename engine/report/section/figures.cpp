// At most four figures beside the picture: how much, in its own unit or in hours, when it is back, and of how many.
#include <cmath>

#include "base/units.hpp"
#include "base/wording.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/section/brief.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::vector<Field> fields(const Ends& ends) {
  return {{"low", with_minus_signs(ends.low)}, {"high", with_minus_signs(ends.high)}};
}

void add_effect(const Effect& effect, MessageId name, std::vector<Card>& cards) {
  const std::string label = say(name, {{"metric", name_of(effect)}});
  const Estimate own = spoken(effect, effect.absolute);
  const std::vector<Field> of_own = fields(format_ends(own.low, own.high));
  if (!std::isfinite(effect.relative.estimate)) {
    cards.push_back({label, point(own), say(MessageId::fits_between, of_own)});
    return;
  }
  cards.push_back(
      {label, percent_point(effect.relative),
       say(MessageId::fits_between, fields(format_percent_ends(effect.relative.low, effect.relative.high)))});
  if (is_multiplicative(effect.metric)) return;
  Estimate bare = own;
  bare.unit.clear();
  cards.push_back(
      {say(MessageId::in_unit, {{"unit", said_unit(own.unit)}}), point(bare), say(MessageId::fits_between, of_own)});
}

void add_hours(const Appraisal& a, std::vector<Card>& cards) {
  if (!std::isfinite(a.hours_per_person_week)) return;
  const bool lost = a.hours_per_person_week < 0;
  const double low = lost ? -a.hours_per_person_week_high : a.hours_per_person_week_low;
  const double high = lost ? -a.hours_per_person_week_low : a.hours_per_person_week_high;
  cards.push_back({say(lost ? MessageId::hours_lost : MessageId::hours_saved),
                   number(std::abs(a.hours_per_person_week), decimals_for_interval(low, high)),
                   say(MessageId::fits_between, fields(format_ends(low, high)))});
}

void add_payback(const CaseStudy& study, std::vector<Card>& cards) {
  if (!claims_figure_in_money(study)) return;
  const Appraisal& a = *study.appraisal;
  if (!(a.pv_costs > 0)) return;
  const bool likely = a.probability_pays_back >= 0.5 && std::isfinite(a.payback_months.p50);
  const std::string within = say(MessageId::payback_unlikely, {{"chance", chance(a.probability_pays_back)},
                                                               {"months", count_phrase(a.horizon_months, "month")}});
  const auto month = [](double m) { return number(std::ceil(m)); };
  cards.push_back({say(MessageId::payback),
                   likely ? say(MessageId::payback_month, {{"month", month(a.payback_months.p50)}})
                          : chance(a.probability_pays_back),
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
    if (study.appraisal && is_of_tool(study)) add_hours(*study.appraisal, cards);
    add_payback(study, cards);
  }
  const auto count = [](std::size_t n) { return number(static_cast<double>(n)); };
  const bool two = effect.units_comparison > 0;
  cards.push_back({say(MessageId::measured_on), count(effect.units_treated + effect.units_comparison),
                   say(two ? MessageId::measured_groups : MessageId::measured_one_group,
                       {{"tool", name_of_tool(study)},
                        {"treated", count(effect.units_treated)},
                        {"others", count(effect.units_comparison)}})});
  if (cards.size() > 4) cards.erase(cards.begin() + 1);  // its own unit is in the evidence pages
  return cards;
}

}  // namespace payoff
