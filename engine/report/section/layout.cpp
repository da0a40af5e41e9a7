#include "report/section/layout.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/words/headline.hpp"
#include "report/document/abridged.hpp"
#include "report/document/format.hpp"
#include "report/document/labels.hpp"
#include "report/section/brief.hpp"
#include "report/section/counted_units.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

// "240 support agents", or "240 units", "one for each issue".
Card measured_on(const CaseStudy& study, const Effect& e) {
  const auto count = [](std::size_t n) { return number(static_cast<double>(n)); };
  std::string groups = say(e.units_comparison == 0 ? MessageId::groups_one : MessageId::groups_two,
                           {{"treated", count(e.units_treated)}, {"others", count(e.units_comparison)}});
  const std::string all = count(e.units_treated + e.units_comparison);
  const std::string label = say(MessageId::measured_on), units = say(MessageId::count_of_units, {{"count", all}});
  if (!study.unit_column && study.unit_label.empty()) return {label, units, groups};
  if (study.unit_label.empty() && study.unit_column->empty())
    return {label, units, say(MessageId::rows_are_units, {{"groups", groups}})};
  if (unit_is_one_of_who(study))
    return {label, say(MessageId::count_of_who, {{"count", all}, {"who", study.who}}), groups};
  const std::string unit = study.unit_label.empty() ? spaced(*study.unit_column) : study.unit_label;
  return {label, units, say(MessageId::units_are, {{"unit", unit}, {"groups", groups}})};
}

void add_effect_card(const CaseStudy& study, const Effect& e, std::vector<Card>& cards) {
  const MessageId said = is_of_tool(study) ? MessageId::effect_on : MessageId::change_in;
  const std::string label = say(said, {{"metric", name_of(e)}}), level = level_text(e.level);
  if (!e.usable) {
    cards.push_back({label, say(MessageId::not_usable), e.message});
  } else if (std::isfinite(e.relative.estimate)) {
    cards.push_back({label, percent_point(e.relative),
                     say(MessageId::card_interval, {{"level", level},
                                                    {"interval", percent_interval(e.relative.low, e.relative.high)},
                                                    {"amount", with_interval(e, e.absolute)}})});
  } else {
    const Estimate shown = spoken(e, e.absolute);
    cards.push_back({label, point(shown),
                     say(MessageId::card_interval_in_percent, {{"level", level},
                                                               {"interval", interval(shown.low, shown.high)},
                                                               {"percent", percent_with_interval(e.relative)}})});
  }
}

// The hours of the headline, so that they meet the metric's own unit on the first screen.
void add_hours_card(const CaseStudy& study, std::vector<Card>& cards) {
  const Appraisal& a = *study.appraisal;
  if (!std::isfinite(a.hours_per_person_week) || a.values.empty() || !is_directional(study.verdict)) return;
  const bool lost = a.hours_per_person_week_high < 0;
  const double low = lost ? -a.hours_per_person_week_high : a.hours_per_person_week_low;
  const double high = lost ? -a.hours_per_person_week_low : a.hours_per_person_week_high;
  const std::string note = say(MessageId::card_hours_note,
                               {{"interval", interval(low, high)}, {"arithmetic", typeset(a.ladder().front().text)}});
  cards.push_back({say(lost ? MessageId::card_hours_lost : MessageId::card_hours_saved),
                   number(lost ? -a.hours_per_person_week : a.hours_per_person_week, decimals_for_interval(low, high)),
                   is_of_tool(study) ? note : say(MessageId::npv_if_caused, {{"claim", note}})});
}

void add_effect_cards(const CaseStudy& study, std::vector<Card>& cards) {
  if (study.effects.empty()) return;
  const Effect& e = study.effects.front();
  add_effect_card(study, e, cards);
  if (study.appraisal) add_hours_card(study, cards);
  cards.push_back(measured_on(study, e));
}

// A null has no month of payback, however the draws fell.
void add_payback_card(const CaseStudy& study, std::vector<Card>& cards) {
  const Appraisal& a = *study.appraisal;
  const std::string label = say(MessageId::payback);
  const std::string pays_back = say(MessageId::payback_unlikely, {{"chance", chance(a.probability_pays_back)},
                                                                  {"months", count_phrase(a.horizon_months, "month")}});
  if (a.pv_costs == 0) {
    cards.push_back({label, say(MessageId::no_costs), say(MessageId::nothing_to_pay_back)});
    return;
  }
  const bool likely = a.probability_pays_back >= 0.5 && std::isfinite(a.payback_months.p50);
  if (likely && !is_directional(study.verdict)) {
    cards.push_back({label, say(MessageId::not_claimed), say(MessageId::no_change_and, {{"claim", pays_back}})});
  } else if (likely) {
    cards.push_back({label, say(MessageId::payback_month, {{"month", number(std::ceil(a.payback_months.p50))}}),
                     say(MessageId::percentiles_and, {{"range", p10_to_p90(a.payback_months)}, {"claim", pays_back}})});
  } else {
    cards.push_back({label, say(a.probability_pays_back > 0 ? MessageId::unlikely : MessageId::none), pays_back});
  }
}

void add_money_cards(const CaseStudy& study, std::vector<Card>& cards) {
  if (!study.appraisal) {
    cards.push_back({say(MessageId::claim_money), say(MessageId::not_valued), or_no_reason(study.appraisal_reason)});
    return;
  }
  if (!claims_money(study)) {
    cards.push_back(
        {say(MessageId::claim_money), say(MessageId::no_figure_claimed), say(MessageId::money_not_carried)});
    return;
  }
  const Appraisal& a = *study.appraisal;
  const bool has_return = std::isfinite(a.roi.p50) && is_directional(study.verdict);
  const bool gain_of_a_null = a.npv.p50 > 0 && !is_directional(study.verdict);
  const std::string value = money(a.npv.rounded().p50, a.currency);
  std::string range = say(has_return ? MessageId::npv_range_and_return : MessageId::npv_range,
                          {{"range", money_p10_to_p90(a.npv, a.currency)}, {"roi", percent(a.roi.rounded().p50)}});
  if (!gain_of_a_null && study.verdict.grade > 'C') range = say(MessageId::npv_if_caused, {{"claim", range}});
  cards.push_back({say(MessageId::npv_label, {{"months", count_phrase(a.horizon_months, "month")}}),
                   gain_of_a_null ? say(MessageId::not_claimed) : value,
                   gain_of_a_null ? say(MessageId::npv_of_no_change, {{"value", value}, {"claim", range}}) : range});
  add_payback_card(study, cards);
}

std::string inference_note(const Effect& effect) {
  if (effect.inference.empty()) return "";
  return " " +
         say(is_without_interval(effect) ? MessageId::guide_no_interval : MessageId::guide_interval,
             {{"Metric", capitalised(name_of(effect))}, {"metric", name_of(effect)}, {"inference", effect.inference}});
}

// "starts at C; lowered by G05"
std::string grade_note(const Verdict& verdict) {
  std::string rules;
  for (const Reason& reason : verdict.reasons) {
    if (reason.effect.weakens()) rules += (rules.empty() ? "" : ", ") + name(reason.rule);
  }
  const MessageId how = rules.empty()                   ? MessageId::grade_not_lowered
                        : verdict.grade == verdict.base ? MessageId::grade_weakened_by
                                                        : MessageId::grade_lowered_by;
  return say(how, {{"base", std::string(1, verdict.base)}, {"rules", rules}});
}

void add_claims(const std::vector<Claim>& claims, Document& document) {
  document.headline = say(MessageId::no_headline);
  for (const Claim& claim : claims) {
    if (&claim != &claims.front()) {
      document.claims.push_back({claim.kind, with_minus_signs(claim.text())});
      continue;
    }
    document.headline = with_minus_signs(claim.claim);
    document.headline_rest = with_minus_signs(claim.bracket());
    // Behind a whole sentence the bracket stands apart, also where the language joins it.
    if (document.headline.ends_with('.') && document.headline_rest.starts_with('('))
      document.headline_rest.insert(0, " ");
  }
}

// What was left out is said where it would stand.
void add_note(Document& document, const std::string& note) {
  const auto metrics = std::ranges::find(document.sections, "metrics", &Section::id);
  metrics->blocks.insert(metrics->blocks.begin(), {Paragraph{note}});
}

}  // namespace

Document lay_out(const CaseStudy& whole) {
  const Abridged abridged = abridge(whole);
  const CaseStudy& study = abridged.study;
  Document document;
  document.language = language_here().name();
  document.title = study.title.empty() ? say(MessageId::case_study) : study.title;
  document.question = study.question;
  document.color = study.telling.color;
  add_claims(study.claims, document);
  document.grade = study.verdict.grade;
  document.grade_text = say(meaning_of_grade(study.verdict.grade));
  add_effect_cards(study, document.cards);
  add_money_cards(study, document.cards);
  document.cards.push_back({say(MessageId::evidence_label),
                            say(MessageId::grade_value, {{"grade", std::string(1, study.verdict.grade)}}),
                            grade_note(study.verdict)});
  document.cards_note = say(MessageId::interval_guide);
  if (!study.effects.empty()) document.cards_note += inference_note(study.effects.front());
  if (study.appraisal) document.cards_note += " " + say(MessageId::money_guide);
  document.sections = {result_section(study),  published_section(study), money_section(study), grade_section(study),
                       metrics_section(study), facts_section(study),     rows_section(study),  coding_section(study),
                       method_section(study),  provenance_section(study)};
  if (!abridged.note.empty()) add_note(document, abridged.note);
  std::erase_if(document.sections, [](const Section& section) { return section.blocks.empty(); });
  document.imprint = run_line(study) + " " + say(MessageId::imprint_note);
  return document;
}

}  // namespace payoff
