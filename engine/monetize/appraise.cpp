// The appraisal: ladder, cash flow, simulation and sensitivity of one effect.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/spoken.hpp"
#include "monetize/assumptions.hpp"
#include "monetize/benefit.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/ladder.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/money_draws.hpp"
#include "monetize/revenue_value.hpp"
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
double break_even(const Benefit& benefit, const CostStream& costs, double annuity) {
  const double needed_per_year = (costs.once + costs.per_month * annuity) / annuity * months_per_year;
  const double per_unit = benefit_per_year(benefit, benefit.sign, benefit.realized_share.mode);
  return per_unit > 0 ? needed_per_year / per_unit : missing;
}

void add_hours(const Benefit& benefit, const LevelEffect& level, Appraisal& appraisal) {
  const Interval hours =
      ordered(level, [&](double e) { return net_of_rework(benefit, gain_per_person_week(benefit, e)); });
  appraisal.hours_per_person_week = hours.value;
  appraisal.hours_per_person_week_low = hours.low;
  appraisal.hours_per_person_week_high = hours.high;
}

void add_simulation(MoneyDraws draws, const CostStream& costs, double annuity, Appraisal& appraisal) {
  const double count = static_cast<double>(draws.benefit_per_month.size());
  const auto gains = std::ranges::count_if(draws.net_present_value, [](double value) { return value > 0; });
  std::vector<double>& payback = draws.payback_months;
  std::erase_if(payback, [](double month) { return std::isinf(month); });
  appraisal.probability_npv_positive = static_cast<double>(gains) / count;
  appraisal.probability_pays_back = static_cast<double>(payback.size()) / count;
  appraisal.npv = summarize(draws.net_present_value);
  if (!std::isnan(draws.return_on_investment.front())) appraisal.roi = summarize(draws.return_on_investment);
  appraisal.payback_months = summarize(payback);
  appraisal.pv_costs = costs.once + costs.per_month * annuity;
  appraisal.pv_benefits = appraisal.npv.mean + appraisal.pv_costs;
  appraisal.cash_flow = monthly_cash(summarize(draws.benefit_per_month), costs, appraisal.horizon_months);
}

}  // namespace

Appraisal appraise(const Effect& whole, const Assumptions& assumptions) {
  check_effect(whole);
  const bool fades = effect_fades(whole);
  const Effect effect = valued_effect(whole);
  check_assumptions(effect, assumptions);
  const bool time = effect.metric.kind == MetricKind::time;
  const Benefit benefit = benefit_of(effect, assumptions);
  const CostStream costs = cost_stream(assumptions);
  const double factor = annuity(assumptions.discount_rate_per_year, assumptions.horizon_months);
  const LevelEffect level = level_effect(effect);
  const double horizon_weeks = assumptions.horizon_months * weeks_per_year / months_per_year;

  Appraisal appraisal;
  appraisal.currency = assumptions.currency;
  appraisal.metric = effect.metric.name;
  appraisal.from_last_third = fades;
  appraisal.assumptions = assumptions;
  appraisal.horizon_months = assumptions.horizon_months;
  appraisal.projected = !(effect.weeks_after >= horizon_weeks);  // an unknown follow-up is shorter, too
  appraisal.break_even_effect = break_even(benefit, costs, factor);
  if (time) add_hours(benefit, level, appraisal);
  appraisal.benefit_per_year = benefit_per_year(benefit, level.estimate, benefit.realized_share.mode);
  appraisal.cost_once = costs.once;
  appraisal.cost_per_month = costs.per_month;
  appraisal.ladder = time ? time_ladder(effect, assumptions) : revenue_ladder(effect, assumptions);
  if (fades) {
    const char* how = fading_of(whole)->turns ? "turned round" : "fades";
    appraisal.ladder.front().text += fmt::format("; the effect {}, so this is its mean in the last third", how);
  }
  add_simulation(money_draws(effect, assumptions), costs, factor, appraisal);
  appraisal.sensitivity = sensitivity(effect, assumptions);
  return appraisal;
}

}  // namespace payoff
