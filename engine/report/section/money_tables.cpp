#include "report/section/money_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

// An amount that somebody stated, not rounded.
std::string exact(double amount, const std::string& currency) {
  return currency + " " + number(amount, std::floor(amount) == amount ? 0 : 2);
}

std::string spoken_metric(const CaseStudy& study, const std::string& name) {
  const auto effect = std::ranges::find(study.effects, name, [](const Effect& e) { return e.metric.name; });
  return effect == study.effects.end() ? spaced(name) : spoken(effect->metric);
}

// "50% at once, 50% after 3 months"; of many steps, over how long.
std::string rollout_text(const std::vector<Start>& rollout) {
  constexpr std::size_t most_told = 4;
  double share = 0;
  for (const Start& start : rollout) share += start.share;
  if (rollout.size() == 1) return percent(share) + " at once";
  if (rollout.size() > most_told)
    return fmt::format("{} in {} steps over {} months", percent(share), rollout.size(),
                       number(rollout.back().month, 1));
  std::string text;
  for (const Start& start : rollout)
    text += (text.empty() ? "" : ", ") + percent(start.share) +
            (start.month == 0 ? " at once" : " after " + number(start.month, 1) + " months");
  return text;
}

std::string_view in_words(BillGoesOn goes_on) {
  constexpr std::string_view words[] = {"it is over", "as in its last month", "as in its mean month",
                                        "as much for each who has the tool"};
  return words[static_cast<std::size_t>(goes_on)];
}

// "6 hours at the beginning, 2 hours a month, 3% dearer each year"
std::string of_each_person(const Cost& cost, const std::string& currency) {
  std::string text;
  const auto add = [&](double value, const std::string& shown) {
    if (value != 0) text += (text.empty() ? "" : ", ") + shown;
  };
  add(cost.once_per_person, exact(cost.once_per_person, currency) + " at the beginning");
  add(cost.hours_per_person, number(cost.hours_per_person) + " hours at the beginning");
  add(cost.hours_per_person_month, number(cost.hours_per_person_month) + " hours a month");
  add(cost.growth_per_year, percent(cost.growth_per_year) + " dearer each year");
  return text;
}

}  // namespace

Table summary_table(const CaseStudy& study, const Appraisal& a) {
  const std::string& currency = a.currency;
  Table table{fmt::format("Over {}, from {}", count_phrase(a.horizon_months, "month"), spoken_metric(study, a.metric)),
              {{"Measure"}, {"Mean", true}, {"P50", true}, {"P10 to P90", true}},
              {}};
  const Quantity npv = a.npv.rounded(), roi = a.roi.rounded();
  table.rows.push_back({"Benefits, present value", money(a.pv_benefits, currency), "", ""});
  table.rows.push_back({"Costs, present value", money(a.pv_costs, currency), "", ""});
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
  Table table{"By year, mean of the simulated outcomes, " + a.currency, {{"Line"}, {"Initial", true}}, {}};
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
      for (std::size_t i = 0; i < amounts.size(); ++i) {
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

// What went in, as the study states it.
Table assumptions_table(const Appraisal& a) {
  const Assumptions& in = a.assumptions;
  Table table{"What was assumed", {{"Assumption"}, {"Value", true}}, {}};
  table.rows.push_back({"People", number(in.people)});
  if (std::isfinite(in.hourly_cost)) table.rows.push_back({"Cost of an hour", exact(in.hourly_cost, a.currency)});
  if (std::isfinite(in.gross_margin)) table.rows.push_back({"Gross margin", percent(in.gross_margin)});
  if (in.realized_share) {
    const Range& share = *in.realized_share;
    table.rows.push_back({"Share of the time that the business gets back: least, most likely, most",
                          percent(share.low) + ", " + percent(share.mode) + ", " + percent(share.high)});
    table.rows.push_back({"Share of the time saved that is spent on rework", percent(in.rework_share)});
  }
  table.rows.push_back({"The tool comes to the people", rollout_text(in.rollout)});
  if (in.volume_growth_per_year != 0)
    table.rows.push_back({"Growth of the volume per year", percent(in.volume_growth_per_year)});
  if (in.risk_of_benefits > 0) table.rows.push_back({"Taken off the benefits for risk", percent(in.risk_of_benefits)});
  if (in.risk_of_costs > 0) table.rows.push_back({"Added to the costs for risk", percent(in.risk_of_costs)});
  const bool months = in.discounting == Discounting::months;
  table.rows.push_back({fmt::format("Discount rate per year, {}", months ? "by months" : "at the end of each year"),
                        percent(in.discount_rate_per_year)});
  table.rows.push_back({"Simulated outcomes", number(in.draws)});
  return table;
}

Table costs_table(const Appraisal& a) {
  Table table{
      "What it costs",
      {{"Cost"}, {"Once", true}, {"Per month", true}, {"Per person and month", true}, {"Of each person, and later"}},
      {}};
  for (const Cost& cost : a.assumptions.costs) {
    const auto shown = [&](double amount) { return amount == 0 ? "" : exact(amount, a.currency); };
    table.rows.push_back({cost.name, shown(cost.once), shown(cost.per_month), shown(cost.per_person_month),
                          of_each_person(cost, a.currency)});
  }
  table.rows.push_back(
      {"All", exact(a.cost_once, a.currency), exact(a.cost_per_month, a.currency), "counted in the month", ""});
  return table;
}

Table bills_table(const Appraisal& a) {
  Table table{
      "Bills, as they came",
      {{"Bill"}, {"Months with the tool", true}, {"Before", true}, {"Since", true}, {"Last month", true}, {"Then"}},
      {}};
  for (const Bill& bill : a.assumptions.bills) {
    const double before = bill.by_month.front();
    const double since = std::accumulate(bill.by_month.begin() + 1, bill.by_month.end(), 0.0);
    const int months = static_cast<int>(bill.by_month.size()) - 1;
    table.rows.push_back({bill.name, number(months), number(before, 2), number(since, 2),
                          number(bill.by_month.back(), 2),
                          months < a.horizon_months ? std::string(in_words(bill.goes_on)) : ""});
  }
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
  table.rows.push_back({"Benefit per year, at the point estimate", money(a.benefit_per_year, a.currency)});
  const auto add = [&](const char* name, double value, const std::string& shown, std::string_view why) {
    table.rows.push_back({name, shown_or_why(value, shown, why)});
  };
  add("Benefit-cost ratio", a.benefit_cost_ratio, number(a.benefit_cost_ratio, 2), words::no_return);
  add("Internal rate of return per year", a.internal_rate, percent(a.internal_rate), a.internal_rate_reason);
  add("Knowing for certain before deciding would be worth at most, present value", a.value_of_certainty.mean,
      money(a.value_of_certainty.rounded().mean, a.currency), words::not_computed);
  add("A month of delay costs (negative: saves), present value", a.cost_of_delay_per_month,
      money(a.cost_of_delay_per_month, a.currency), words::not_computed);
  if (std::isfinite(a.break_even_minutes_per_person_week))
    table.rows.push_back(
        {"Minutes saved per person and week at which it breaks even", number(a.break_even_minutes_per_person_week)});
  add("Share of the people for whom the benefit alone would cover the costs of all", a.break_even_share,
      percent(a.break_even_share), words::no_break_even_share);
  add("Price per person and month at which it breaks even", a.break_even_price, money(a.break_even_price, a.currency),
      words::no_break_even_price);
  table.rows.push_back(
      {"Effect at which it breaks even",
       shown_or_why(a.break_even_effect, number(a.break_even_effect) + " " + unit, words::no_break_even)});
  return table;
}

}  // namespace payoff
