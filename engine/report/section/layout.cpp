#include "report/section/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/words/headline.hpp"
#include "report/document/abridged.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

// "240 support agents" when the study's unit column is one of whom it is about (agent_id), else
// "240 units": in a trial of issues with developers, n counts issues.
struct Counted {
  std::string noun = "units", note;
};

Counted counted(const CaseStudy& study) {
  if (!study.unit_column) return {};
  if (study.unit_column->empty()) return {"units", "every row is a unit; "};
  std::string stem = *study.unit_column;
  if (stem.ends_with("_id")) stem.resize(stem.size() - 3);
  const bool is_who = !study.who.empty() && singular(study.who).find(spaced(stem)) != std::string::npos;
  return is_who ? Counted{study.who, ""} : Counted{"units", "one for each " + spaced(*study.unit_column) + "; "};
}

void add_effect_card(const Effect& e, std::vector<Card>& cards) {
  const std::string label = "Effect on " + name_of(e);
  const std::string level = level_text(e.level) + " interval ";
  if (!e.usable) {
    cards.push_back({label, "not usable", e.message});
  } else if (std::isfinite(e.relative.estimate)) {
    cards.push_back({label, percent_point(e.relative),
                     level + percent_interval(e.relative.low, e.relative.high) + "; " + with_interval(e, e.absolute)});
  } else {
    const Estimate shown = spoken(e, e.absolute);
    cards.push_back({label, point(shown),
                     level + interval(shown.low, shown.high) + "; in percent: " + percent_with_interval(e.relative)});
  }
}

// The hours of the headline, so that they meet the metric's own unit on the first screen.
void add_hours_card(const Appraisal& a, std::vector<Card>& cards) {
  if (!std::isfinite(a.hours_per_person_week) || a.values.empty()) return;
  const bool lost = a.hours_per_person_week_high < 0;
  const double low = lost ? -a.hours_per_person_week_high : a.hours_per_person_week_low;
  const double high = lost ? -a.hours_per_person_week_low : a.hours_per_person_week_high;
  cards.push_back({lost ? "Hours lost per person and week" : "Hours saved per person and week",
                   number(lost ? -a.hours_per_person_week : a.hours_per_person_week, decimals_for_interval(low, high)),
                   "interval " + interval(low, high) + "; = " + typeset(a.ladder().front().text)});
}

void add_effect_cards(const CaseStudy& study, std::vector<Card>& cards) {
  if (study.effects.empty()) return;
  const Effect& e = study.effects.front();
  add_effect_card(e, cards);
  if (study.appraisal) add_hours_card(*study.appraisal, cards);
  const auto count = [](std::size_t n) { return number(static_cast<double>(n)); };
  const Counted what = counted(study);
  const std::string comparison =
      e.units_comparison == 0 ? "no comparison group" : count(e.units_comparison) + " for comparison";
  cards.push_back({"Measured on", count(e.units_treated + e.units_comparison) + " " + what.noun,
                   what.note + count(e.units_treated) + " with the tool, " + comparison});
}

// A null has no month of payback, however the draws fell.
void add_payback_card(const CaseStudy& study, std::vector<Card>& cards) {
  const Appraisal& a = *study.appraisal;
  const std::string pays_back = fmt::format("{} of outcomes pay back within {}", chance(a.probability_pays_back),
                                            count_phrase(a.horizon_months, "month"));
  if (a.pv_costs == 0) {
    cards.push_back({"Payback", "no costs", "nothing is stated that could be paid back"});
    return;
  }
  const bool likely = a.probability_pays_back >= 0.5 && std::isfinite(a.payback_months.p50);
  if (likely && !is_directional(study.verdict)) {
    cards.push_back({"Payback", "not claimed", "no change could be shown; " + pays_back});
  } else if (likely) {
    cards.push_back({"Payback", "month " + number(std::ceil(a.payback_months.p50)),
                     "P10 to P90: " + p10_to_p90(a.payback_months) + "; " + pays_back});
  } else {
    cards.push_back({"Payback", a.probability_pays_back > 0 ? "unlikely" : "none", pays_back});
  }
}

void add_money_cards(const CaseStudy& study, std::vector<Card>& cards) {
  if (!study.appraisal) {
    cards.push_back({"Money", "not valued", std::string(words::or_no_reason(study.appraisal_reason))});
    return;
  }
  if (!claims_money(study)) {
    cards.push_back({"Money", "no figure claimed", say(MessageId::money_not_carried)});
    return;
  }
  const Appraisal& a = *study.appraisal;
  const std::string roi = std::isfinite(a.roi.p50) && is_directional(study.verdict)
                              ? "; return on investment " + percent(a.roi.rounded().p50)
                              : "";
  const bool gain_of_a_null = a.npv.p50 > 0 && !is_directional(study.verdict);
  const std::string value = money(a.npv.rounded().p50, a.currency);
  const std::string range = "P10 to P90: " + money_p10_to_p90(a.npv, a.currency) + roi;
  const char* condition = study.verdict.grade > 'C' ? "if all of the change is due to the tool; " : "";
  cards.push_back(
      {fmt::format("Net present value, {}", count_phrase(a.horizon_months, "month")),
       gain_of_a_null ? "not claimed" : value,
       gain_of_a_null ? "no change could be shown; simulated: " + value + ", " + range : condition + range});
  add_payback_card(study, cards);
}

std::string inference_note(const Effect& effect) {
  if (effect.inference.empty()) return "";
  if (is_without_interval(effect))
    return fmt::format(" {} has none; it is judged by {}.", capitalised(name_of(effect)), effect.inference);
  return fmt::format(" That of {} was made by {}.", name_of(effect), effect.inference);
}

// "starts at C; lowered by G05"
std::string grade_note(const Verdict& verdict) {
  std::string rules;
  for (const Reason& reason : verdict.reasons) {
    if (reason.effect.weakens()) rules += (rules.empty() ? "" : ", ") + name(reason.rule);
  }
  const char* how = verdict.grade == verdict.base ? "weakened further by " : "lowered by ";
  return fmt::format("starts at {}; {}", verdict.base, rules.empty() ? "no rule lowered it" : how + rules);
}

void add_claims(const std::vector<Claim>& claims, Document& document) {
  document.headline = words::no_headline;
  for (const Claim& claim : claims) {
    if (&claim != &claims.front()) {
      document.claims.push_back({claim.kind, with_minus_signs(claim.text())});
      continue;
    }
    document.headline = with_minus_signs(claim.claim);
    document.headline_rest = with_minus_signs(claim.bracket());
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
  document.title = study.title.empty() ? "Case study" : study.title;
  document.question = study.question;
  document.color = study.telling.color;
  add_claims(study.claims, document);
  document.grade = study.verdict.grade;
  document.grade_text = words::meaning_of_grade(study.verdict.grade);
  add_effect_cards(study, document.cards);
  add_money_cards(study, document.cards);
  document.cards.push_back({"Evidence", fmt::format("Grade {}", study.verdict.grade), grade_note(study.verdict)});
  document.cards_note = words::interval_guide;
  if (!study.effects.empty()) document.cards_note += inference_note(study.effects.front());
  if (study.appraisal) document.cards_note += words::money_guide;
  document.sections = {result_section(study),  published_section(study), money_section(study), grade_section(study),
                       metrics_section(study), facts_section(study),     rows_section(study),  coding_section(study),
                       method_section(study),  provenance_section(study)};
  if (!abridged.note.empty()) add_note(document, abridged.note);
  std::erase_if(document.sections, [](const Section& section) { return section.blocks.empty(); });
  document.imprint = fmt::format("payoff {}, seed {}. {}", study.version, study.seed, words::imprint_note);
  return document;
}

}  // namespace payoff
