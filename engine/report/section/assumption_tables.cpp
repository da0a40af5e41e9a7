#include "report/section/assumption_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/wording.hpp"
#include "report/document/format.hpp"
#include "report/section/money_tables.hpp"

namespace payoff {
namespace {

// An amount that somebody stated, not rounded.
std::string exact(double amount, const std::string& currency) {
  return currency + " " + number(amount, std::floor(amount) == amount ? 0 : 2);
}

// "50% at once, 50% after 3 months"; of many steps, over how long.
std::string rollout_text(const std::vector<Start>& rollout) {
  constexpr std::size_t most_told = 4;
  double share = 0;
  for (const Start& start : rollout) share += start.share;
  if (rollout.size() == 1) return percent(share) + " at once";
  if (rollout.size() > most_told)
    return fmt::format("{} in {} steps over {}", percent(share), rollout.size(),
                       count_phrase(rollout.back().month, "month"));
  std::string text;
  for (const Start& start : rollout)
    text += (text.empty() ? "" : ", ") + percent(start.share) +
            (start.month == 0 ? " at once" : " after " + count_phrase(start.month, "month"));
  return text;
}

std::string_view in_words(BillGoesOn goes_on) {
  constexpr std::string_view words[] = {"it is over", "as in its last month", "as in its mean month",
                                        "as much for each who has the tool"};
  return words[static_cast<std::size_t>(goes_on)];
}

using ShownAs = std::function<std::string(double)>;

// "48", "30% to 70%, most likely 50%", "P10 20, P90 60", "one of 12 values, 38 to 57"
std::string shown_uncertain(const Uncertain& value, const ShownAs& shown) {
  switch (value.shape) {
    case Shape::fixed:
      return shown(value.mode);
    case Shape::log_normal:
      return fmt::format("{} to {} in 8 of 10 cases, log-normal", shown(value.low), shown(value.high));
    case Shape::sample:
      return fmt::format("one of {} values, {} to {}", value.values.size(), shown(value.low), shown(value.high));
    default:
      return fmt::format("{} to {}, most likely {}{}", shown(value.low), shown(value.high), shown(value.mode),
                         value.shape == Shape::pert ? " (PERT)" : "");
  }
}

std::string how_it_goes_on(const Bill& bill, bool ends_before_horizon) {
  if (!bill.counted_in.empty()) return "counted in the " + spaced(bill.counted_in);
  return ends_before_horizon ? std::string(in_words(bill.goes_on)) : "";
}

// "6 hours at the beginning, 2 hours a month, 3% dearer each year"
std::string of_each_person(const Cost& cost, const std::string& currency) {
  std::string text;
  const auto add = [&](bool is_there, const std::string& shown) {
    if (is_there) text += (text.empty() ? "" : ", ") + shown;
  };
  const auto part = [&](const Uncertain& value, const ShownAs& shown, const char* when) {
    add(value.drawn() || value.middle() != 0, shown_uncertain(value, shown) + when);
  };
  const ShownAs amount = [&](double value) { return exact(value, currency); },
                hours = [](double value) { return number(value); };
  part(cost.once_per_person, amount, " at the beginning");
  part(cost.hours_per_person, hours, " hours at the beginning");
  part(cost.hours_per_person_month, hours, " hours a month");
  if (std::isfinite(cost.growth_per_year))
    add(cost.growth_per_year != 0, percent(cost.growth_per_year) + " dearer each year");
  return text;
}

}  // namespace

// What went in, as the study states it.
Table assumptions_table(const CaseStudy& study, const Appraisal& a) {
  const Assumptions& in = a.assumptions;
  Table table{"What was assumed", {{"Assumption"}, {"Value", true}}, {}};
  const auto add = [&](const std::string& name, const Uncertain& value, const ShownAs& shown) {
    if (value.given()) table.rows.push_back({name, shown_uncertain(value, shown)});
  };
  const ShownAs plain = [](double value) { return number(value); }, share = [](double value) { return percent(value); };
  const ShownAs amount = [&](double value) { return exact(value, a.currency); };
  add("People", in.people, plain);
  add("Cost of an hour", in.hourly_cost, amount);
  add("How often a week each person does what is measured", in.volume_per_person_week, plain);
  if (in_campaigns(in)) table.rows.push_back({"Campaigns within the horizon", number(in.campaigns)});
  add("Gross margin", in.gross_margin, share);
  const bool is_time =
      std::ranges::any_of(a.values, [](const ValueLadder& value) { return value.as == ValueAs::time_saved; });
  if (in.realized_share.given() && is_time) {
    add("Share of the time that the business gets back", in.realized_share, share);
    if (!in.realized_share_source.empty()) table.rows.push_back({"Where that is from", in.realized_share_source});
    add("Share of the time saved that is spent on rework", in.rework_share, share);
  }
  for (const Value& value : in.values) {
    const std::string whose =
        spoken_metric(study, value.metric) + (value.label.empty() ? "" : ", " + value.segment + " = " + value.label);
    add(whose + ": people", value.people, plain);
    add(whose + ": cost of an hour", value.hourly_cost, amount);
    add(whose + ": how often a week", value.volume_per_person_week, plain);
    add(whose + ": share spent on rework", value.rework_share, share);
    add(whose + ": share that the business gets back", value.realized_share, share);
    add(whose + ": gross margin", value.gross_margin, share);
    add(whose + ": what one is worth", value.price, amount);
  }
  table.rows.push_back({"The tool comes to the people", rollout_text(in.rollout)});
  for (const Uptake& step : in.uptake)
    table.rows.push_back({"Use after " + count_phrase(step.month, "month"), percent(step.share)});
  const auto rate = [&](const std::string& name, double value) {
    if (value != 0) table.rows.push_back({name, percent(value)});
  };
  rate("Growth of the volume per year", in.volume_growth_per_year);
  rate("Inflation per year", in.inflation_per_year);
  rate("Taken off the benefits for risk", in.risk_of_benefits);
  rate("Added to the costs for risk", in.risk_of_costs);
  rate("Tax on benefits less costs", in.tax_rate);
  for (const ExchangeRate& exchange : in.exchange_rates)
    table.rows.push_back(
        {fmt::format("{} in {}{}", exchange.currency, in.currency, exchange.on.empty() ? "" : ", of " + exchange.on),
         number(exchange.rate, 4)});
  for (const auto& [first, second, correlation] : in.correlations)
    table.rows.push_back({fmt::format("Correlation of {} and {}", first, second), number(correlation, 2)});
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
    const std::string& currency = cost.currency.empty() ? a.currency : cost.currency;
    const auto shown = [&](const Uncertain& amount) -> std::string {
      if (!amount.drawn() && amount.middle() == 0) return "";
      return shown_uncertain(amount, [&](double value) { return exact(value, currency); });
    };
    table.rows.push_back({cost.name, shown(cost.once), shown(cost.per_month), shown(cost.per_person_month),
                          of_each_person(cost, currency)});
  }
  // Of what nobody stated to the cent there are no cents.
  const bool stated = std::ranges::none_of(a.assumptions.costs, [](const Cost& cost) {
    return cost.once.drawn() || cost.per_month.drawn() || cost.per_person_month.drawn() ||
           cost.once_per_person.drawn() || cost.hours_per_person.drawn() || cost.hours_per_person_month.drawn();
  });
  const auto sum = [&](double amount) { return stated ? exact(amount, a.currency) : money(amount, a.currency); };
  table.rows.push_back({"All", sum(a.cost_once), sum(a.cost_per_month), "counted in the month", ""});
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
    const std::string name = bill.currency.empty() ? bill.name : bill.name + ", " + bill.currency;
    table.rows.push_back({name, number(months), number(before, 2), number(since, 2), number(bill.by_month.back(), 2),
                          how_it_goes_on(bill, months < a.horizon_months)});
  }
  return table;
}

}  // namespace payoff
