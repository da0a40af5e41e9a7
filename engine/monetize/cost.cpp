#include "monetize/cost.hpp"

#include <cmath>

namespace payoff {

double growth_in_month(double growth_per_year, int month) {
  const int whole_years = (month - 1) / 12;
  return std::pow(1 + growth_per_year, whole_years);
}

std::vector<double> cost_by_month(const Cost& cost, const Assumptions& assumptions, const std::vector<double>& reach) {
  const double risk = 1 + assumptions.risk_of_costs;
  std::vector<double> months{risk * cost.once};
  for (std::size_t m = 1; m < reach.size(); ++m) {
    const double recurring = cost.per_month + assumptions.people * reach[m] * cost.per_person_month;
    months.push_back(risk * recurring * growth_in_month(cost.growth_per_year, static_cast<int>(m)));
  }
  return months;
}

CostRates cost_rates(const Assumptions& assumptions) {
  CostRates rates;
  for (const Cost& cost : assumptions.costs) {
    rates.once += cost.once;
    rates.per_month += cost.per_month + cost.per_person_month * assumptions.people;
  }
  return rates;
}

}  // namespace payoff
