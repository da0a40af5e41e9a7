// Effects with round numbers, so that the arithmetic of a test fits on one line.
#pragma once

#include <cmath>

#include "monetize/appraisal_model.hpp"
#include "payoff/monetize.hpp"

namespace payoff::example {

// 6 minutes per ticket saved (95 % interval 4 to 8), 50 tickets per person and week:
// 6 / 60 x 50 = 5 hours per person and week. Seen for 12 of 36 months.
inline Effect minutes_per_ticket() {
  Effect effect;
  effect.metric = {
      .name = "handle_minutes", .kind = MetricKind::time, .unit = "minutes", .per = "tickets", .better = Better::lower};
  effect.absolute = {.estimate = -6, .se = 1, .df = INFINITY, .low = -8, .high = -4, .p = 1e-9};
  effect.relative = {.estimate = -0.2, .se = 0.03, .low = -0.26, .high = -0.14};
  effect.baseline = 30;
  effect.volume_per_unit_week = 50;
  effect.period = PeriodKind::week;
  effect.periods_before = effect.periods_after = 52;
  effect.weeks_before = effect.weeks_after = 52;
  return effect;
}

// The same of one campaign: one number of each.
inline Effect minutes_per_campaign() {
  Effect effect = minutes_per_ticket();
  effect.metric.per.clear();
  return effect;
}

// 2 USD more revenue per customer and month (1 to 3); 12 months are 52 weeks.
inline Effect revenue_per_month() {
  Effect effect;
  effect.metric = {.name = "revenue", .kind = MetricKind::revenue, .unit = "USD", .better = Better::higher};
  effect.absolute = {.estimate = 2, .se = 0.5, .df = INFINITY, .low = 1, .high = 3, .p = 1e-4};
  effect.relative = {.estimate = 0.1, .se = 0.025, .low = 0.05, .high = 0.15};
  effect.baseline = 20;
  effect.periods_after = 12;
  effect.weeks_after = 52;
  return effect;
}

// 2 cases fewer per person and week (1 to 3), seen for 52 weeks.
inline Effect escalations() {
  Effect effect;
  effect.metric = {.name = "escalations", .kind = MetricKind::count, .unit = "cases", .better = Better::lower};
  effect.absolute = {.estimate = -2, .se = 0.5, .df = INFINITY, .low = -3, .high = -1, .p = 1e-4};
  effect.relative = {.estimate = -0.1, .se = 0.025, .low = -0.15, .high = -0.05};
  effect.baseline = 20;
  effect.periods_after = 52;
  effect.weeks_after = 52;
  return effect;
}

// A cost that one person no longer makes each month, for certain: of one person its benefit is so much a month.
inline Effect saved_each_month(double amount) {
  Effect effect = revenue_per_month();
  effect.metric = {.name = "spend", .kind = MetricKind::cost, .unit = "USD", .better = Better::lower};
  effect.absolute = {.estimate = -amount, .se = 0, .df = INFINITY, .low = -amount, .high = -amount};
  return effect;
}

// 9 minutes saved at first and 3 in the end, of a follow-up of 52 weeks; it fades.
inline Effect fading_minutes() {
  Effect effect = minutes_per_ticket();
  effect.course = Course{.first = {.estimate = -9, .se = 1, .df = INFINITY, .low = -11, .high = -7},
                         .last = {.estimate = -3, .se = 1, .df = INFINITY, .low = -5, .high = -1},
                         .change = {.estimate = 6, .se = 1, .p = 1e-6}};
  return effect;
}

// Effects and the model of their money, which points to them.
struct Priced {
  std::vector<Effect> effects;
  AppraisalModel appraised;

  Priced(std::vector<Effect> given, const Assumptions& assumptions)
      : effects(std::move(given)), appraised(appraisal_model(effects, assumptions)) {}
  Priced(const Effect& effect, const Assumptions& assumptions) : Priced(std::vector{effect}, assumptions) {}
  Priced(const Priced&) = delete;
  Priced& operator=(const Priced&) = delete;

  const CashModel& model() const { return appraised.model; }
};

// 100 people at 50 USD an hour, half of the time realised, nothing discounted:
// 5 h x 100 x 0.5 x 50 USD x 52 = 650,000 USD a year.
inline Assumptions plain_money() {
  Assumptions assumptions;
  assumptions.people = 100;
  assumptions.hourly_cost = 50;
  assumptions.realized_share = 0.5;
  assumptions.gross_margin = 0.4;
  assumptions.costs = {{.name = "training", .once = 60000}, {.name = "licences", .per_person_month = 30}};
  assumptions.horizon_months = 36;
  assumptions.discount_rate_per_year = 0;
  assumptions.draws = 10000;
  return assumptions;
}

// The text of the Error that the call throws, or "no error".
template <class Call>
std::string error_of(Call call) {
  try {
    call();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace payoff::example
