// The appraisal: ladder, cash flow, simulation and sensitivity of one effect.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/running_moments.hpp"
#include "data/spoken.hpp"
#include "monetize/assumptions.hpp"
#include "monetize/benefit.hpp"
#include "monetize/cash_line.hpp"
#include "monetize/histogram.hpp"
#include "monetize/internal_rate.hpp"
#include "monetize/ladder.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/money_draws.hpp"
#include "monetize/reach.hpp"
#include "monetize/revenue_value.hpp"
#include "monetize/scenario.hpp"
#include "monetize/sensitivity.hpp"
#include "monetize/simulate.hpp"
#include "monetize/time_value.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

[[noreturn]] void cannot_value(const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::method, {.key = "money"}, what, remedy);
}

// Whether this effect may be turned into money at all.
void check_effect(const Effect& effect) {
  const Metric& metric = effect.metric;
  if (!effect.usable)
    cannot_value(fmt::format("the effect on '{}' is not usable: {}", spoken(metric), effect.message), "");
  if (metric.activity) {
    cannot_value(
        fmt::format("'{}' is a measure of activity, but must be one of results to be worth money", spoken(metric)),
        "value the time, revenue or cost that the activity changes");
  }
  const bool valued =
      metric.kind == MetricKind::time || metric.kind == MetricKind::revenue || metric.kind == MetricKind::cost;
  if (!valued) {
    cannot_value(fmt::format("the kind of '{}' is not time, revenue or cost, but must be one of them to be worth money",
                             spoken(metric)),
                 "make a metric of kind time, revenue or cost the primary one");
  }
  const Estimate& estimate = effect.absolute;
  if (!std::isfinite(estimate.estimate) || !std::isfinite(estimate.se)) {
    cannot_value(
        fmt::format("the effect on '{}' has no standard error, but must have one to be simulated", spoken(metric)),
        estimate.reason);
  }
  if (estimate.df <= 1) {
    cannot_value(
        fmt::format("the effect on '{}' has {} degrees of freedom, but must have more than 1: its draws have no mean",
                    spoken(metric), estimate.df),
        "observe more units");
  }
  if (is_multiplicative(metric) && !std::isfinite(effect.baseline)) {
    cannot_value(
        fmt::format("the baseline of '{}' is missing, but must be known to value a relative effect", spoken(metric)),
        "");
  }
}

// Smallest gain, in metric units, at which NPV is 0. NaN when no gain can pay.
double break_even(const Benefit& benefit, const CashModel& model) {
  const double needed_per_year = model.worth_of_cost / model.worth_of_benefit * months_per_year;
  const double per_unit = benefit_per_year(benefit, benefit.sign, benefit.realized_share.mode);
  return per_unit > 0 ? needed_per_year / per_unit : missing;
}

// What else would bring the NPV of the point estimate to 0, and what waiting costs.
void add_break_evens(const Assumptions& assumptions, const CashModel& model, Appraisal& appraisal) {
  const double benefit = appraisal.benefit_per_year / months_per_year, worth = model.worth_of_benefit * benefit;
  if (worth > 0 && worth >= model.worth_of_cost) appraisal.break_even_share = model.worth_of_cost / worth;
  Assumptions priced = assumptions;  // at 1 per person and month, and nothing else
  priced.costs = {{.name = "", .per_person_month = 1}};
  priced.bills.clear();
  Assumptions without = assumptions;
  for (Cost& cost : without.costs) cost.per_person_month = 0;
  const double left = worth - cash_model(without).worth_of_cost;
  if (left > 0 && assumptions.bills.empty()) appraisal.break_even_price = left / cash_model(priced).worth_of_cost;
  appraisal.cost_of_delay_per_month = cost_of_delay(model, benefit);
}

// From the value of a year in which all have the tool to what the benefits are worth today.
void add_worth_today(const Benefit& benefit, const Assumptions& assumptions, const CashModel& model,
                     std::vector<Rung>& ladder) {
  const Rung& value = ladder.back();
  Interval year{value.value, value.low, value.high};
  const std::string unit = value.unit;
  if (benefit.risk > 0) {
    const double before = year.value;
    year = mapped(year, [&](double money) { return risk_adjusted(benefit, money); });
    ladder.push_back(rung(
        "risk-adjusted", year, unit,
        before > 0 ? fmt::format("{} x (1 - {})", format_factor(before), benefit.risk) : "a loss is not made smaller"));
  }
  const double years = model.worth_of_benefit / months_per_year;
  ladder.push_back(
      rung("present value of the benefits", scaled(year, years), assumptions.currency,
           fmt::format("{} x {} years' worth: {} months as people begin, at {} a year", format_factor(year.value),
                       format_factor(years), assumptions.horizon_months, assumptions.discount_rate_per_year)));
}

void add_hours(const Benefit& benefit, const LevelEffect& level, Appraisal& appraisal) {
  const Interval hours =
      ordered(level, [&](double e) { return net_of_rework(benefit, gain_per_person_week(benefit, e)); });
  appraisal.hours_per_person_week = hours.value;
  appraisal.hours_per_person_week_low = hours.low;
  appraisal.hours_per_person_week_high = hours.high;
  constexpr double minutes = 60;
  appraisal.break_even_minutes_per_person_week =
      minutes * gain_per_person_week(benefit, benefit.sign * appraisal.break_even_effect);
}

// Who knew the NPV would not begin where it is below 0: E max(NPV, 0) - max(E NPV, 0), the mean of the gains or that of the
// losses, whichever is less. Source: Howard (1966), Information value theory, IEEE Transactions on Systems Science 2.
Quantity value_of_certainty(const std::vector<double>& npv) {
  RunningMoments gains, losses;
  for (const double value : npv) {
    gains.add(std::max(value, 0.0));
    losses.add(std::max(-value, 0.0));
  }
  const RunningMoments& lesser = gains.mean() < losses.mean() ? gains : losses;
  return {.mean = lesser.mean(), .mean_error = std::sqrt(lesser.variance() / static_cast<double>(npv.size()))};
}

Quantity within_horizon(std::vector<double> months) {
  std::erase_if(months, [](double month) { return std::isinf(month); });
  return summarize(months);
}

void add_simulation(MoneyDraws draws, const CashModel& model, Appraisal& appraisal) {
  const double count = static_cast<double>(draws.benefit_per_month.size());
  const auto share_of = [&](const std::vector<double>& values, auto&& holds) {
    return static_cast<double>(std::ranges::count_if(values, holds)) / count;
  };
  appraisal.probability_npv_positive = share_of(draws.net_present_value, [](double value) { return value > 0; });
  appraisal.probability_pays_back = share_of(draws.payback_months, [](double month) { return !std::isinf(month); });
  appraisal.npv = summarize(draws.net_present_value);
  appraisal.npv_histogram = histogram(draws.net_present_value);
  appraisal.value_of_certainty = value_of_certainty(draws.net_present_value);
  if (!std::isnan(draws.return_on_investment.front())) appraisal.roi = summarize(draws.return_on_investment);
  appraisal.payback_months = within_horizon(std::move(draws.payback_months));
  appraisal.discounted_payback_months = within_horizon(std::move(draws.discounted_payback_months));
  appraisal.pv_costs = model.worth_of_cost;
  appraisal.pv_benefits = appraisal.npv.mean + appraisal.pv_costs;
  if (appraisal.pv_costs > 0) appraisal.benefit_cost_ratio = appraisal.pv_benefits / appraisal.pv_costs;
}

void add_cash(const Effect& effect, const Assumptions& assumptions, const CashModel& model, const Quantity& benefit,
              Appraisal& appraisal) {
  appraisal.cash_flow = monthly_cash(model, benefit);
  appraisal.lines = cash_lines(effect, assumptions, model, benefit.mean);
  std::vector<double> net;
  for (const MonthlyCash& month : appraisal.cash_flow) net.push_back(month.benefit - month.cost);
  const InternalRate rate = internal_rate(net);
  appraisal.internal_rate = rate.per_year;
  appraisal.internal_rate_reason = rate.reason;
}

}  // namespace

Appraisal appraise(const Effect& whole, const Assumptions& given) {
  check_effect(whole);
  const bool fades = effect_fades(whole);
  const Effect effect = valued_effect(whole);
  check_assumptions(effect, given);
  const Assumptions assumptions = with_rollout(effect, given);
  const bool time = effect.metric.kind == MetricKind::time;
  const Benefit benefit = benefit_of(effect, assumptions);
  const CashModel model = cash_model(assumptions);
  const CostRates costs = cost_rates(assumptions);
  const LevelEffect level = level_effect(effect);
  const double horizon_weeks = assumptions.horizon_months * weeks_per_year / months_per_year;

  Appraisal appraisal;
  appraisal.currency = assumptions.currency;
  appraisal.metric = effect.metric.name;
  appraisal.from_last_third = fades;
  appraisal.assumptions = assumptions;
  appraisal.horizon_months = assumptions.horizon_months;
  appraisal.projected = !(effect.weeks_after >= horizon_weeks);  // an unknown follow-up is shorter, too
  appraisal.break_even_effect = break_even(benefit, model);
  if (time) add_hours(benefit, level, appraisal);
  appraisal.benefit_per_year = benefit_per_year(benefit, level.estimate, benefit.realized_share.mode);
  appraisal.cost_once = costs.once;
  appraisal.cost_per_month = costs.per_month;
  appraisal.ladder = time ? time_ladder(effect, assumptions) : revenue_ladder(effect, assumptions);
  if (fades) {
    const char* how = fading_of(whole)->turns ? "turned round" : "fades";
    appraisal.ladder.front().text += fmt::format("; the effect {}, so this is its mean in the last third", how);
  }
  add_worth_today(benefit, assumptions, model, appraisal.ladder);
  add_break_evens(assumptions, model, appraisal);
  appraisal.scenarios = money_scenarios(benefit, level, model);
  MoneyDraws draws = money_draws(effect, assumptions);
  const Quantity benefit_per_month = summarize(draws.benefit_per_month);
  add_simulation(std::move(draws), model, appraisal);
  add_cash(effect, assumptions, model, benefit_per_month, appraisal);
  appraisal.sensitivity = sensitivity(effect, assumptions);
  return appraisal;
}

}  // namespace payoff
