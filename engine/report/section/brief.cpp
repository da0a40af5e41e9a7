#include "report/section/brief.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/letters.hpp"
#include "qualify/reading/amounts.hpp"
#include "report/document/format.hpp"
#include "report/document/labels.hpp"
#include "report/document/text.hpp"
#include "report/section/counted_units.hpp"
#include "report/section/counterfactual_figure.hpp"
#include "report/section/money_figures.hpp"

namespace payoff {
namespace {

// What two pages hold.
constexpr std::size_t most_told = 5, most_reasons = 4, most_remedies = 3;

// "March 2025" of a day since 1970-01-01.
std::string month_of_day(int day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  constexpr MessageId months[] = {MessageId::month_1, MessageId::month_2,  MessageId::month_3,  MessageId::month_4,
                                  MessageId::month_5, MessageId::month_6,  MessageId::month_7,  MessageId::month_8,
                                  MessageId::month_9, MessageId::month_10, MessageId::month_11, MessageId::month_12};
  return say(MessageId::date_month, {{"month", say(months[static_cast<unsigned>(date.month()) - 1])},
                                     {"year", std::to_string(static_cast<int>(date.year()))}});
}

// In which a period begins; of periods without dates, their number.
std::string month_of(const Calendar& calendar, int period) {
  return calendar.dated() ? month_of_day(calendar.first_day(period)) : calendar.label(period);
}

// In which it ends: a quarter is three of them. A week of data may not be whole.
std::string month_of_end(const Calendar& calendar, int period) {
  const bool long_one = calendar.kind == PeriodKind::quarter || calendar.kind == PeriodKind::year;
  return long_one ? month_of_day(calendar.first_day(period + 1) - 1) : month_of(calendar, period);
}

std::string when_of_rollout(const CaseStudy& study, const Effect& effect) {
  const auto month = [&](int period) { return month_of(study.calendar, period); };
  if (effect.cohorts.size() > 1)
    return say(MessageId::rollout_in_steps, {{"steps", std::to_string(effect.cohorts.size())},
                                             {"first", month(effect.cohorts.front().adopted_period)},
                                             {"last", month(effect.cohorts.back().adopted_period)}});
  if (study.rollout_period == never || !study.calendar.dated()) return "";
  return say(MessageId::rollout_on, {{"date", month(study.rollout_period)}});
}

std::string period_of_data(const CaseStudy& study) {
  if (study.trends.empty() || study.trends.front().empty() || !study.calendar.dated()) return "";
  const auto [first, last] = std::ranges::minmax_element(study.trends.front(), {}, &TrendPoint::period);
  return say(MessageId::data_from_to,
             {{"from", month_of(study.calendar, first->period)}, {"to", month_of_end(study.calendar, last->period)}});
}

// On the two pages "95% CI 4.3 to 6.0" is "95% range 4.3 to 6.0", and "(95% CI)" is "(95% range)".
std::string plainly(const CaseStudy& study, std::string text) {
  if (study.effects.empty()) return text;
  const std::string name = interval_name(study.effects.front());
  const std::string plain = say(MessageId::plain_interval, {{"level", level_text(study.effects.front().level)}});
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const std::string_view rest = std::string_view(text).substr(at + name.size());
    const bool number_follows =
        rest.size() > 1 && rest[0] == ' ' && (is_digit(rest[1]) || rest[1] == '-' || rest.substr(1).starts_with("−"));
    if (number_follows || rest.empty() || rest[0] == ')') text.replace(at, name.size(), plain);
  }
  return text;
}

Section who_section(const CaseStudy& study) {
  Section section{"who", say(MessageId::who_label), {}};
  if (study.effects.empty()) return section;
  const Effect& effect = study.effects.front();
  const auto count = [](std::size_t n) { return number(static_cast<double>(n)); };
  const bool two = effect.units_comparison > 0;
  std::string text =
      say(two ? MessageId::who_two_groups : MessageId::who_one_group, {{"treated", count(effect.units_treated)},
                                                                       {"units", units_counted(study)},
                                                                       {"tool", name_of_tool(study)},
                                                                       {"against", effect.against},
                                                                       {"others", count(effect.units_comparison)}});
  if (effect.clusters > 0 && effect.clusters < effect.units_treated + effect.units_comparison)
    text += " " + say(MessageId::who_clusters, {{"clusters", count(effect.clusters)}});
  for (const std::string& more : {when_of_rollout(study, effect), period_of_data(study)})
    if (!more.empty()) text += " " + more;
  section.blocks.push_back({Paragraph{text}});
  return section;
}

std::string whole_sentence(const std::string& claim) {
  return with_minus_signs(claim) + (claim.ends_with('.') ? "" : ".");
}

// Where there are no items, the sentence.
Block list_or(List list, std::string sentence) {
  return list.items.empty() ? Block{Paragraph{std::move(sentence)}} : Block{std::move(list)};
}

// What got worse first, then the others, without their brackets but with their interval.
Section also_section(const CaseStudy& study) {
  List list;
  std::size_t left = 0;
  for (const ClaimKind kind : {ClaimKind::guardrail, ClaimKind::rules_out, ClaimKind::secondary}) {
    for (const Claim& claim : study.claims) {
      if (claim.kind != kind) continue;
      if (list.items.size() == most_told) {
        ++left;
        continue;
      }
      const std::string text = claim.evidence.empty() ? claim.claim : with_aside(claim.claim, claim.evidence);
      list.items.push_back(whole_sentence(plainly(study, text)));
    }
  }
  if (left > 0) list.items.push_back(say(MessageId::also_more, {{"count", std::to_string(left)}}));
  return {"also", say(MessageId::also_label), {list_or(std::move(list), say(MessageId::also_none))}};
}

Section sure_section(const CaseStudy& study) {
  Section section{"sure", say(MessageId::sure_text_label), {}};
  const Card sure = sure_of(study);
  section.blocks.push_back({Paragraph{say(MessageId::sure_text, {{"grade", sure.value}, {"claim", sure.note}})}});
  List reasons;
  for (const Reason& reason : study.verdict.reasons) {
    const bool counts = reason.effect.kind == RuleEffect::base || reason.effect.weakens() ||
                        reason.effect.kind == RuleEffect::no_direction || reason.rule == RuleId::fragility;
    if (counts && reasons.items.size() < most_reasons)
      reasons.items.push_back(whole_sentence(plainly(study, reason.text)));
  }
  if (!reasons.items.empty()) section.blocks.push_back({std::move(reasons)});
  return section;
}

Section surer_section(const CaseStudy& study) {
  List list;
  for (const std::string& remedy : study.verdict.to_raise)
    if (list.items.size() < most_remedies) list.items.push_back(capitalised(remedy));
  return {"surer", say(MessageId::surer_label), {list_or(std::move(list), say(MessageId::surer_nothing))}};
}

Section disclosure_section(const CaseStudy& study) {
  const Disclosure& d = study.disclosure;
  std::string text;
  const auto add = [&](const std::string& sentence) { text += (text.empty() ? "" : " ") + sentence; };
  if (!d.commissioned_by.empty()) add(say(MessageId::commissioned_by, {{"who", d.commissioned_by}}));
  if (!d.run_by.empty()) add(say(MessageId::run_by, {{"who", d.run_by}}));
  if (d.independent) add(say(*d.independent ? MessageId::independent : MessageId::not_independent));
  if (study.anonymous) add(anonymous_note());
  if (text.empty()) add(say(MessageId::disclosure_not_said));
  if (const std::string period = period_of_data(study); !period.empty()) add(period);
  return {"disclosure", say(MessageId::disclosure_label), {{Paragraph{text}}}};
}

Section told_section(const char* id, const std::string& title, const std::string& text) {
  Section section{id, title, {}};
  if (!text.empty()) section.blocks.push_back({Paragraph{text}});
  return section;
}

// Two pages hold sentences, not novels: labels of a hundred letters are cut, and no sentence of ours is as long.
void shorten_text(std::vector<Block>& blocks) {
  constexpr std::size_t most = 420;
  for (Block& block : blocks) {
    if (auto* paragraph = std::get_if<Paragraph>(&block.content)) paragraph->text = shorten(paragraph->text, most);
    if (auto* list = std::get_if<List>(&block.content))
      for (std::string& item : list->items) item = shorten(item, most);
  }
}

void shorten_all(Brief& brief) {
  constexpr std::size_t most_of_title = 150, most_of_value = 80, most_of_note = 320;
  for (std::string* text : {&brief.title, &brief.question, &brief.quote_by}) *text = shorten(*text, most_of_title);
  for (std::vector<Card>* cards : {&brief.answers, &brief.figures}) {
    for (Card& card : *cards) {
      card = {shorten(card.label, most_of_value), shorten(card.value, most_of_value), shorten(card.note, most_of_note)};
    }
  }
  for (Section& section : brief.sections) shorten_text(section.blocks);
  shorten_text(brief.problem.blocks);
  shorten_text(brief.rolled_out.blocks);
}

}  // namespace

std::string anonymous_note() {
  return say(MessageId::anonymous, {{"least", std::to_string(least_units_shown)}});
}

std::string name_of_tool(const CaseStudy& study) {
  return study.tool.empty() ? say(MessageId::the_tool) : study.tool;
}

Brief brief_of(const CaseStudy& study) {
  Brief brief;
  brief.language = language_here().name();
  brief.title = study.title.empty() ? say(MessageId::case_study) : study.title;
  brief.question = study.question;
  brief.headline = say(MessageId::no_headline);
  if (!study.claims.empty()) {
    brief.headline = with_minus_signs(study.claims.front().claim);
    brief.headline_range = with_minus_signs(plainly(study, study.claims.front().evidence));
  }
  brief.answers = answers_of(study);
  for (Card& answer : brief.answers) answer.note = plainly(study, answer.note);
  brief.grade = study.verdict.grade;
  brief.picture = counterfactual_figure(study);
  brief.picture.title = plainly(study, brief.picture.title);
  if (claims_figure_in_money(study)) brief.money = {npv_figure(study), waterfall_figure(study)};
  brief.figures = figures_of(study);
  brief.problem = told_section("problem", say(MessageId::problem_label), study.telling.problem);
  brief.rolled_out = told_section("rolled_out", say(MessageId::rolled_out_label), study.telling.rolled_out);
  brief.quote = study.telling.quote;
  brief.quote_by = study.telling.quote_by;
  brief.color = study.telling.color;
  brief.logo = study.telling.logo;
  brief.sections = {who_section(study), also_section(study), sure_section(study), surer_section(study),
                    disclosure_section(study)};
  std::erase_if(brief.sections, [](const Section& section) { return section.blocks.empty(); });
  shorten_all(brief);
  brief.imprint = say(MessageId::made_with, {{"version", study.version}});
  return brief;
}

}  // namespace payoff
