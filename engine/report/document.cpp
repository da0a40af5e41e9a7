// The first screen, and the order of the sections.
#include "report/document.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report/format.hpp"
#include "report/tables.hpp"
#include "report/words.hpp"

namespace payoff {
namespace {

void add_effect_cards(const CaseStudy& study, std::vector<Card>& cards) {
  if (study.effects.empty()) return;
  const Effect& e = study.effects.front();
  const std::string label = level_text(e.level) + " interval";
  if (!e.usable) {
    cards.push_back({"Effect on " + name_of(e), "not usable", e.message});
  } else if (std::isfinite(e.relative.estimate)) {
    cards.push_back({"Effect on " + name_of(e), percent_point(e.relative), point(e.absolute)});
    cards.push_back({label, percent_interval(e.relative.low, e.relative.high),
                     interval(e.absolute.low, e.absolute.high) + " " + e.absolute.unit});
  } else {
    cards.push_back({"Effect on " + name_of(e), point(e.absolute), "in percent: " + percent_with_interval(e.relative)});
    cards.push_back({label, interval(e.absolute.low, e.absolute.high), e.absolute.unit});
  }
  const auto count = [](std::size_t n) { return number(static_cast<double>(n)); };
  const std::string comparison =
      e.units_comparison == 0 ? "no comparison group" : count(e.units_comparison) + " for comparison";
  cards.push_back({"Measured on", count(e.units_treated + e.units_comparison) + " units",
                   count(e.units_treated) + " with the tool, " + comparison});
}

void add_money_cards(const CaseStudy& study, std::vector<Card>& cards) {
  if (!study.appraisal) {
    cards.push_back({"Money", "not valued", std::string(words::or_no_reason(study.appraisal_reason))});
    return;
  }
  const Appraisal& a = *study.appraisal;
  cards.push_back({fmt::format("Net present value, {} months", a.horizon_months), money(a.npv.p50, a.currency),
                   "P10 to P90: " + money_p10_to_p90(a.npv, a.currency)});
  const std::string pays_back = chance(a.probability_pays_back) + " of outcomes pay back";
  if (std::isfinite(a.payback_months.p50)) {
    cards.push_back({"Payback", number(a.payback_months.p50) + " months",
                     "P10 to P90: " + p10_to_p90(a.payback_months) + "; " + pays_back});
  } else {
    cards.push_back({"Payback", "none", fmt::format("{} within {} months", pays_back, a.horizon_months)});
  }
}

}  // namespace

Document lay_out(const CaseStudy& study) {
  Document document;
  document.title = study.title.empty() ? "Case study" : study.title;
  document.question = study.question;
  document.headline = study.claims.empty() ? std::string(words::no_headline) : study.claims.front().text;
  if (!study.claims.empty()) document.claims.assign(study.claims.begin() + 1, study.claims.end());
  document.grade = study.verdict.grade;
  document.grade_text = words::meaning_of_grade(study.verdict.grade);
  add_effect_cards(study, document.cards);
  add_money_cards(study, document.cards);
  const std::size_t reasons = study.verdict.reasons.size();
  document.cards.push_back(
      {"Evidence", fmt::format("Grade {}", study.verdict.grade),
       fmt::format("starts at {}; {} {} noted", study.verdict.base, reasons, reasons == 1 ? "rule" : "rules")});
  document.cards_note = words::interval_guide;
  if (study.appraisal) document.cards_note += words::money_guide;
  document.sections = {result_section(study), money_section(study),  grade_section(study),  metrics_section(study),
                       rows_section(study),   coding_section(study), method_section(study), provenance_section(study)};
  std::erase_if(document.sections, [](const Section& section) { return section.blocks.empty(); });
  document.imprint = fmt::format("payoff {}, seed {}. {}", study.version, study.seed, words::imprint_note);
  return document;
}

}  // namespace payoff
