// The appraisal: ladders, cash flow, simulation and sensitivities of the effects that are worth money.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/parallel.hpp"
#include "monetize/appraisal_model.hpp"
#include "monetize/break_even.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/cash_line.hpp"
#include "monetize/cost.hpp"
#include "monetize/histogram.hpp"
#include "monetize/internal_rate.hpp"
#include "monetize/joint_draw.hpp"
#include "monetize/ladder.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/quantity.hpp"
#include "monetize/scenario.hpp"
#include "monetize/sensitivity.hpp"
#include "monetize/simulate.hpp"
#include "monetize/value_of_information.hpp"
#include "monetize/variance_shares.hpp"
#include "monetize/waterfall.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

void add_hours(const AppraisalModel& appraised, Appraisal& appraisal) {
  const Valued& valued = appraised.values.front();
  // Of some people only they would stand beside the effect on everyone.
  const bool of_all = valued.value.segment.empty();
  if (!of_all || valued.as() != ValueAs::time_saved || in_campaigns(appraised.assumptions)) return;
  const Benefit benefit = benefit_of(valued, appraised.assumptions);
  const Interval hours = ordered(level_effect(told_effect(*valued.effect)),
                                 [&](double e) { return net_of_rework(benefit, gain_per_person_week(benefit, e)); });
  constexpr double hours_in_a_week = 168;
  if (std::abs(hours.value) > hours_in_a_week)
    throw Error(ErrorKind::usage, {.key = "money.volume_per_person_week"},
                fmt::format("each person would save {:.0f} hours a week, and a week has 168", hours.value),
                "write how often a week a person does what is measured");
  appraisal.hours_per_person_week = hours.value;
  appraisal.hours_per_person_week_low = hours.low;
  appraisal.hours_per_person_week_high = hours.high;
}

void add_values(const AppraisalModel& appraised, Appraisal& appraisal) {
  appraisal.benefit_per_year = 0;
  for (const BenefitStream& stream : appraised.model.benefits) {
    const Valued& valued = stream.valued;
    appraisal.values.push_back({.metric = valued.effect->metric.name,
                                .segment = valued.value.segment,
                                .label = valued.value.label,
                                .as = valued.as(),
                                .value_class = *valued.value.value_class,
                                .apart = valued.value.apart,
                                .ladder = ladder_of(stream, appraised.assumptions, appraised.model)});
    if (valued.counted())
      appraisal.benefit_per_year += benefit_per_year(benefit_of(valued, appraised.assumptions),
                                                     level_effect(told_effect(*valued.effect)).estimate);
  }
  add_hours(appraised, appraisal);
}

std::vector<double> probability_by_month(const std::vector<std::size_t>& paid_back, double draws) {
  std::size_t back = 0;
  std::vector<double> probabilities;
  for (const std::size_t count : paid_back) {
    back += count;
    probabilities.push_back(static_cast<double>(back) / draws);
  }
  return probabilities;
}

void add_worth(const MoneyDraws& draws, Appraisal& appraisal) {
  const std::vector<double>& worth = draws.net_present_value;
  const auto gains = std::ranges::count_if(worth, [](double value) { return value > 0; });
  appraisal.probability_npv_positive = static_cast<double>(gains) / static_cast<double>(worth.size());
  appraisal.value_of_certainty = value_of_certainty(worth);
  appraisal.npv = summarize(worth);
  appraisal.npv_histogram = histogram(worth);
}

void add_return(const MoneyDraws& draws, Appraisal& appraisal) {
  const std::vector<double>& returns = draws.return_on_investment;
  const bool has_return = std::ranges::none_of(returns, [](double roi) { return std::isnan(roi); });
  if (has_return) appraisal.roi = summarize(returns);
}

void add_payback(const MoneyDraws& draws, Appraisal& appraisal) {
  appraisal.probability_pays_back_by =
      probability_by_month(draws.paid_back, static_cast<double>(draws.net_present_value.size()));
  appraisal.probability_pays_back = appraisal.probability_pays_back_by.back();
  appraisal.payback_months = summarize_counts(draws.paid_back);
  appraisal.discounted_payback_months = summarize_counts(draws.paid_back_discounted);
}

// Means of the draws.
void add_present_values(const CashModel& model, const MoneyDraws& draws, Appraisal& appraisal) {
  appraisal.pv_benefits = appraisal.pv_costs = appraisal.pv_cash_released = 0;
  for (std::size_t s = 0; s < appraisal.values.size(); ++s) {
    ValueLadder& value = appraisal.values[s];
    value.present_value = present_value(model, draws.benefit_by_month[s]);
    if (value.value_class != ValueClass::soft) appraisal.pv_benefits += value.present_value;
    if (value.value_class == ValueClass::cash) appraisal.pv_cash_released += value.present_value;
  }
  for (const std::vector<double>& months : draws.cost_by_month) appraisal.pv_costs += present_value(model, months);
  appraisal.pv_tax = model.tax_rate * (appraisal.pv_benefits - appraisal.pv_costs);
  if (appraisal.pv_costs > 0) appraisal.benefit_cost_ratio = appraisal.pv_benefits / appraisal.pv_costs;
}

// The lines at the point estimate, and the cash that they come to.
void add_cash(const CashModel& model, const MoneyDraws& draws, Appraisal& appraisal) {
  appraisal.lines = cash_lines(model);
  appraisal.cash_flow = monthly_cash(appraisal.lines, draws);
  std::vector<double> net;
  for (const MonthlyCash& month : appraisal.cash_flow) net.push_back(month.benefit - month.cost);
  const InternalRate rate = internal_rate(net);
  appraisal.internal_rate = rate.per_year;
  appraisal.internal_rate_reason = rate.reason;
}

// What the draws say, each figure by itself, the longest first: as many at once as there are threads.
void add_figures(const AppraisalModel& appraised, const JointDraw& joint, const MoneyDraws& draws,
                 const Context& context, Appraisal& appraisal) {
  constexpr double two_weeks = 2;
  const CashModel& model = appraised.model;
  const double weeks_after = appraised.values.front().effect->weeks_after;
  const std::function<void()> figures[] = {
      [&] { appraisal.variance_shares = variance_shares(model, joint); },
      [&] { add_cash(model, draws, appraisal); },
      [&] { add_worth(draws, appraisal); },
      [&] { appraisal.value_of_effects = value_of_effects(model, joint); },
      [&] { appraisal.value_of_two_weeks = value_of_weeks(model, joint, two_weeks, weeks_after); },
      [&] { add_return(draws, appraisal); },
      [&] { add_payback(draws, appraisal); },
  };
  for_each_chunk(std::size(figures), context, [&](std::size_t i) { figures[i](); });
}

}  // namespace

Appraisal appraise(std::span<const Effect> effects, const Assumptions& given, const Context& context) {
  const AppraisalModel appraised = appraisal_model(effects, given);
  const Assumptions& assumptions = appraised.assumptions;
  const Effect& effect = *appraised.values.front().effect;
  const double horizon_weeks = assumptions.horizon_months * weeks_per_year / months_per_year;
  const CostRates costs = cost_rates(assumptions);

  Appraisal appraisal;
  appraisal.currency = assumptions.currency;
  appraisal.metric = effect.metric.name;
  appraisal.from_last_third = is_less_at_last(effect);
  appraisal.assumptions = assumptions;
  appraisal.horizon_months = assumptions.horizon_months;
  appraisal.projected = !(effect.weeks_after >= horizon_weeks);  // an unknown follow-up is shorter, too
  appraisal.cost_once = costs.once;
  appraisal.cost_per_month = costs.per_month;
  add_values(appraised, appraisal);
  add_break_evens(appraised, appraisal);
  appraisal.waterfall = waterfall(appraised.model);
  appraisal.scenarios = money_scenarios(appraised.model);
  const JointDraw joint(appraised.model, assumptions.seed);
  const MoneyDraws draws = simulate(appraised.model, joint, assumptions.draws, context);
  add_present_values(appraised.model, draws, appraisal);
  add_figures(appraised, joint, draws, context, appraisal);
  appraisal.sensitivity = sensitivity(appraised);
  return appraisal;
}

Appraisal appraise(const Effect& effect, const Assumptions& assumptions) {
  return appraise(std::span(&effect, 1), assumptions);
}

}  // namespace payoff
