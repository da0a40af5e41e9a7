#include "monetize/cash_flow.hpp"

#include <cmath>

namespace payoff {

double annuity(double discount_rate_per_year, int horizon_months) {
  double sum = 0;
  for (int month = 1; month <= horizon_months; ++month) sum += std::pow(1 + discount_rate_per_year, -month / 12.0);
  return sum;
}

double net_present_value(double benefit_per_month, const CostStream& costs, double annuity) {
  return -costs.once + (benefit_per_month - costs.per_month) * annuity;
}

double return_on_investment(double benefit_per_month, const CostStream& costs, double annuity) {
  const double spent = costs.once + costs.per_month * annuity;
  return spent > 0 ? (benefit_per_month * annuity - spent) / spent : missing;
}

std::optional<int> payback_month(double benefit_per_month, const CostStream& costs, int horizon_months) {
  const double net = benefit_per_month - costs.per_month;
  if (net < 0 || (net == 0 && costs.once > 0)) return std::nullopt;
  // 12 instalments of 1 / 12 pay back 1 in month 12, not 13 for a rounding error.
  constexpr double slack = 1e-9;
  const double month = costs.once > 0 ? std::ceil(costs.once / net - slack) : 1;
  if (month > horizon_months) return std::nullopt;
  return std::max(1, static_cast<int>(month));
}

std::vector<MonthlyCash> monthly_cash(const Quantity& benefit, const CostStream& costs, int horizon_months) {
  // The cumulative cash is linear and increasing in the benefit, so its quantiles
  // are those of the benefit, carried along.
  const auto cumulative = [&](int month, double per_month) {
    return -costs.once + month * (per_month - costs.per_month);
  };
  std::vector<MonthlyCash> flow;
  flow.reserve(horizon_months + 1);
  for (int month = 0; month <= horizon_months; ++month) {
    flow.push_back({.month = month,
                    .benefit = month == 0 ? 0 : benefit.mean,
                    .cost = month == 0 ? costs.once : costs.per_month,
                    .cumulative = cumulative(month, benefit.mean),
                    .cumulative_p10 = cumulative(month, benefit.p10),
                    .cumulative_p90 = cumulative(month, benefit.p90)});
  }
  return flow;
}

}  // namespace payoff
