// What the rollout costs: once at the start, and every month after it.
#pragma once

#include <vector>

#include "payoff/monetize.hpp"

namespace payoff {

// What one cost comes to in each month.
//
// Formula   month 0: once;  month m > 0: (per_month + people * reach_m * each) * (1 + growth)^floor((m - 1) / 12),
//           each = per_person_month + hours_per_person_month * hourly_cost
//           month floor(start): + people * share of that start * (once_per_person + hours_per_person * hourly_cost)
//           all of it times 1 + risk_of_costs
// Shapes    reach and the result (H + 1)
std::vector<double> cost_by_month(const Cost& cost, const Assumptions& assumptions, const std::vector<double>& reach);

// What a bill comes to: as it was billed, then as it goes on, that times 1 + risk_of_costs. (H + 1)
std::vector<double> bill_by_month(const Bill& bill, const Assumptions& assumptions, const std::vector<double>& reach);

// All costs and bills.
struct CostMonths {
  std::string name;
  std::vector<double> by_month;
};
std::vector<CostMonths> costs_by_month(const Assumptions& assumptions, const std::vector<double>& reach);

// Once, and a month when all have the tool, before growth and risk.
struct CostRates {
  double once = 0, per_month = 0;
};
CostRates cost_rates(const Assumptions& assumptions);

// (1 + growth)^floor((m - 1) / 12), m > 0
double growth_in_month(double growth_per_year, int month);

}  // namespace payoff
