// The benefits and each cost apart, by month and by year, as an appraisal prints them.
#pragma once

#include "monetize/simulate.hpp"

namespace payoff {

// At the point estimate, exact: what the counted lines are worth adds up to its NPV.
std::vector<CashLine> cash_lines(const CashModel& model);

// All counted benefits, costs and tax by month, and the band of their sum so far in the draws.
std::vector<MonthlyCash> monthly_cash(const std::vector<CashLine>& lines, const MoneyDraws& draws);

}  // namespace payoff
