#include "tools/mcp/reduced.hpp"

#include <initializer_list>

namespace payoff {
namespace {

Json some_of(const Json& object, std::initializer_list<const char*> keys) {
  Json some = Json::object();
  for (const char* key : keys)
    if (object.contains(key)) some[key] = object[key];
  return some;
}

// A number that is null says why in "<key>_reason".
Json interval_of(const Json& estimate) {
  return some_of(estimate, {"estimate", "low", "high", "p", "unit", "estimate_reason", "low_reason", "high_reason"});
}

Json effect_of(const Json& effect) {
  Json some = some_of(effect, {"metric", "role", "segment", "method", "estimand", "level", "baseline", "units_treated",
                               "units_comparison", "observations", "usable", "message"});
  for (const char* kind : {"absolute", "relative"})
    if (effect.contains(kind)) some[kind] = interval_of(effect[kind]);
  return some;
}

Json money_of(const Json& results) {
  const auto appraisal = results.find("appraisal");
  if (appraisal == results.end() || !appraisal->is_object()) return nullptr;
  Json money =
      some_of(*appraisal, {"currency", "metric", "horizon_months", "probability_npv_positive", "benefit_per_year",
                           "hours_per_person_week", "hours_per_person_week_interval", "cost_once", "cost_per_month"});
  for (const char* key : {"npv", "roi", "payback_months"})
    if (appraisal->contains(key) && (*appraisal)[key].is_object())
      money[key] = some_of((*appraisal)[key], {"mean", "p10", "p50", "p90"});
  return money;
}

}  // namespace

Json reduced(const Json& results) {
  Json some = some_of(results, {"title", "question", "who", "tool"});
  const Json verdict = results.value("verdict", Json::object());
  some["grade"] = verdict.value("grade", Json("U"));
  some["reasons"] = Json::array();
  for (const Json& reason : verdict.value("reasons", Json::array()))
    some["reasons"].push_back(reason.value("text", Json("")));
  some["to_raise"] = verdict.value("to_raise", Json::array());
  some["claims"] = Json::array();
  for (const Json& claim : results.value("claims", Json::array())) {
    if (claim.value("kind", Json()) == "headline") some["headline"] = claim.value("text", Json(""));
    some["claims"].push_back(some_of(claim, {"kind", "text", "metric", "segment"}));
  }
  some["effects"] = Json::array();
  for (const Json& effect : results.value("effects", Json::array())) some["effects"].push_back(effect_of(effect));
  some["money"] = money_of(results);
  some["recommendation"] = results.value("recommendation", Json::object());
  some["ledger"] = some_of(results.value("ledger", Json::object()),
                           {"rows_read", "rows_used", "rows_rejected", "rows_filtered", "units", "periods", "reasons"});
  return some;
}

}  // namespace payoff
