#include <cmath>

#include "report/document/words.hpp"
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
  put(out, "npv", s.npv, words::not_computed);
  put(out, "roi", s.roi, words::no_return);
  put(out, "payback_month", s.payback_month, words::no_payback_within);
  return out;
}

Json json_of(const Histogram& h) {
  Json out = Json::object();
  put(out, "low", h.low, words::not_computed);
  put(out, "width", h.width, words::not_computed);
  out["counts"] = h.counts;
  return out;
}

Json json_of(const Rung& rung) {
  Json out{{"name", rung.name}};
  put(out, "value", rung.value, words::not_computed);
  put(out, "low", rung.low, "this step has no interval");
  put(out, "high", rung.high, "this step has no interval");
  out["unit"] = rung.unit;
  out["text"] = rung.text;
  return out;
}

Json json_of(const MonthlyCash& cash) {
  const std::string_view why = words::not_computed;
  Json out{{"month", cash.month}};
  put(out, "benefit", cash.benefit, why);
  put(out, "cost", cash.cost, why);
  put(out, "cumulative", cash.cumulative, why);
  put(out, "cumulative_p10", cash.cumulative_p10, why);
  put(out, "cumulative_p90", cash.cumulative_p90, why);
  return out;
}

Json json_of(const CashLine& line) {
  Json out{{"name", line.name}, {"kind", line.is_cost ? "cost" : "benefit"}, {"by_year", line.by_year()}};
  put(out, "total", line.total(), words::not_computed);
  put(out, "present_value", line.present_value, words::not_computed);
  out["by_month"] = line.by_month;
  return out;
}

Json json_of(const NpvSensitivity& s) {
  const std::string_view why = words::not_computed;
  Json out{{"assumption", s.assumption}};
  put(out, "low", s.low, why);
  put(out, "high", s.high, why);
  out["unit"] = s.unit;
  put(out, "npv_low", s.npv_low, why);
  put(out, "npv_high", s.npv_high, why);
  return out;
}

Json json_of(const Assumptions& a) {
  Json out{{"people", a.people}};
  put(out, "hourly_cost", a.hourly_cost, words::not_assumed);
  put(out, "volume_per_person_week", a.volume_per_person_week, "taken from the data");
  put(out, "rework_share", a.rework_share, words::not_assumed);
  out["realized_share"] = nullptr;
  if (a.realized_share) {
    out["realized_share"] = {
        {"low", a.realized_share->low}, {"mode", a.realized_share->mode}, {"high", a.realized_share->high}};
  } else {
    out["realized_share_reason"] = words::not_assumed;
  }
  put(out, "gross_margin", a.gross_margin, words::not_assumed);
  out["costs"] = Json::array();
  for (const Cost& cost : a.costs) {
    out["costs"].push_back({{"name", cost.name},
                            {"once", cost.once},
                            {"per_month", cost.per_month},
                            {"per_person_month", cost.per_person_month},
                            {"growth_per_year", cost.growth_per_year},
                            {"once_per_person", cost.once_per_person},
                            {"hours_per_person", cost.hours_per_person},
                            {"hours_per_person_month", cost.hours_per_person_month}});
  }
  out["bills"] = Json::array();
  for (const Bill& bill : a.bills)
    out["bills"].push_back(
        {{"name", bill.name}, {"by_month", bill.by_month}, {"goes_on", name(bill.goes_on)}, {"people", bill.people}});
  out["rollout"] = Json::array();
  for (const Start& start : a.rollout) out["rollout"].push_back({{"month", start.month}, {"share", start.share}});
  out["volume_growth_per_year"] = a.volume_growth_per_year;
  out["risk_of_benefits"] = a.risk_of_benefits;
  out["risk_of_costs"] = a.risk_of_costs;
  out["discounting"] = name(a.discounting);
  out["discount_rate_per_year"] = a.discount_rate_per_year;
  out["draws"] = a.draws;
  return out;
}

template <typename Row>
Json json_of(const std::vector<Row>& rows) {
  Json out = Json::array();
  for (const Row& row : rows) out.push_back(json_of(row));
  return out;
}

}  // namespace

Json json_of(const Appraisal& a) {
  const std::string_view why = words::not_computed;
  const std::string no_time = "not a time metric";
  Json out;
  out["currency"] = a.currency;
  out["metric"] = a.metric;
  out["horizon_months"] = a.horizon_months;
  out["projected"] = a.projected;
  out["from_last_third"] = a.from_last_third;
  put(out, "pv_benefits", a.pv_benefits, why);
  put(out, "pv_costs", a.pv_costs, why);
  out["npv"] = json_of(a.npv, why);
  out["roi"] = json_of(a.roi, words::no_return);
  out["payback_months"] = json_of(a.payback_months, words::no_payback);
  out["discounted_payback_months"] = json_of(a.discounted_payback_months, words::no_payback);
  put(out, "benefit_cost_ratio", a.benefit_cost_ratio, words::no_return);
  put(out, "internal_rate_per_year", a.internal_rate, words::or_no_reason(a.internal_rate_reason));
  put(out, "probability_npv_positive", a.probability_npv_positive, why);
  put(out, "probability_pays_back", a.probability_pays_back, why);
  out["npv_histogram"] = json_of(a.npv_histogram);
  put(out, "value_of_certainty", a.value_of_certainty.mean, why);
  out["scenarios"] = json_of(a.scenarios);
  put(out, "break_even_effect", a.break_even_effect, words::no_break_even);
  put(out, "break_even_minutes_per_person_week", a.break_even_minutes_per_person_week,
      std::isfinite(a.hours_per_person_week) ? std::string(words::no_break_even) : no_time);
  put(out, "break_even_share", a.break_even_share, words::no_break_even_share);
  put(out, "break_even_price", a.break_even_price, words::no_break_even_price);
  put(out, "cost_of_delay_per_month", a.cost_of_delay_per_month, why);
  put(out, "hours_per_person_week", a.hours_per_person_week, no_time);
  put(out, "hours_per_person_week_low", a.hours_per_person_week_low, no_time);
  put(out, "hours_per_person_week_high", a.hours_per_person_week_high, no_time);
  put(out, "benefit_per_year", a.benefit_per_year, why);
  put(out, "cost_once", a.cost_once, why);
  put(out, "cost_per_month", a.cost_per_month, why);
  out["cash_flow"] = json_of(a.cash_flow);
  out["lines"] = json_of(a.lines);
  out["ladder"] = json_of(a.ladder);
  out["assumptions"] = json_of(a.assumptions);
  out["sensitivity"] = json_of(a.sensitivity);
  return out;
}

}  // namespace payoff
