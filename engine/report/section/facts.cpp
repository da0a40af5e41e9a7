// Who was in the study from the draw to the answer, and what else the data show: what the rules of evidence were told.
#include <fmt/format.h>

#include <cmath>

#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/section/people_figures.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

// The flow of a trial (CONSORT): a table, because two short columns of numbers need no picture.
Table flow_table(const Facts& facts) {
  Table table{"Units from assignment to analysis", {{"Units"}, {"With the tool", true}, {"Without it", true}}, {}};
  const auto units = people_count;
  const auto add = [&](const char* name, std::size_t ArmFlow::* value) {
    table.rows.push_back({name, units(facts.treated.*value), units(facts.comparison.*value)});
  };
  add("Assigned", &ArmFlow::assigned);
  if (facts.treated.clusters < facts.treated.assigned || facts.comparison.clusters < facts.comparison.assigned)
    add("In clusters", &ArmFlow::clusters);
  if (facts.treated.seen_before + facts.comparison.seen_before > 0) add("Observed before", &ArmFlow::seen_before);
  add("Observed after", &ArmFlow::seen_after);
  add("There at the beginning", &ArmFlow::began);
  add("Of these no longer there at the end", &ArmFlow::left);
  add("Analysed", &ArmFlow::analysed);
  add("With anything but 0 after the rollout", &ArmFlow::nonzero);
  return table;
}

Table other_facts(const Effect& effect) {
  const Facts& facts = effect.facts;
  Table table{"What else the data show of " + name_of(effect), {{"Fact"}, {"Value"}}, {}};
  const auto add = [&](std::string name, const Estimate& value) {
    if (std::isfinite(value.estimate)) table.rows.push_back({std::move(name), with_interval(effect, value)});
  };
  add("Change within those with the tool", facts.own_change_treated);
  add("Change within those without it, at the same time", facts.own_change_comparison);
  add("Jump of those without it from the two periods before to the two after", facts.jump_comparison);
  add("Just before the rollout, against their own earlier mean", facts.last_spell);
  if (std::isfinite(facts.volume.estimate)) {
    Estimate share = facts.volume;
    for (double Estimate::* value : {&Estimate::estimate, &Estimate::low, &Estimate::high})
      share.*value = std::expm1(share.*value);
    table.rows.push_back({"What is counted of a person, against those without the tool", percent_with_interval(share)});
  }
  add("What the same comparison finds halfway through the time before the tool", facts.placebo);
  add("What it finds among those out of reach of the tool", facts.placebo_group);
  add("Change from no use to full use, among those with the tool", facts.dose_response);
  for (const Imbalance& each : facts.imbalances)
    table.rows.push_back({"Before the rollout, standard deviations apart in " + each.name, number(each.difference, 2)});
  if (effect.course) {
    add("Effect in the first third of the follow-up", effect.course->first);
    add("Effect in the last third", effect.course->last);
  }
  if (effect.earlier_trend) {
    add("What the trend before the rollout would add to the effect if it went on", effect.earlier_trend->carried_on);
    add("The effect without that", effect.earlier_trend->less_trend);
  }
  if (facts.granularity) {
    const Granularity& form = *facts.granularity;
    table.rows.push_back({fmt::format("Numbers that are multiples of {:g}, with the tool and without", form.step),
                          percent(form.treated_after) + " and " + percent(form.comparison_after)});
  }
  if (facts.nesting)
    table.rows.push_back(
        {"Each " + facts.nesting->column + " lies in one group",
         fmt::format("{} with the tool, {} without", facts.nesting->labels_treated, facts.nesting->labels_comparison)});
  return table;
}

}  // namespace

Section facts_section(const CaseStudy& study) {
  Section section{"facts", std::string(words::facts), {}};
  if (study.effects.empty() || study.effects.front().facts.treated.assigned == 0) return section;
  const Effect& effect = study.effects.front();
  section.blocks.push_back({flow_table(effect.facts)});
  if (Figure uptake = uptake_figure(effect); !uptake.svg.empty()) section.blocks.push_back({std::move(uptake)});
  const Table others = other_facts(effect);
  if (!others.rows.empty()) section.blocks.push_back({others});
  return section;
}

}  // namespace payoff
