// The cash flow by month, and its figures. Whatever a month is worth when all have the tool, b, each month brings a fixed
// multiple of it: a draw of b is a whole cash flow, and every figure a sum that was made once.
//
// Formula   benefit_m = w_m b,  w_m = reach_m (1 + volume growth)^floor((m - 1) / 12)
//           NPV     = W b - C,  W = sum d_m w_m,  C = sum d_m cost_m
//           ROI     = (W b - C) / C
//           payback = first m > 0 with sum up to m of (w b - cost) >= 0; discounted: of d (w b - cost)
// Benefits and recurring costs fall at the end of their month, what is paid once at month 0.
#pragma once

#include <optional>
#include <vector>

#include "monetize/cost.hpp"

namespace payoff {

// d_m, m = 0 .. H.
std::vector<double> discount_factors(const Assumptions& assumptions);

struct CashModel {
  std::vector<double> weight;                      // w, (H + 1); the first is 0
  std::vector<double> cost;                        // (H + 1) currency
  std::vector<double> discount;                    // (H + 1)
  double worth_of_benefit = 0, worth_of_cost = 0;  // W; C, currency
};

// Requires  assumptions.rollout is filled in (reach.hpp)
CashModel cash_model(const Assumptions& assumptions);

double net_present_value(const CashModel& model, double benefit_per_month);

// NaN when nothing is spent: a return on nothing does not exist.
double return_on_investment(const CashModel& model, double benefit_per_month);

std::optional<int> payback_month(const CashModel& model, double benefit_per_month);
std::optional<int> discounted_payback_month(const CashModel& model, double benefit_per_month);

// What a month's delay costs: all begins a month later and ends when it does, so that the last month falls away.
double cost_of_delay(const CashModel& model, double benefit_per_month);

// benefit: mean, P10 and P90 of the draws, currency per month.
std::vector<MonthlyCash> monthly_cash(const CashModel& model, const Quantity& benefit);

}  // namespace payoff
