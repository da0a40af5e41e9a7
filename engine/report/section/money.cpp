// What it is worth: the ladder from the effect to money, the cash flow, and what moves it.
#include <cmath>

#include "base/messages.hpp"
#include "base/parts.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/lasting_effect.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/labels.hpp"
#include "report/plot/chart.hpp"
#include "report/section/assumption_tables.hpp"
#include "report/section/drawn.hpp"
#include "report/section/money_figures.hpp"
#include "report/section/money_tables.hpp"
#include "report/section/outcome_tables.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string unit_of_metric(const CaseStudy& study, const std::string& name) {
  for (const Effect& effect : study.effects) {
    if (effect.metric.name == name) return level_unit(effect.metric);
  }
  return "";
}

// Why only the last third of the follow-up is valued: the appraised effect faded, or turned round.
MessageId why_last_third(const CaseStudy& study, const std::string& name) {
  for (const Effect& effect : study.effects) {
    if (effect.metric.name != name || effect.segment) continue;
    const std::optional<Fading> fading = fading_of(effect);
    return fading && fading->turns ? MessageId::money_last_third_turned : MessageId::money_last_third;
  }
  return MessageId::money_last_third;
}

// "tickets escalated, team = north"; of the only one nothing.
std::string whose(const CaseStudy& study, const ValueLadder& value) {
  if (study.appraisal->values.size() == 1) return "";
  return spoken_metric(study, value.metric) + of_people(value.segment, value.label);
}

// The value of a rung, and its interval: of money in parts where the language says it so.
struct RungText {
  std::string value, interval;
};
RungText text_of(const Rung& rung) {
  const auto said = [&](const std::string& text) { return rung.is_money ? amounts_in_parts(text) : text; };
  if (!std::isfinite(rung.low) || !std::isfinite(rung.high)) return {said(number(rung.value)), say(MessageId::none)};
  return {said(number(rung.value, decimals_for_interval(rung.low, rung.high))), said(interval(rung.low, rung.high))};
}

// "From 2.13 hours per person and week to 1.0 million USD per year, one step at a time"
std::string ladder_takeaway(const ValueLadder& value) {
  if (value.ladder.size() < 2) return say(MessageId::fig_ladder_plain);
  const Rung &first = value.ladder.front(), &last = value.ladder.back();
  const auto amount = [](const Rung& rung) { return with_unit(text_of(rung).value, rung.unit); };
  return say(MessageId::fig_ladder, {{"first", amount(first)}, {"last", amount(last)}});
}

Figure ladder_figure(const CaseStudy& study, std::size_t k) {
  const ValueLadder& value_of = study.appraisal->values[k];
  Figure figure{.title = ladder_takeaway(value_of), .caption = say(MessageId::fig_ladder_note)};
  if (const std::string of = whose(study, value_of); !of.empty())
    figure.title = say(MessageId::fig_of, {{"claim", figure.title}, {"whose", of}});
  if (!value_of.apart.empty()) figure.caption += " " + say(MessageId::fig_ladder_apart, {{"why", value_of.apart}});
  BarChart chart{
      .id = "ladder" + (k == 0 ? "" : number(static_cast<double>(k + 1))), .title = figure.title, .groups = {}};
  chart.description = say(MessageId::fig_ladder_description);
  figure.numbers = {say(MessageId::table_ladder),
                    {{say(MessageId::col_step)},
                     {say(MessageId::col_value), true},
                     {say(MessageId::col_interval), true},
                     {say(MessageId::col_unit)},
                     {say(MessageId::col_how)}},
                    {},
                    "the_ladder"};
  for (const Rung& rung : value_of.ladder) {
    if (chart.groups.empty() || chart.groups.back().heading != rung.unit) chart.groups.push_back({rung.unit, {}});
    const auto [value, ends] = text_of(rung);
    chart.groups.back().bars.push_back({rung.name, value, 0, rung.value, rung.low, rung.high});
    figure.numbers.rows.push_back({rung.name, value, ends, rung.unit, typeset(rung.text)});
  }
  draw(chart, figure);
  return figure;
}

// Months at the start in which the tool cost time, or money, before it brought any; nothing where there are none.
std::string dip_text(const Appraisal& a) {
  std::string text;
  for (const CashLine& line : a.lines) {
    if (line.is_cost) continue;
    double dip = 0;
    std::size_t month = 1;
    while (month < line.by_month.size() && line.by_month[month] <= 0) dip += line.by_month[month++];
    if (dip == 0 || month == line.by_month.size()) continue;
    text += (text.empty() ? "" : " ") +
            say(MessageId::money_dip,
                {{"line", line.name}, {"amount", money(dip, a.currency)}, {"month", std::to_string(month - 1)}});
  }
  return text;
}

}  // namespace

bool claims_money(const CaseStudy& study) {
  return std::any_of(study.claims.begin(), study.claims.end(),
                     [](const Claim& c) { return c.kind == ClaimKind::money; });
}

Section money_section(const CaseStudy& study) {
  Section section{"money", say(MessageId::worth_label), {}};
  if (!study.appraisal) {
    section.blocks.push_back(
        {Paragraph{say(MessageId::money_not_valued, {{"why", or_no_reason(study.appraisal_reason)}})}});
    return section;
  }
  const Appraisal& a = *study.appraisal;
  if (!claims_money(study)) section.blocks.push_back({Paragraph{say(MessageId::money_unclaimed)}});
  for (const Claim& claim : study.claims) {
    if (claim.kind == ClaimKind::money) section.blocks.push_back({Paragraph{with_minus_signs(claim.text())}});
  }
  if (a.from_last_third) section.blocks.push_back({Paragraph{say(why_last_third(study, a.metric))}});
  if (const std::string dip = dip_text(a); !dip.empty()) section.blocks.push_back({Paragraph{dip}});
  if (a.projected && !claims_money(study)) section.blocks.push_back({Paragraph{say(MessageId::money_projected)}});
  if (!study.outcome_costs.empty()) {
    for (const std::string& sentence : outcome_costs_text(study))
      section.blocks.push_back({Paragraph{with_minus_signs(sentence)}});
    section.blocks.push_back({outcome_costs_figure(study)});
  }
  section.blocks.push_back({summary_table(study, a)});
  section.blocks.push_back({key_figures(a, unit_of_metric(study, a.metric))});
  if (!a.lines.empty()) section.blocks.push_back({years_table(a)});
  if (!a.scenarios.empty()) section.blocks.push_back({scenarios_table(a)});
  section.blocks.push_back({assumptions_table(study, a)});
  if (!a.assumptions.costs.empty()) section.blocks.push_back({costs_table(a)});
  if (!a.assumptions.bills.empty()) section.blocks.push_back({bills_table(study)});
  if (!study.spend.empty()) {
    section.blocks.push_back({Paragraph{spend_text(study)}});
    section.blocks.push_back({spend_table(study)});
  }
  if (Figure npv = npv_figure(study); !npv.svg.empty()) section.blocks.push_back({std::move(npv)});
  if (!a.waterfall.empty()) section.blocks.push_back({waterfall_figure(study)});
  for (std::size_t k = 0; k < a.values.size(); ++k) section.blocks.push_back({ladder_figure(study, k)});
  if (!a.cash_flow.empty()) section.blocks.push_back({cash_figure(study)});
  if (!a.sensitivity.empty()) section.blocks.push_back({tornado_figure(study)});
  if (a.variance_shares.size() > 1) {
    section.blocks.push_back({Paragraph{say(MessageId::money_variance_note)}});
    section.blocks.push_back({variance_table(a)});
  }
  return section;
}

}  // namespace payoff
