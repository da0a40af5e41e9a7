#include <cmath>

#include "base/messages.hpp"
#include "report/document/labels.hpp"
#include "report/writer/json.hpp"

namespace payoff {
namespace {

Json json_of(const Quantity& q, std::string_view why) {
  Json out;
  put(out, "mean", q.mean, why);
  put(out, "p10", q.p10, why);
  put(out, "p50", q.p50, why);
  put(out, "p90", q.p90, why);
  out["simulation_error"] = {{"mean", q.mean_error}, {"p10", q.p10_error}, {"p50", q.p50_error}, {"p90", q.p90_error}};
  return out;
}

Json json_of(const MoneyScenario& s) {
  Json out{{"name", s.name}, {"assuming", s.assuming}};
  put(out, "npv", s.npv, say(MessageId::not_computed));
  put(out, "roi", s.roi, say(MessageId::why_no_return));
  put(out, "payback_month", s.payback_month, say(MessageId::why_no_payback_within));
  return out;
}

Json json_of(const Histogram& h) {
  Json out = Json::object();
  put(out, "low", h.low, say(MessageId::not_computed));
  put(out, "width", h.width, say(MessageId::not_computed));
  out["counts"] = h.counts;
  return out;
}

Json json_of(const Rung& rung) {
  Json out{{"name", rung.name}};
  put(out, "estimate", rung.value, say(MessageId::not_computed));
  put(out, "low", rung.low, say(MessageId::why_step_has_no_interval));
  put(out, "high", rung.high, say(MessageId::why_step_has_no_interval));
  out["unit"] = rung.unit;
  out["text"] = rung.text;
  return out;
}

Json json_of(const MonthlyCash& cash) {
  const std::string why = say(MessageId::not_computed);
  Json out{{"month", cash.month}};
  put(out, "benefit", cash.benefit, why);
  put(out, "cost", cash.cost, why);
  put(out, "cumulative", cash.cumulative, why);
  put(out["cumulative_interval"], "p10", cash.cumulative_p10, why);
  put(out["cumulative_interval"], "p90", cash.cumulative_p90, why);
  return out;
}

Json json_of(const CashLine& line) {
  Json out{{"name", line.name},
           {"kind", line.is_cost ? "cost" : "benefit"},
           {"counted", line.counted},
           {"by_year", line.by_year()}};
  put(out, "total", line.total(), say(MessageId::not_computed));
  put(out, "present_value", line.present_value, say(MessageId::not_computed));
  out["by_month"] = line.by_month;
  return out;
}

Json json_of(const NpvSensitivity& s) {
  const std::string why = say(MessageId::not_computed);
  Json out{{"assumption", s.assumption}};
  put(out, "low", s.low, why);
  put(out, "high", s.high, why);
  out["unit"] = s.unit;
  put(out, "npv_low", s.npv_low, why);
  put(out, "npv_high", s.npv_high, why);
  return out;
}

// A number where it is known.
Json json_of(const Uncertain& u) {
  if (u.shape == Shape::fixed) return std::isnan(u.mode) ? Json(nullptr) : Json(u.mode);
  Json out{{"shape", name(u.shape)}, {"low", u.low}, {"mode", u.mode}, {"high", u.high}};
  if (u.shape == Shape::sample) out["values"] = u.values;
  return out;
}

// Of another name than put(), which it would hide: a double is an Uncertain, too.
void put_uncertain(Json& out, const std::string& key, const Uncertain& u, std::string_view why) {
  out[key] = json_of(u);
  if (!u.given()) out[key + "_reason"] = why;
}

Json json_of(const Value& v) {
  Json out{{"metric", v.metric}, {"segment", v.segment}, {"label", v.label}};
  out["as"] = v.as ? Json(name(*v.as)) : Json(nullptr);
  out["class"] = v.value_class ? Json(name(*v.value_class)) : Json(nullptr);
  const auto own = [&](const char* key, const Uncertain& u) {
    put_uncertain(out, key, u, say(MessageId::why_as_for_all));
  };
  own("people", v.people);
  own("hourly_cost", v.hourly_cost);
  own("volume_per_person_week", v.volume_per_person_week);
  own("rework_share", v.rework_share);
  own("realized_share", v.realized_share);
  own("gross_margin", v.gross_margin);
  own("price", v.price);
  out["counted_in"] = v.counted_in;
  out["apart"] = v.apart;
  return out;
}

Json json_of(const Cost& cost) {
  Json out{{"name", cost.name},
           {"once", json_of(cost.once)},
           {"per_month", json_of(cost.per_month)},
           {"per_person_month", json_of(cost.per_person_month)}};
  put(out, "growth_per_year", cost.growth_per_year, say(MessageId::why_as_inflation));
  out["once_per_person"] = json_of(cost.once_per_person);
  out["hours_per_person"] = json_of(cost.hours_per_person);
  out["hours_per_person_month"] = json_of(cost.hours_per_person_month);
  out["currency"] = cost.currency;
  return out;
}

Json json_of(const Bill& bill) {
  return {{"name", bill.name},
          {"by_month", bill.by_month},
          {"goes_on", name(bill.goes_on)},
          {"people", bill.people},
          {"later", json_of(bill.later)},
          {"currency", bill.currency},
          {"counted_in", bill.counted_in}};
}

Json json_of(const Start& start) {
  return {{"month", start.month}, {"share", start.share}};
}

Json json_of(const Uptake& step) {
  return {{"month", step.month}, {"share", step.share}};
}

Json json_of(const ExchangeRate& rate) {
  return {{"currency", rate.currency}, {"rate", rate.rate}, {"on", rate.on}};
}

Json json_of(const Correlation& c) {
  return {{"between", {c.first, c.second}}, {"is", c.correlation}};
}

Json json_of(const VarianceShare& v) {
  return {{"of", v.of}, {"alone", v.alone}, {"with_others", v.with_others}};
}

Json json_of(const WaterfallStep& w) {
  return {{"name", w.name}, {"change", w.change}, {"total", w.total}, {"is_total", w.is_total}};
}

template <typename Row>
Json json_of(const std::vector<Row>& rows) {
  Json out = Json::array();
  for (const Row& row : rows) out.push_back(json_of(row));
  return out;
}

Json json_of(const Assumptions& a) {
  Json out;
  put_uncertain(out, "people", a.people, say(MessageId::why_not_assumed));
  put_uncertain(out, "hourly_cost", a.hourly_cost, say(MessageId::why_not_assumed));
  put_uncertain(out, "volume_per_person_week", a.volume_per_person_week, say(MessageId::why_from_data));
  put(out, "campaigns", a.campaigns, say(MessageId::why_no_campaigns));
  put_uncertain(out, "rework_share", a.rework_share, say(MessageId::why_not_assumed));
  put_uncertain(out, "realized_share", a.realized_share, say(MessageId::why_not_assumed));
  out["realized_share_source"] = a.realized_share_source;
  put_uncertain(out, "gross_margin", a.gross_margin, say(MessageId::why_not_assumed));
  out["values"] = json_of(a.values);
  out["costs"] = json_of(a.costs);
  out["bills"] = json_of(a.bills);
  out["rollout"] = json_of(a.rollout);
  out["uptake"] = json_of(a.uptake);
  out["volume_growth_per_year"] = a.volume_growth_per_year;
  out["inflation_per_year"] = a.inflation_per_year;
  out["risk_of_benefits"] = a.risk_of_benefits;
  out["risk_of_costs"] = a.risk_of_costs;
  out["tax_rate"] = a.tax_rate;
  out["exchange_rates"] = json_of(a.exchange_rates);
  out["correlations"] = json_of(a.correlations);
  out["discounting"] = name(a.discounting);
  out["discount_rate_per_year"] = a.discount_rate_per_year;
  out["draws"] = a.draws;
  return out;
}

Json json_of(const ValueLadder& v) {
  Json out{{"metric", v.metric},         {"segment", v.segment},         {"label", v.label},
           {"as", name(v.as)},           {"class", name(v.value_class)}, {"counted", v.value_class != ValueClass::soft},
           {"ladder", json_of(v.ladder)}};
  out["apart"] = v.apart;
  put(out, "present_value", v.present_value, say(MessageId::not_computed));
  return out;
}

}  // namespace

Json json_of(const Appraisal& a) {
  const std::string why = say(MessageId::not_computed);
  const std::string no_time = say(MessageId::why_no_time);
  Json out;
  out["currency"] = a.currency;
  out["metric"] = a.metric;
  out["horizon_months"] = a.horizon_months;
  out["projected"] = a.projected;
  out["from_last_third"] = a.from_last_third;
  put(out, "pv_benefits", a.pv_benefits, why);
  put(out, "pv_costs", a.pv_costs, why);
  out["pv_tax"] = a.pv_tax;
  put(out, "pv_cash_released", a.pv_cash_released, why);
  out["npv"] = json_of(a.npv, why);
  out["roi"] = json_of(a.roi, say(MessageId::why_no_return));
  out["payback_months"] = json_of(a.payback_months, say(MessageId::why_no_payback));
  out["discounted_payback_months"] = json_of(a.discounted_payback_months, say(MessageId::why_no_payback));
  put(out, "benefit_cost_ratio", a.benefit_cost_ratio, say(MessageId::why_no_return));
  put(out, "internal_rate_per_year", a.internal_rate, or_no_reason(a.internal_rate_reason));
  put(out, "probability_npv_positive", a.probability_npv_positive, why);
  put(out, "probability_pays_back", a.probability_pays_back, why);
  out["probability_pays_back_by_month"] = a.probability_pays_back_by;
  out["npv_histogram"] = json_of(a.npv_histogram);
  put(out, "value_of_certainty", a.value_of_certainty.mean, why);
  put(out, "value_of_knowing_the_effects", a.value_of_effects.mean, why);
  put(out, "value_of_two_more_weeks", a.value_of_two_weeks.mean, say(MessageId::why_no_follow_up));
  out["scenarios"] = json_of(a.scenarios);
  put(out, "break_even_effect", a.break_even_effect, say(MessageId::why_no_break_even));
  put(out, "break_even_minutes_per_person_week", a.break_even_minutes_per_person_week,
      std::isfinite(a.hours_per_person_week) ? say(MessageId::why_no_break_even) : no_time);
  put(out, "break_even_share", a.break_even_share, say(MessageId::why_no_break_even_share));
  put(out, "break_even_price", a.break_even_price,
      say(a.assumptions.bills.empty() ? MessageId::why_no_break_even_price : MessageId::why_price_in_bills));
  put(out, "cost_of_delay_per_month", a.cost_of_delay_per_month, why);
  put(out, "hours_per_person_week", a.hours_per_person_week, no_time);
  put(out["hours_per_person_week_interval"], "low", a.hours_per_person_week_low, no_time);
  put(out["hours_per_person_week_interval"], "high", a.hours_per_person_week_high, no_time);
  put(out, "benefit_per_year", a.benefit_per_year, why);
  put(out, "cost_once", a.cost_once, why);
  put(out, "cost_per_month", a.cost_per_month, why);
  out["cash_flow"] = json_of(a.cash_flow);
  out["lines"] = json_of(a.lines);
  out["ladder"] = json_of(a.ladder());
  out["values"] = Json::array();
  for (const ValueLadder& value : a.values) out["values"].push_back(json_of(value));
  out["waterfall"] = json_of(a.waterfall);
  out["assumptions"] = json_of(a.assumptions);
  out["sensitivity"] = json_of(a.sensitivity);
  out["variance_shares"] = json_of(a.variance_shares);
  return out;
}

}  // namespace payoff
