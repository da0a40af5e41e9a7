// Who was in the study from the draw to the answer, and what else the data show: what the rules of evidence were told.
#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "report/document/format.hpp"
#include "report/section/people_figures.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

// The flow of a trial (CONSORT): a table, because two short columns of numbers need no picture.
Table flow_table(const Facts& facts) {
  Table table{
      say(MessageId::table_arms),
      {{say(MessageId::col_units)}, {say(MessageId::col_with_the_tool), true}, {say(MessageId::col_without), true}},
      {},
      "units_from_assignment_to_analysis"};
  const auto units = people_count;
  const auto add = [&](MessageId name, std::size_t ArmFlow::* value) {
    table.rows.push_back({say(name), units(facts.treated.*value), units(facts.comparison.*value)});
  };
  add(MessageId::arm_assigned, &ArmFlow::assigned);
  if (facts.treated.clusters < facts.treated.assigned || facts.comparison.clusters < facts.comparison.assigned)
    add(MessageId::arm_clusters, &ArmFlow::clusters);
  if (facts.treated.seen_before + facts.comparison.seen_before > 0)
    add(MessageId::arm_seen_before, &ArmFlow::seen_before);
  add(MessageId::arm_seen_after, &ArmFlow::seen_after);
  add(MessageId::arm_began, &ArmFlow::began);
  add(MessageId::arm_left, &ArmFlow::left);
  add(MessageId::arm_analysed, &ArmFlow::analysed);
  add(MessageId::arm_nonzero, &ArmFlow::nonzero);
  return table;
}

Table other_facts(const Effect& effect) {
  const Facts& facts = effect.facts;
  Table table{say(MessageId::table_other_facts, {{"metric", name_of(effect)}}),
              {{say(MessageId::col_fact)}, {say(MessageId::col_value)}},
              {},
              "what_else_the_data_show_of_" + name_of(effect)};
  const auto add = [&](MessageId name, const Estimate& value) {
    if (std::isfinite(value.estimate)) table.rows.push_back({say(name), with_interval(effect, value)});
  };
  add(MessageId::fact_own_change, facts.own_change_treated);
  add(MessageId::fact_own_change_others, facts.own_change_comparison);
  add(MessageId::fact_jump, facts.jump_comparison);
  add(MessageId::fact_last_spell, facts.last_spell);
  if (std::isfinite(facts.volume.estimate)) {
    Estimate share = facts.volume;
    for (double Estimate::* value : {&Estimate::estimate, &Estimate::low, &Estimate::high})
      share.*value = std::expm1(share.*value);
    table.rows.push_back({say(MessageId::fact_volume_apart), percent_with_interval(share)});
  }
  add(MessageId::fact_placebo, facts.placebo);
  add(MessageId::fact_placebo_group, facts.placebo_group);
  add(MessageId::fact_dose, facts.dose_response);
  for (const Imbalance& each : facts.imbalances)
    table.rows.push_back({say(MessageId::fact_imbalance, {{"name", each.name}}), number(each.difference, 2)});
  if (effect.course) {
    add(MessageId::fact_first_third, effect.course->first);
    add(MessageId::fact_last_third, effect.course->last);
  }
  if (effect.earlier_trend) {
    add(MessageId::fact_carried_on, effect.earlier_trend->carried_on);
    add(MessageId::fact_less_trend, effect.earlier_trend->less_trend);
  }
  if (facts.granularity) {
    const Granularity& form = *facts.granularity;
    table.rows.push_back(
        {say(MessageId::fact_granularity, {{"step", fmt::format("{:g}", form.step)}}),
         say(MessageId::two_names, {{"one", percent(form.treated_after)}, {"other", percent(form.comparison_after)}})});
  }
  if (facts.nesting)
    table.rows.push_back(
        {say(MessageId::fact_nesting, {{"column", facts.nesting->column}}),
         say(MessageId::groups_of_labels, {{"treated", std::to_string(facts.nesting->labels_treated)},
                                           {"others", std::to_string(facts.nesting->labels_comparison)}})});
  return table;
}

}  // namespace

Section facts_section(const CaseStudy& study) {
  Section section{"facts", say(MessageId::section_facts), {}};
  if (study.effects.empty() || study.effects.front().facts.treated.assigned == 0) return section;
  const Effect& effect = study.effects.front();
  section.blocks.push_back({flow_table(effect.facts)});
  if (Figure uptake = uptake_figure(effect); !uptake.svg.empty()) section.blocks.push_back({std::move(uptake)});
  const Table others = other_facts(effect);
  if (!others.rows.empty()) section.blocks.push_back({others});
  return section;
}

}  // namespace payoff
