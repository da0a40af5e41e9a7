// The benefits and each cost apart, by month and by year, as an appraisal prints them.
#pragma once

#include "monetize/cash_flow.hpp"

namespace payoff {

// benefit_per_month: mean of the draws, all people; named after what the metric is. What the lines are worth adds up to the NPV.
std::vector<CashLine> cash_lines(const Effect& effect, const Assumptions& assumptions, const CashModel& model,
                                 double benefit_per_month);

}  // namespace payoff
