// What was billed, and what one outcome costs, as JSON.
#include <cmath>

#include "base/messages.hpp"
#include "report/section/tables.hpp"
#include "report/writer/json.hpp"

namespace payoff {
namespace {

Json json_of(const Spend& spend) {
  const std::string why = say(MessageId::why_bill_silent);
  Json out{{"name", spend.name}, {"billed", spend.billed}, {"of_others", spend.of_others}, {"covered", spend.covered}};
  put(out, "bought", spend.bought, why);
  put(out, "assigned", spend.assigned, why);
  put(out, "used", spend.used, why);
  put(out, "idle", spend.idle, why);
  return out;
}

Json json_of(const OutcomeCost& cost, const Effect& effect) {
  Json out{{"metric", cost.metric}};
  out["with_tool"] = json_of(cost.with_tool, effect);
  put(out, "without_tool", cost.without_tool, say(MessageId::not_computed));
  out["change"] = json_of(cost.change, effect);
  out["outcomes"] = cost.outcomes;
  put(out, "billed", cost.billed, say(MessageId::why_no_bills));
  return out;
}

}  // namespace

Json spend_of(const CaseStudy& study) {
  Json out = Json::array();
  for (const Spend& spend : study.spend) out.push_back(json_of(spend));
  return out;
}

Json outcome_costs_of(const CaseStudy& study) {
  Json out = Json::array();
  for (const OutcomeCost& cost : study.outcome_costs) out.push_back(json_of(cost, effect_on(study, cost.metric)));
  return out;
}

}  // namespace payoff
