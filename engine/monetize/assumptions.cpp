#include "monetize/assumptions.hpp"

#include <fmt/format.h>

#include <cmath>

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

void in_range(const std::string& path, double value, double least, double most, const std::string& remedy) {
  if (value >= least && value <= most) return;
  wrong_assumption(path, shown(value), fmt::format("in {} to {}", least, most), remedy);
}

void positive(const std::string& path, double value, const std::string& remedy) {
  if (std::isfinite(value) && value > 0) return;
  wrong_assumption(path, shown(value), "more than 0", remedy);
}

void check_realized_share(const Assumptions& assumptions) {
  if (!assumptions.realized_share) {
    wrong_assumption(
        "realized_share", "missing", "set for a time metric",
        "say which share of the time saved the business really gets back; 0.5 is Forrester's convention, and more "
        "than 0.5 needs a reason");
  }
  const auto [low, mode, high] = *assumptions.realized_share;
  const bool sound = 0 <= low && low <= mode && mode <= high && high <= 1;
  if (!sound) {
    wrong_assumption("realized_share", fmt::format("{} to {} with mode {}", low, high, mode),
                     "low <= mode <= high, all in 0 to 1", "write half as 0.5");
  }
}

void check_costs(const Assumptions& assumptions) {
  for (std::size_t i = 0; i < assumptions.costs.size(); ++i) {
    const Cost& cost = assumptions.costs[i];
    const std::string path = fmt::format("costs[{}].", i);
    const auto not_negative = [&](const char* name, double value) {
      if (std::isfinite(value) && value >= 0) return;
      wrong_assumption(path + name, shown(value), "0 or more",
                       "a saving is measured by a metric, not entered as a negative cost");
    };
    not_negative("once", cost.once);
    not_negative("per_month", cost.per_month);
    not_negative("per_person_month", cost.per_person_month);
    not_negative("once_per_person", cost.once_per_person);
    not_negative("hours_per_person", cost.hours_per_person);
    not_negative("hours_per_person_month", cost.hours_per_person_month);
    if (cost.hours_per_person + cost.hours_per_person_month > 0)
      positive("hourly_cost", assumptions.hourly_cost,
               fmt::format("set what an hour costs: '{}' takes hours", cost.name));
    in_range(path + "growth_per_year", cost.growth_per_year, -0.9, 1, "write 3 % as 0.03");
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
  constexpr double slack = 1e-9;
  if (all > 1 + slack)
    wrong_assumption("rollout", fmt::format("{} of the people", all), "at most 1 in all",
                     "write who begins, not who has begun");
}

void check_currency(const Effect& effect, const Assumptions& assumptions) {
  const std::string& unit = effect.metric.unit;
  if (unit.empty() || unit == assumptions.currency) return;
  wrong_assumption("currency", "'" + assumptions.currency + "'",
                   fmt::format("'{}', the unit of the metric '{}'", unit, effect.metric.name),
                   "convert the metric in its value expression, or change one of the two");
}

}  // namespace

void check_assumptions(const Effect& effect, const Assumptions& assumptions) {
  const MetricKind kind = effect.metric.kind;
  positive("people", assumptions.people, "set how many people have the tool after the rollout");
  in_range("horizon_months", assumptions.horizon_months, 1, 240, "36 is Forrester's convention");
  in_range("discount_rate_per_year", assumptions.discount_rate_per_year, 0, 1, "write 10 % as 0.10");
  in_range("draws", assumptions.draws, 100, 1e7, "100000 is the default");
  check_costs(assumptions);
  check_bills(assumptions);
  check_rollout(assumptions);
  in_range("volume_growth_per_year", assumptions.volume_growth_per_year, -0.9, 1, "write 3 % as 0.03");
  in_range("risk_of_benefits", assumptions.risk_of_benefits, 0, 1, "write 15 % as 0.15");
  in_range("risk_of_costs", assumptions.risk_of_costs, 0, 10, "write 10 % as 0.10");
  if (!std::isnan(assumptions.volume_per_person_week)) {
    positive("volume_per_person_week", assumptions.volume_per_person_week, "remove it to take it from the data");
  }
  if (kind == MetricKind::time) {
    positive("hourly_cost", assumptions.hourly_cost, "set what an hour costs, with all overheads");
    in_range("rework_share", assumptions.rework_share, 0, 1, "write 10 % as 0.10");
    check_realized_share(assumptions);
    return;
  }
  check_currency(effect, assumptions);
  if (kind == MetricKind::revenue) {
    in_range("gross_margin", assumptions.gross_margin, 0, 1,
             "revenue pays back only through its margin; write 60 % as 0.6");
  }
}

}  // namespace payoff
