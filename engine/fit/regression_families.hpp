// The two families, after the rows were checked.
#pragma once

#include "payoff/regression.hpp"

namespace payoff {

Regression fit_least_squares(const RegressionModel& model, const Context& context);
Regression fit_poisson(const RegressionModel& model, const Context& context);

}  // namespace payoff
