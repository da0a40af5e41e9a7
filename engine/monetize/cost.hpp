// What the rollout costs: once at the start, and every month after it.
//
// Formula   month 0: once;  month m > 0: (per_month + people * reach_m * each) * (1 + growth)^floor((m - 1) / 12),
//           each = per_person_month + hours_per_person_month * hourly_cost
//           month floor(start): + people * share of that start * (once_per_person + hours_per_person * hourly_cost)
//           all of it times 1 + risk_of_costs, and its currency's rate
//           a bill: as it was billed; after its last month as it goes on, dearer by inflation since then, times `later`
//           and 1 + risk_of_costs
#pragma once

#include "monetize/cash_model.hpp"

namespace payoff {

// Adds a stream, and its inputs, for each cost and bill. reach: (H + 1)
void add_costs(const Assumptions& assumptions, const std::vector<double>& reach, CashModel& model);

// Once, and a month when all have the tool, at the middle of each input, before growth and risk.
struct CostRates {
  double once = 0, per_month = 0;
};
CostRates cost_rates(const Assumptions& assumptions);

// (1 + growth)^floor((m - 1) / 12), m > 0; 1 of month 0
double growth_in_month(double growth_per_year, int month);

}  // namespace payoff
