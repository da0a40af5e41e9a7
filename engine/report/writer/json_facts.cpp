#include "report/writer/json.hpp"

namespace payoff {
namespace {

Json json_of(const ArmFlow& arm) {
  Json out = object_for(16);
  put_count(out, "assigned", arm.assigned);
  put_count(out, "clusters", arm.clusters);
  put_count(out, "seen_before", arm.seen_before);
  put_count(out, "seen_after", arm.seen_after);
  put_count(out, "began", arm.began);
  put_count(out, "left", arm.left);
  put_count(out, "analysed", arm.analysed);
  put_count(out, "nonzero", arm.nonzero);
  return out;
}

Json json_of(const Granularity& form) {
  Json out;
  put(out, "step", form.step, MessageId::not_computed);
  put(out, "treated_before", form.treated_before, MessageId::not_computed);
  put(out, "treated_after", form.treated_after, MessageId::not_computed);
  put(out, "comparison_before", form.comparison_before, MessageId::not_computed);
  put(out, "comparison_after", form.comparison_after, MessageId::not_computed);
  return out;
}

Json json_of(const Nesting& nesting) {
  return {{"column", nesting.column},
          {"labels_treated", nesting.labels_treated},
          {"labels_comparison", nesting.labels_comparison},
          {"is_cluster", nesting.is_cluster}};
}

Json json_of(const ArmLevel& level) {
  Json out = object_for(4);
  put(out, "before", level.before, MessageId::why_no_arm_level);
  put(out, "after", level.after, MessageId::why_no_arm_level);
  return out;
}

}  // namespace

Json json_of_facts(const Effect& effect) {
  const Facts& facts = effect.facts;
  Json out = object_for(24);
  out["treated"] = json_of(facts.treated);
  out["comparison"] = json_of(facts.comparison);
  out["level_treated"] = json_of(facts.level_treated);
  out["level_comparison"] = json_of(facts.level_comparison);
  out["own_change_treated"] = json_of(facts.own_change_treated, effect);
  out["own_change_comparison"] = json_of(facts.own_change_comparison, effect);
  out["jump_comparison"] = json_of(facts.jump_comparison, effect);
  out["last_spell"] = json_of(facts.last_spell, effect);
  out["volume"] = json_of(facts.volume, effect);
  out["placebo"] = json_of(facts.placebo, effect);
  out["placebo_group"] = json_of(facts.placebo_group, effect);
  out["dose_response"] = json_of(facts.dose_response, effect);
  out["imbalances"] = Json::array();
  for (const Imbalance& each : facts.imbalances) {
    Json row{{"name", each.name}};
    put(row, "difference", each.difference, MessageId::not_computed);
    out["imbalances"].push_back(row);
  }
  put(out, "unit_sd", facts.unit_sd, MessageId::not_computed);
  put(out, "uptake_comparison", facts.uptake_comparison, MessageId::why_no_uptake);
  out["granularity"] = facts.granularity ? json_of(*facts.granularity) : Json(nullptr);
  if (!facts.granularity) out["granularity_reason"] = say(MessageId::why_no_granularity);
  out["nesting"] = facts.nesting ? json_of(*facts.nesting) : Json(nullptr);
  if (!facts.nesting) out["nesting_reason"] = say(MessageId::why_no_nesting);
  return out;
}

}  // namespace payoff
