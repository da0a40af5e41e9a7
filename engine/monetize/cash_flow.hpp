// The cash flow, month by month, and its three summaries.
//
// Formula   A       = sum over m = 1 .. H of (1 + r)^(-m / 12)
//           NPV     = -once + (benefit - cost) A
//           ROI     = (benefit A - once - cost A) / (once + cost A)
//           payback = first m in 1 .. H with -once + m (benefit - cost) >= 0, undiscounted
// Benefits and recurring costs fall at the end of each month, once at month 0.
#pragma once

#include <optional>
#include <vector>

#include "monetize/cost.hpp"

namespace payoff {

// A: what 1 a month for H months is worth today.
double annuity(double discount_rate_per_year, int horizon_months);

double net_present_value(double benefit_per_month, const CostStream& costs, double annuity);

// NaN when nothing is spent: a return on nothing does not exist.
double return_on_investment(double benefit_per_month, const CostStream& costs, double annuity);

std::optional<int> payback_month(double benefit_per_month, const CostStream& costs, int horizon_months);

// benefit: mean, P10 and P90 of the draws, currency per month.
std::vector<MonthlyCash> monthly_cash(const Quantity& benefit, const CostStream& costs, int horizon_months);

}  // namespace payoff
