// Appraisals that nothing has computed. What is assumed is a number, as reading the study has seen to.
#pragma once

#include "report/random_draws.hpp"

namespace payoff::example {

class RandomAppraisal : public RandomDraws {
 public:
  using RandomDraws::RandomDraws;

 protected:
  Appraisal appraisal() {
    Appraisal a{.currency = text(), .metric = text(), .horizon_months = 1 + whole(30)};
    a.projected = chance(2), a.from_last_third = chance(2);
    a.assumptions = assumptions();
    for (Quantity* each : {&a.npv, &a.roi, &a.payback_months, &a.discounted_payback_months, &a.value_of_certainty,
                           &a.value_of_effects, &a.value_of_two_weeks})
      *each = quantity();
    numbers({&a.pv_benefits, &a.pv_costs, &a.pv_cash_released, &a.benefit_cost_ratio, &a.internal_rate,
             &a.probability_npv_positive, &a.probability_pays_back, &a.break_even_effect,
             &a.break_even_minutes_per_person_week, &a.break_even_share, &a.break_even_price,
             &a.cost_of_delay_per_month, &a.hours_per_person_week, &a.hours_per_person_week_low,
             &a.hours_per_person_week_high, &a.benefit_per_year, &a.cost_once, &a.cost_per_month});
    a.internal_rate_reason = text();
    fill_rows(a);
    return a;
  }

 private:
  std::vector<double> by_month(std::size_t months) {
    std::vector<double> all(months);
    for (double& each : all) each = known();
    return all;
  }

  Uncertain amount() {
    switch (whole(4)) {
      case 0:
        return {};
      case 1:
        return Uncertain(known());
      case 2:
        return {1, 2, 3, any({Shape::triangular, Shape::pert, Shape::log_normal})};
      default:
        return Uncertain::sample({1, 2, 5});
    }
  }

  Quantity quantity() { return {number(), number(), number(), number(), share(), share(), share(), share()}; }

  Value value() {
    Value v{.metric = text(), .segment = text(), .label = text()};
    if (chance(2)) v.as = any(all_value_as);
    if (chance(2)) v.value_class = any(all_value_classes);
    for (Uncertain* each : {&v.people, &v.hourly_cost, &v.volume_per_person_week, &v.rework_share, &v.realized_share,
                            &v.gross_margin, &v.price})
      *each = amount();
    texts({&v.counted_in, &v.apart});
    return v;
  }

  Cost cost() {
    Cost c{.name = text(), .growth_per_year = number(), .currency = text()};
    for (Uncertain* each : {&c.once, &c.per_month, &c.per_person_month, &c.once_per_person, &c.hours_per_person,
                            &c.hours_per_person_month})
      do *each = amount();
      while (!each->given());
    return c;
  }

  Bill bill() {
    Bill b{text(), some_known(), any(all_bill_goes_on), share(), Uncertain(share()), text(), text()};
    if (chance(2)) b.later = {0.5, 1, 1.5};
    return b;
  }

  Assumptions assumptions() {
    Assumptions a{.currency = text()};
    for (Uncertain* each :
         {&a.people, &a.hourly_cost, &a.volume_per_person_week, &a.rework_share, &a.realized_share, &a.gross_margin})
      *each = amount();
    a.campaigns = number();
    a.realized_share_source = text();
    a.values = list<Value>([&] { return value(); });
    a.costs = list<Cost>([&] { return cost(); });
    a.bills = list<Bill>([&] { return bill(); });
    a.rollout = list<Start>([&] { return Start{share() * 12, share()}; });
    a.uptake = list<Uptake>([&] { return Uptake{share() * 12, share()}; });
    a.exchange_rates = list<ExchangeRate>([&] { return ExchangeRate{text(), share(), text()}; });
    a.correlations = list<Correlation>([&] { return Correlation{text(), text(), share()}; });
    a.discounting = any(all_discounting);
    return a;
  }

  Rung rung() { return {text(), number(), number(), number(), text(), text(), chance(2)}; }

  ValueLadder ladder() {
    return {text(),
            text(),
            text(),
            any(all_value_as),
            any(all_value_classes),
            text(),
            list<Rung>([&] { return rung(); }, 1),
            number()};
  }

  void fill_rows(Appraisal& a) {
    a.scenarios = list<MoneyScenario>([&] { return MoneyScenario{text(), text(), number(), number(), number()}; });
    a.values = list<ValueLadder>([&] { return ladder(); }, 1);
    a.waterfall = list<WaterfallStep>([&] { return WaterfallStep{text(), known(), known(), chance(2)}; });
    const std::size_t months = static_cast<std::size_t>(a.horizon_months) + 1;
    a.lines = list<CashLine>([&] { return CashLine{text(), chance(2), by_month(months), number(), chance(2)}; }, 1);
    for (int month = 0; month <= a.horizon_months; ++month)
      a.cash_flow.push_back({month, number(), number(), number(), number(), number()});
    a.sensitivity = list<NpvSensitivity>(
        [&] { return NpvSensitivity{text(), number(), number(), text(), chance(2), number(), number()}; });
    a.variance_shares = list<VarianceShare>([&] { return VarianceShare{text(), share(), share()}; });
    a.npv_histogram = {number(), number(), list<std::size_t>([&] { return count(); })};
    a.probability_pays_back_by = by_month(months);
  }
};

}  // namespace payoff::example
