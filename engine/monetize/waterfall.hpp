// From what it would be worth if every hour and every sale counted in full to what is left, in steps that add up exactly.
//
// Formula   present values at the point estimate, before tax where tax is a step: gross, rework, what is not realised, what is
//           sold has cost, risk, what is soft; benefits; each cost; tax; NPV. A step that changes nothing is left out.
#pragma once

#include "monetize/cash_model.hpp"

namespace payoff {

std::vector<WaterfallStep> waterfall(const CashModel& model);

}  // namespace payoff
