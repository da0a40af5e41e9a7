#include "monetize/break_even.hpp"

#include <algorithm>
#include <cmath>

#include "monetize/benefit.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/cost.hpp"
#include "monetize/reach.hpp"

namespace payoff {
namespace {

// Smallest gain of the first value, in metric units, at which NPV is 0. NaN when no gain can pay.
double break_even_effect(const AppraisalModel& appraised, double costs, double other_benefits) {
  const CashModel& model = appraised.model;
  const BenefitStream& stream = model.benefits.front();
  const Benefit benefit = benefit_of(stream.valued, appraised.assumptions);
  const double per_unit = benefit_per_year(benefit, benefit.sign) / months_per_year;
  // Of an effect that stays as it is; the profiles of one that does not weigh the months otherwise.
  const double months = present_value(model, stream.weight);
  if (!(per_unit > 0) || !(months > 0)) return missing;
  const double times_a_month = months_per_year / weights_per_year(benefit, appraised.assumptions);
  return std::max(0.0, costs - other_benefits) / (months * per_unit * times_a_month);
}

// Currency per person and month, before growth, that leaves nothing.
double break_even_price(const AppraisalModel& appraised, double benefits) {
  if (!appraised.assumptions.bills.empty()) return missing;
  const auto worth_of_costs = [&](const Assumptions& assumptions) {
    CashModel model;
    model.discount = discount_factors(assumptions);
    add_costs(assumptions, reach_by_month(assumptions.rollout, assumptions.horizon_months), model);
    return present_value(model, cash_flow(model, middle_of(model)).cost);
  };
  Assumptions priced = appraised.assumptions, without = appraised.assumptions;
  priced.costs = {{.name = "price", .per_person_month = 1, .growth_per_year = 0}};
  for (Cost& cost : without.costs) cost.per_person_month = 0;
  const double left = benefits - worth_of_costs(without);
  return left > 0 ? left / worth_of_costs(priced) : missing;
}

}  // namespace

void add_break_evens(const AppraisalModel& appraised, Appraisal& appraisal) {
  const CashModel& model = appraised.model;
  const Point middle = middle_of(model);
  const CashFlow cash = cash_flow(model, middle);
  const double costs = present_value(model, cash.cost), benefits = present_value(model, cash.benefit);
  const BenefitStream& first = model.benefits.front();
  const double of_first = first.valued.counted() ? present_value(model, benefit_by_month(first, middle)) : 0;
  if (first.valued.counted()) appraisal.break_even_effect = break_even_effect(appraised, costs, benefits - of_first);
  if (first.valued.as() == ValueAs::time_saved && !in_campaigns(appraised.assumptions)) {
    const Benefit benefit = benefit_of(first.valued, appraised.assumptions);
    constexpr double minutes = 60;
    appraisal.break_even_minutes_per_person_week =
        minutes * gain_per_person_week(benefit, benefit.sign * appraisal.break_even_effect);
  }
  if (benefits > 0 && benefits >= costs) appraisal.break_even_share = costs / benefits;
  appraisal.break_even_price = break_even_price(appraised, benefits);
  appraisal.cost_of_delay_per_month = cost_of_delay(model, cash);
}

}  // namespace payoff
