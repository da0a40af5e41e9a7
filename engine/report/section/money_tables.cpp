#include "report/section/money_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/section/tables.hpp"

namespace payoff {
std::string spoken_metric(const CaseStudy& study, const std::string& name) {
  const auto effect = std::ranges::find(study.effects, name, [](const Effect& e) { return e.metric.name; });
  return effect == study.effects.end() ? spaced(name) : spoken(effect->metric);
}

Table summary_table(const CaseStudy& study, const Appraisal& a) {
  const std::string& currency = a.currency;
  Table table{fmt::format("Over {}, from {}{}", count_phrase(a.horizon_months, "month"), spoken_metric(study, a.metric),
                          a.values.size() > 1 ? fmt::format(" and {} more", a.values.size() - 1) : ""),
              {{"Measure"}, {"Mean", true}, {"P50", true}, {"P10 to P90", true}},
              {}};
  const Quantity npv = a.npv.rounded(), roi = a.roi.rounded();
  table.rows.push_back({"Benefits, present value", money(a.pv_benefits, currency), "", ""});
  table.rows.push_back({"Costs, present value", money(a.pv_costs, currency), "", ""});
  if (a.pv_tax != 0) table.rows.push_back({"Tax, present value", money(a.pv_tax, currency), "", ""});
  table.rows.push_back(
      {"Net present value", money(npv.mean, currency), money(npv.p50, currency), money_p10_to_p90(npv, currency)});
  table.rows.push_back({"Return on investment", shown_or_why(a.roi.mean, percent(roi.mean), words::no_return),
                        percent(roi.p50), percent_p10_to_p90(roi)});
  table.rows.push_back({"Payback in months, where it pays back",
                        shown_or_why(a.payback_months.mean, number(a.payback_months.mean), words::no_payback),
                        number(a.payback_months.p50), p10_to_p90(a.payback_months)});
  table.rows.push_back(
      {"The same, discounted",
       shown_or_why(a.discounted_payback_months.mean, number(a.discounted_payback_months.mean), words::no_payback),
       number(a.discounted_payback_months.p50), p10_to_p90(a.discounted_payback_months)});
  return table;
}

Table scenarios_table(const Appraisal& a) {
  Table table{
      "If it goes so",
      {{"Scenario"}, {"Assuming"}, {"Net present value", true}, {"Return on investment", true}, {"Payback", true}},
      {}};
  for (const MoneyScenario& s : a.scenarios)
    table.rows.push_back(
        {s.name, s.assuming, money(s.npv, a.currency), shown_or_why(s.roi, percent(s.roi), words::no_return),
         std::isfinite(s.payback_month) ? "month " + number(s.payback_month) : "not within the horizon"});
  return table;
}

// One line for each benefit and cost, the years side by side, as appraisals are printed: "initial" is the day of the rollout.
Table years_table(const Appraisal& a) {
  Table table{"By year, at the point estimate, " + a.currency, {{"Line"}, {"Initial", true}}, {}};
  const std::size_t years = a.lines.front().by_year().size();
  for (std::size_t year = 1; year < years; ++year) table.columns.push_back({fmt::format("Year {}", year), true});
  for (const char* column : {"Total", "Present value"}) table.columns.push_back({column, true});
  const auto add = [&](const std::string& name, const std::vector<double>& amounts) {
    std::vector<std::string> row{name};
    for (const double amount : amounts) row.push_back(number(amount, 0));
    table.rows.push_back(std::move(row));
  };
  std::vector<double> net(years + 2, 0);
  const auto add_kind = [&](bool costs, const std::string& all) {
    std::vector<double> sums(years + 2, 0);
    for (const CashLine& line : a.lines) {
      if (line.is_cost != costs) continue;
      std::vector<double> amounts = line.by_year();
      amounts.push_back(line.total());
      amounts.push_back(line.present_value);
      for (std::size_t i = 0; line.counted && i < amounts.size(); ++i) {
        sums[i] += amounts[i];
        net[i] += costs ? -amounts[i] : amounts[i];
      }
      add(line.name, amounts);
    }
    add(all, sums);
  };
  add_kind(false, "All benefits");
  add_kind(true, "All costs");
  add("Net", net);
  return table;
}

Table variance_table(const Appraisal& a) {
  Table table{"Where the spread of the net present value comes from",
              {{"Uncertainty"}, {"By itself", true}, {"With others", true}},
              {}};
  for (const VarianceShare& share : a.variance_shares)
    table.rows.push_back({share.of, percent(share.alone), percent(share.with_others)});
  return table;
}

Table key_figures(const Appraisal& a, const std::string& unit) {
  Table table{"Key figures", {{"Figure"}, {"Value", true}}, {}};
  table.rows.push_back({"Chance that the net present value is positive", chance(a.probability_npv_positive)});
  table.rows.push_back({"Chance that it pays back within the horizon", chance(a.probability_pays_back)});
  if (std::isfinite(a.hours_per_person_week)) {
    const double low = a.hours_per_person_week_low, high = a.hours_per_person_week_high;
    table.rows.push_back(
        {"Hours saved per person and week, net of rework (negative: lost)",
         number(a.hours_per_person_week, decimals_for_interval(low, high)) + " (" + interval(low, high) + ")"});
  }
  table.rows.push_back({"Of the benefits, cash released, present value", money(a.pv_cash_released, a.currency)});
  for (int month = 12; month <= a.horizon_months && month < static_cast<int>(a.probability_pays_back_by.size());
       month += 12)
    table.rows.push_back({fmt::format("Pays back within {} months", month),
                          chance(a.probability_pays_back_by[static_cast<std::size_t>(month)])});
  table.rows.push_back(
      {"Benefit of a year in which all have the tool, at the point estimate", money(a.benefit_per_year, a.currency)});
  const auto add = [&](const char* name, double value, const std::string& shown, std::string_view why) {
    table.rows.push_back({name, shown_or_why(value, shown, why)});
  };
  add("Benefit-cost ratio", a.benefit_cost_ratio, number(a.benefit_cost_ratio, 2), words::no_return);
  add("Internal rate of return per year", a.internal_rate, percent(a.internal_rate), a.internal_rate_reason);
  add("Knowing for certain before deciding would be worth at most, present value", a.value_of_certainty.mean,
      money(a.value_of_certainty.rounded().mean, a.currency), words::not_computed);
  add("Knowing the effects for certain would be worth at most, present value", a.value_of_effects.mean,
      money(a.value_of_effects.rounded().mean, a.currency), words::not_computed);
  add("Two more weeks of data would be worth at most, present value", a.value_of_two_weeks.mean,
      money(a.value_of_two_weeks.rounded().mean, a.currency), words::not_computed);
  add("A month of delay costs (negative: saves), present value", a.cost_of_delay_per_month,
      money(a.cost_of_delay_per_month, a.currency), words::not_computed);
  if (std::isfinite(a.break_even_minutes_per_person_week))
    table.rows.push_back(
        {"Minutes saved per person and week at which it breaks even", number(a.break_even_minutes_per_person_week)});
  add("Share of the people for whom the benefit alone would cover the costs of all", a.break_even_share,
      percent(a.break_even_share), words::no_break_even_share);
  add("Price per person and month at which it breaks even", a.break_even_price, money(a.break_even_price, a.currency),
      a.assumptions.bills.empty() ? words::no_break_even_price : words::price_in_bills);
  table.rows.push_back(
      {"Effect at which it breaks even",
       a.break_even_effect == 0 && a.pv_costs > 0
           ? std::string("none is needed: the other values cover the costs")
           : shown_or_why(a.break_even_effect, number(a.break_even_effect) + " " + unit, words::no_break_even)});
  return table;
}

}  // namespace payoff
