// The two families, after the rows were checked.
#pragma once

#include "payoff/regression.hpp"

namespace payoff {

Regression fit_least_squares(const RegressionModel& model);
Regression fit_poisson(const RegressionModel& model);

}  // namespace payoff
