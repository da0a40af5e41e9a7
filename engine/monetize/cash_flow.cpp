#include "monetize/cash_flow.hpp"

#include <cmath>
#include <numeric>

#include "monetize/benefit.hpp"
#include "monetize/reach.hpp"

namespace payoff {
namespace {

double sum_of_products(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// First month in which what came in covers what went out.
template <class Worth>
std::optional<int> covered(const CashModel& model, double benefit_per_month, const Worth& worth) {
  // 12 instalments of 1 / 12 pay back 1 in month 12, not 13 for a rounding error.
  constexpr double slack = 1e-9;
  double in = 0, out = worth(0) * model.cost[0];
  for (std::size_t m = 1; m < model.cost.size(); ++m) {
    in += worth(m) * model.weight[m] * benefit_per_month;
    out += worth(m) * model.cost[m];
    if (in >= out - slack * out) return static_cast<int>(m);
  }
  return std::nullopt;
}

}  // namespace

std::vector<double> discount_factors(const Assumptions& assumptions) {
  std::vector<double> factors;
  for (int month = 0; month <= assumptions.horizon_months; ++month) {
    const double years = month / months_per_year;
    const bool by_year = assumptions.discounting == Discounting::year_ends;
    factors.push_back(std::pow(1 + assumptions.discount_rate_per_year, -(by_year ? std::ceil(years) : years)));
  }
  return factors;
}

CashModel cash_model(const Assumptions& assumptions) {
  CashModel model;
  const std::vector<double> reach = reach_by_month(assumptions.rollout, assumptions.horizon_months);
  model.discount = discount_factors(assumptions);
  model.cost.assign(reach.size(), 0);
  model.weight = reach;
  for (std::size_t m = 1; m < reach.size(); ++m)
    model.weight[m] *= growth_in_month(assumptions.volume_growth_per_year, static_cast<int>(m));
  for (const CostMonths& cost : costs_by_month(assumptions, reach))
    for (std::size_t m = 0; m < reach.size(); ++m) model.cost[m] += cost.by_month[m];
  model.worth_of_benefit = sum_of_products(model.discount, model.weight);
  model.worth_of_cost = sum_of_products(model.discount, model.cost);
  return model;
}

double net_present_value(const CashModel& model, double benefit_per_month) {
  return model.worth_of_benefit * benefit_per_month - model.worth_of_cost;
}

double return_on_investment(const CashModel& model, double benefit_per_month) {
  return model.worth_of_cost > 0 ? net_present_value(model, benefit_per_month) / model.worth_of_cost : missing;
}

std::optional<int> payback_month(const CashModel& model, double benefit_per_month) {
  return covered(model, benefit_per_month, [](std::size_t) { return 1.0; });
}

std::optional<int> discounted_payback_month(const CashModel& model, double benefit_per_month) {
  return covered(model, benefit_per_month, [&](std::size_t m) { return model.discount[m]; });
}

double cost_of_delay(const CashModel& model, double benefit_per_month) {
  double later = 0;
  for (std::size_t m = 0; m + 1 < model.cost.size(); ++m)
    later += model.discount[m + 1] * (model.weight[m] * benefit_per_month - model.cost[m]);
  return net_present_value(model, benefit_per_month) - later;
}

std::vector<MonthlyCash> monthly_cash(const CashModel& model, const Quantity& benefit) {
  // The cumulative cash is linear and increasing in the benefit, so its quantiles are those of the benefit, carried along.
  std::vector<MonthlyCash> flow;
  double weight = 0, cost = 0;
  for (std::size_t m = 0; m < model.cost.size(); ++m) {
    weight += model.weight[m];
    cost += model.cost[m];
    flow.push_back({.month = static_cast<int>(m),
                    .benefit = model.weight[m] * benefit.mean,
                    .cost = model.cost[m],
                    .cumulative = weight * benefit.mean - cost,
                    .cumulative_p10 = weight * benefit.p10 - cost,
                    .cumulative_p90 = weight * benefit.p90 - cost});
  }
  return flow;
}

}  // namespace payoff
