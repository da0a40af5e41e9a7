#include "monetize/assumptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "data/spoken.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

[[noreturn]] void wrong_assumption(const std::string& path, const std::string& value, const std::string& rule,
                                   const std::string& remedy) {
  const std::string name = path.substr(path.rfind('.') + 1);
  throw Error(ErrorKind::usage, {.key = "money." + path}, fmt::format("{} is {}, but must be {}", name, value, rule),
              remedy);
}

std::string shown(double value) {
  return std::isnan(value) ? "missing" : fmt::format("{}", value);
}

std::string shown(const Uncertain& value) {
  if (value.shape == Shape::fixed) return shown(value.mode);
  return fmt::format("{} to {} with mode {}", value.low, value.high, shown(value.mode));
}

void in_range(const std::string& path, double value, double least, double most, const std::string& remedy) {
  if (value >= least && value <= most) return;
  wrong_assumption(path, shown(value), fmt::format("in {} to {}", least, most), remedy);
}

// A distribution that exists, between two ends.
void uncertain_in(const std::string& path, const Uncertain& value, double least, double most,
                  const std::string& remedy) {
  if (value.shape == Shape::fixed) {
    in_range(path, value.mode, least, most, remedy);
    return;
  }
  // Of a log-normal share one draw in some would be above 1.
  const bool ends = value.shape != Shape::log_normal;
  const bool ordered = value.low <= value.mode && value.mode <= value.high;
  if (ordered && ends && least <= value.low && value.high <= most) return;
  wrong_assumption(
      path, shown(value),
      fmt::format("{}, all in {} to {}", ends ? "low <= mode <= high" : "of a shape that ends", least, most), remedy);
}

void positive(const std::string& path, const Uncertain& value, const std::string& remedy) {
  if (std::isfinite(value.low) && value.low > 0 && std::isfinite(value.high) && value.low <= value.mode &&
      value.mode <= value.high)
    return;
  const bool ordered = !(value.low > value.mode) && !(value.mode > value.high);
  wrong_assumption(path, shown(value), ordered ? "more than 0" : "in the order low, mode, high, or P10 below P90",
                   remedy);
}

void not_negative(const std::string& path, const Uncertain& value) {
  if (value.low >= 0 && std::isfinite(value.high) && value.low <= value.mode && value.mode <= value.high) return;
  wrong_assumption(path, shown(value), "0 or more", "a saving is measured by a metric, not entered as a negative cost");
}

void check_realized_share(const std::string& path, const Uncertain& share) {
  if (!share.given()) {
    wrong_assumption(
        path, "missing", "set for a time metric",
        "say which share of the time saved the business really gets back; 0.5 is Forrester's convention, and more "
        "than 0.5 needs a reason");
  }
  uncertain_in(path, share, 0, 1, "write half as 0.5");
}

void check_costs(const Assumptions& assumptions) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < assumptions.costs.size(); ++i) {
    const Cost& cost = assumptions.costs[i];
    const std::string path = fmt::format("costs[{}].", i);
    if (!names.insert(cost.name).second)
      wrong_assumption(path + "name", "'" + cost.name + "', which another cost has", "its own", "name each cost apart");
    not_negative(path + "once", cost.once);
    not_negative(path + "per_month", cost.per_month);
    not_negative(path + "per_person_month", cost.per_person_month);
    not_negative(path + "once_per_person", cost.once_per_person);
    not_negative(path + "hours_per_person", cost.hours_per_person);
    not_negative(path + "hours_per_person_month", cost.hours_per_person_month);
    if (cost.hours_per_person.high > 0 || cost.hours_per_person_month.high > 0)
      positive("hourly_cost", assumptions.hourly_cost,
               fmt::format("set what an hour costs: '{}' takes hours", cost.name));
    if (!std::isnan(cost.growth_per_year))
      in_range(path + "growth_per_year", cost.growth_per_year, -0.9, 1, "write 3 % as 0.03");
    exchange_rate(assumptions, cost.currency);
  }
}

void check_bills(const Assumptions& assumptions) {
  for (std::size_t i = 0; i < assumptions.bills.size(); ++i) {
    const Bill& bill = assumptions.bills[i];
    const std::string path = fmt::format("bills[{}].", i);
    if (bill.by_month.size() < 2)
      wrong_assumption(path + "month", "before the first month with the tool", "of at least one month with it",
                       "write what was paid before as a cost \"once\"");
    if (bill.goes_on == BillGoesOn::per_person)
      positive(path + "people", bill.people, "nobody of the study had the tool");
    not_negative(path + "later", bill.later);
    exchange_rate(assumptions, bill.currency);
  }
}

void check_rollout(const Assumptions& assumptions) {
  double all = 0;
  bool begins = false;
  for (std::size_t i = 0; i < assumptions.rollout.size(); ++i) {
    const auto& [month, share] = assumptions.rollout[i];
    in_range(fmt::format("rollout[{}].month", i), month, 0, 240, "months after the first began");
    in_range(fmt::format("rollout[{}].share", i), share, 0, 1, "of all people, who begin in that month");
    all += share;
    begins |= share > 0 && month < assumptions.horizon_months;
  }
  if (!begins && !assumptions.rollout.empty())
    wrong_assumption("rollout", "nobody", "someone who begins within the horizon", "write \"month\": 0 for the first");
  if (all > 1 + 1e-9)
    wrong_assumption("rollout", fmt::format("{} of the people", all), "at most 1 in all",
                     "write who begins, not who has begun");
}

// Those who would use it beyond what was measured: of them nothing is known.
void check_uptake(const std::vector<Valued>& values, const Assumptions& assumptions) {
  for (std::size_t i = 0; i < assumptions.uptake.size(); ++i) {
    const auto& [month, share] = assumptions.uptake[i];
    in_range(fmt::format("uptake[{}].month", i), month, 0, 240, "months after the first began");
    for (const Valued& valued : values) {
      const double measured = valued.effect->uptake_treated;
      if (!(measured > 0))
        wrong_assumption("uptake", "given", "absent where the data do not say who used the tool",
                         "name the column of use in \"columns.uptake\"");
      constexpr double slack = 1e-9;
      if (!(share >= 0 && share <= measured + slack))
        wrong_assumption(fmt::format("uptake[{}].share", i), shown(share),
                         fmt::format("in 0 to {:.3g}, the use that was measured", measured),
                         "the effect of those who did not use it is not known");
    }
  }
}

// What is said twice is read once, and nobody knows which.
void check_said_once(const Assumptions& assumptions) {
  std::set<std::string> currencies;
  for (std::size_t i = 0; i < assumptions.exchange_rates.size(); ++i) {
    const std::string& currency = assumptions.exchange_rates[i].currency;
    if (currency == assumptions.currency || !currencies.insert(currency).second)
      wrong_assumption(fmt::format("exchange_rates[{}].currency", i), "'" + currency + "'",
                       "another than that of the money, and each once", "leave one out");
  }
  std::set<std::pair<std::string, std::string>> pairs;
  for (std::size_t i = 0; i < assumptions.correlations.size(); ++i) {
    const auto [first, second] = std::minmax(assumptions.correlations[i].first, assumptions.correlations[i].second);
    if (!pairs.emplace(first, second).second)
      wrong_assumption(fmt::format("correlations[{}].between", i), fmt::format("'{}' and '{}'", first, second),
                       "each pair once", "leave one out");
  }
  std::set<double> months;
  for (std::size_t i = 0; i < assumptions.uptake.size(); ++i)
    if (!months.insert(assumptions.uptake[i].month).second)
      wrong_assumption(fmt::format("uptake[{}].month", i), shown(assumptions.uptake[i].month), "each month once",
                       "leave one out");
}

void check_rates(const Assumptions& assumptions) {
  in_range("volume_growth_per_year", assumptions.volume_growth_per_year, -0.9, 1, "write 3 % as 0.03");
  in_range("inflation_per_year", assumptions.inflation_per_year, -0.5, 0.5, "write 2 % as 0.02");
  in_range("risk_of_benefits", assumptions.risk_of_benefits, 0, 1, "write 15 % as 0.15");
  in_range("risk_of_costs", assumptions.risk_of_costs, 0, 2, "write 10 % as 0.10");
  in_range("tax_rate", assumptions.tax_rate, 0, 0.99, "write 25 % as 0.25");
  for (std::size_t i = 0; i < assumptions.exchange_rates.size(); ++i)
    positive(fmt::format("exchange_rates[{}].rate", i), assumptions.exchange_rates[i].rate,
             fmt::format("write how many {} one {} is", assumptions.currency, assumptions.exchange_rates[i].currency));
  if (!in_campaigns(assumptions)) return;
  const bool whole = assumptions.campaigns == std::floor(assumptions.campaigns);
  if (!whole || assumptions.campaigns < 1 || assumptions.campaigns > assumptions.horizon_months)
    wrong_assumption(
        "volume.times", shown(assumptions.campaigns),
        fmt::format("a whole number of campaigns in 1 to {}, the months of the horizon", assumptions.horizon_months),
        "write how many there will be in all");
}

// Else it would be counted nowhere.
void check_counted_in(const std::vector<Valued>& values, const Assumptions& assumptions) {
  for (std::size_t i = 0; i < assumptions.bills.size(); ++i) {
    const std::string& metric = assumptions.bills[i].counted_in;
    if (metric.empty()) continue;
    const bool holds = std::ranges::any_of(values, [&](const Valued& valued) {
      return valued.effect->metric.name == metric && valued.effect->metric.kind == MetricKind::cost && valued.counted();
    });
    if (!holds)
      wrong_assumption(fmt::format("bills[{}].counted_in", i), "'" + metric + "'",
                       "a metric of kind cost whose value is counted",
                       "leave it out, or name that metric in \"values\"");
  }
}

// A campaign is one observation of each: what is measured per something happens more often.
void check_campaigns(const Valued& valued, const Assumptions& assumptions) {
  const Metric& metric = valued.effect->metric;
  if (!in_campaigns(assumptions)) return;
  if (!metric.per.empty() || valued.value.volume_per_person_week.given())
    wrong_assumption("volume", "of campaigns",
                     fmt::format("absent for '{}', of which each person has several", metric.name),
                     "measure one number for each person and campaign, or leave \"volume\" out");
}

// What one value needs; path: "" or "values[1]." where it is its own.
void check_value(const Valued& valued, std::size_t i, const Assumptions& assumptions) {
  const std::string path = valued.own ? fmt::format("values[{}].", i) : "";
  const auto key = [&](const char* name, const Uncertain& of_all, const Uncertain& own) {
    return valued.own && !(of_all.mode == own.mode) ? path + name : std::string(name);
  };
  const Value& value = valued.value;
  const Metric& metric = valued.effect->metric;
  check_campaigns(valued, assumptions);
  positive(key("people", assumptions.people, value.people), value.people,
           "set how many people have the tool after the rollout");
  if (value.volume_per_person_week.given())
    positive(key("volume_per_person_week", assumptions.volume_per_person_week, value.volume_per_person_week),
             value.volume_per_person_week, "remove it to take it from the data");
  if (metric.kind == MetricKind::time) {
    positive(key("hourly_cost", assumptions.hourly_cost, value.hourly_cost), value.hourly_cost,
             "set what an hour costs, with all overheads");
    uncertain_in(key("rework_share", assumptions.rework_share, value.rework_share), value.rework_share, 0, 1,
                 "write 10 % as 0.10");
    check_realized_share(key("realized_share", assumptions.realized_share, value.realized_share), value.realized_share);
    return;
  }
  if (value.price.given()) not_negative(path + "price", value.price);
  if (value.realized_share.given()) check_realized_share(path + "realized_share", value.realized_share);
  const bool in_money = metric.kind == MetricKind::revenue || metric.kind == MetricKind::cost;
  const bool has_rate = std::ranges::count(assumptions.exchange_rates, metric.unit, &ExchangeRate::currency) > 0;
  if (in_money && !metric.unit.empty() && metric.unit != assumptions.currency && !has_rate)
    wrong_assumption("currency", "'" + assumptions.currency + "'",
                     fmt::format("'{}', the unit of the metric '{}'", metric.unit, metric.name),
                     "give its rate in \"exchange_rates\", convert the metric in its value expression, or change one "
                     "of the two");
  if (metric.kind == MetricKind::revenue)
    uncertain_in(key("gross_margin", assumptions.gross_margin, value.gross_margin), value.gross_margin, 0, 1,
                 "revenue pays back only through its margin; write 60 % as 0.6");
}

// The labels of a segment are parts of all people.
void check_parts(const std::vector<Valued>& values, const Assumptions& assumptions) {
  std::map<std::string, double> parts;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Value& value = values[i].value;
    if (value.segment.empty()) continue;
    double& people = parts[values[i].effect->metric.name + "." + value.segment];
    people += value.people.middle();
    if (people > assumptions.people.middle() * (1 + 1e-9))
      wrong_assumption(fmt::format("values[{}].people", i),
                       fmt::format("{} of {} and those before", value.people.middle(), value.label),
                       fmt::format("at most {} in all, as \"people\" says", assumptions.people.middle()),
                       "write the people of each label apart");
  }
}

// Bills are of the people of the study: what they cost may not stand against what fewer of them save.
void check_billed_people(const std::vector<Valued>& values, const Assumptions& assumptions) {
  const bool billed = std::ranges::any_of(assumptions.bills, [](const Bill& bill) { return bill.counted_in.empty(); });
  double began = 0;
  for (const AdoptionStep& step : values.front().effect->facts.adoption) began += static_cast<double>(step.units);
  if (billed && assumptions.people.middle() < began)
    wrong_assumption("people", shown(assumptions.people), fmt::format("at least {}, of whom the bills are", began),
                     "write how many have the tool, or leave out with \"where\" the bills of the others");
}

}  // namespace

void check_assumptions(const std::vector<Valued>& values, const Assumptions& assumptions) {
  positive("people", assumptions.people, "set how many people have the tool after the rollout");
  in_range("horizon_months", assumptions.horizon_months, 1, 240, "36 is Forrester's convention");
  in_range("discount_rate_per_year", assumptions.discount_rate_per_year, 0, 1, "write 10 % as 0.10");
  in_range("draws", assumptions.draws, 100, 1e7, "100000 is the default");
  check_rates(assumptions);
  check_said_once(assumptions);
  check_costs(assumptions);
  check_bills(assumptions);
  check_rollout(assumptions);
  check_uptake(values, assumptions);
  check_counted_in(values, assumptions);
  for (std::size_t i = 0; i < values.size(); ++i) check_value(values[i], i, assumptions);
  check_parts(values, assumptions);
  check_billed_people(values, assumptions);
  const bool counted = std::ranges::any_of(values, &Valued::counted);
  if (!counted)
    wrong_assumption("values", "all soft", "at least one that is cash or capacity",
                     "what is soft is shown, and not counted");
}

}  // namespace payoff
