// What a month weighs: who has the tool by then, who begins in it, and how the effect has gone since they did.
#pragma once

#include "report/workbook/sheets.hpp"

namespace payoff {

Formula reach_in(const Formula& month, const AssumptionCells& cells);
Formula begin_in(const Formula& month, const AssumptionCells& cells);  // share of the people
Formula first_third_in(const Formula& month, const AssumptionCells& cells, const ValueCells& value);
Formula last_third_in(const Formula& month, const AssumptionCells& cells, const ValueCells& value);

// Of the use that was measured, 1 before the first step.
Formula uptake_in(const Formula& month, const AssumptionCells& cells, const Formula& measured);

// As many as benefit.hpp has: the first at once, the others as far apart as the horizon allows.
Formula campaigns_in(const Formula& month, const AssumptionCells& cells);

}  // namespace payoff
