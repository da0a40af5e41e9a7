// Random effects and assumptions: whatever a study may say of money, in any mixture.
#pragma once

#include <algorithm>

#include "base/random.hpp"
#include "monetize/example.hpp"

namespace payoff::example {

class RandomMoney {
 public:
  explicit RandomMoney(std::uint64_t seed) : random_(seed) {
    effects = {minutes(), money_per_month(), cases()};
    add_people_and_time();
    add_values();
    add_costs();
    add_correlations();
    if (std::isnan(assumptions.campaigns)) return;
    for (Effect& effect : effects) effect.metric.per.clear();  // a campaign is one number of each
    for (Value& value : assumptions.values) value.volume_per_person_week = {};
  }

  std::vector<Effect> effects;
  Assumptions assumptions;

 private:
  bool maybe(double probability) { return random_.uniform() < probability; }
  double between(double low, double high) { return low + (high - low) * random_.uniform(); }

  // Known or uncertain, of any shape; shares not above 1.
  Uncertain about(double middle, bool share = false) {
    const double low = middle * between(0.4, 0.9), high = share ? std::min(1.0, middle * 1.6) : middle * 1.6;
    const double kind = random_.uniform();
    if (kind < 0.4) return middle;
    if (kind < 0.65) return {low, middle, high};
    if (kind < 0.8) return Uncertain::sample({low, middle, middle, high});
    if (kind < 0.85) return {low, middle, high, Shape::pert};
    return share ? Uncertain(low, middle, high) : Uncertain::log_normal(low, high);
  }

  Estimate third(double estimate) {
    const double se = std::abs(estimate) * between(0.1, 0.3);
    return {.estimate = estimate, .se = se, .df = INFINITY, .low = estimate - 2 * se, .high = estimate + 2 * se};
  }

  Effect minutes() {
    Effect effect = minutes_per_ticket();
    const bool log = maybe(0.2);
    if (log) effect.metric.scale = Scale::log;
    const double scale = log ? 1.0 / 30 : 1, estimate = scale * between(-10, 4), se = scale * between(0.3, 3);
    effect.absolute = {.estimate = estimate,
                       .se = se,
                       .df = maybe(0.1) ? 12 : INFINITY,
                       .low = estimate - 2 * se,
                       .high = estimate + 2 * se};
    effect.weeks_after = between(8, 80);
    effect.uptake_treated = 0.8;
    if (maybe(0.5)) {
      const double first = -9 * scale, last = first * between(-0.9, 0.45);
      effect.course = Course{.first = third(first), .last = third(last), .change = {.se = scale * 1.5, .p = 0.001}};
      if (maybe(0.4)) std::swap(effect.course->first, effect.course->last);
    }
    return effect;
  }

  Effect money_per_month() {
    Effect effect = revenue_per_month();
    if (maybe(0.3)) effect.metric.unit = "EUR";
    const double estimate = between(-5, 40);
    effect.absolute = {.estimate = estimate, .se = 0.5, .df = INFINITY, .low = estimate - 1, .high = estimate + 1};
    effect.uptake_treated = 0.9;
    return effect;
  }

  Effect cases() {
    Effect effect = escalations();
    effect.uptake_treated = 0.8;
    return effect;
  }

  void add_people_and_time() {
    Assumptions& a = assumptions;
    a.people = about(100);
    a.hourly_cost = about(50);
    a.realized_share = about(0.5, true);
    if (maybe(0.5)) a.rework_share = about(0.1, true);
    a.gross_margin = about(0.4, true);
    a.exchange_rates = {{.currency = "EUR", .rate = 1.08}};
    a.horizon_months = 6 + static_cast<int>(random_.below(36));
    a.discount_rate_per_year = maybe(0.2) ? 0 : between(0, 0.3);
    if (maybe(0.3)) a.discounting = Discounting::year_ends;
    if (maybe(0.3)) a.campaigns = 1 + static_cast<double>(random_.below(4));
    a.rollout = {{0, 0.4}, {between(0, 5), 0.3}, {between(0, 20), 0.3}};
    if (maybe(0.3)) a.uptake = {{0, 0.7}, {between(1, 12), between(0.1, 0.7)}};
    if (maybe(0.4)) a.volume_growth_per_year = between(-0.2, 0.2);
    if (maybe(0.4)) a.inflation_per_year = between(-0.05, 0.2);
    if (maybe(0.4)) a.risk_of_benefits = between(0, 0.3);
    if (maybe(0.4)) a.risk_of_costs = between(0, 0.3);
    if (maybe(0.4)) a.tax_rate = between(0, 0.5);
  }

  void add_values() {
    if (maybe(0.25)) return;
    Value time{.metric = "handle_minutes"}, margin{.metric = "revenue"}, fewer{.metric = "escalations"};
    if (maybe(0.3)) time.volume_per_person_week = about(25);
    if (maybe(0.3)) time.people = about(60);
    margin.apart = "orders of customers who never speak to an agent";
    if (maybe(0.3)) margin.value_class = ValueClass::soft;
    fewer.price = about(35);
    if (maybe(0.3)) fewer.value_class = ValueClass::soft;
    assumptions.values = {time};
    if (maybe(0.7)) assumptions.values.push_back(margin);
    if (maybe(0.7)) assumptions.values.push_back(fewer);
  }

  void add_costs() {
    if (maybe(0.8))
      assumptions.costs.push_back({.name = "training",
                                   .once = about(60000),
                                   .once_per_person = maybe(0.5) ? about(40) : Uncertain(0),
                                   .hours_per_person = maybe(0.5) ? about(6) : Uncertain(0)});
    if (maybe(0.8))
      assumptions.costs.push_back({.name = "licences",
                                   .per_month = about(500),
                                   .per_person_month = about(30),
                                   .growth_per_year = maybe(0.5) ? between(-0.1, 0.3) : missing,
                                   .currency = maybe(0.5) ? "EUR" : ""});
    if (maybe(0.4)) assumptions.costs.push_back({.name = "review", .hours_per_person_month = about(1)});
    if (!maybe(0.4)) return;
    Bill bill{.name = "tokens", .by_month = {between(0, 9), 400, 500, between(400, 900)}, .people = 40};
    bill.goes_on = all_bill_goes_on[random_.below(4)];
    bill.later = about(1);
    assumptions.bills.push_back(bill);
  }

  void add_correlations() {
    if (assumptions.people.drawn() && assumptions.hourly_cost.drawn())
      assumptions.correlations.push_back({"people", "hourly_cost", between(-0.8, 0.8)});
    if (assumptions.realized_share.drawn() && !effects[0].course)
      assumptions.correlations.push_back({"effect on handle minutes", "realized_share", between(-0.8, 0.8)});
  }

  Random random_;
};

}  // namespace payoff::example
