// One function for each family of standard errors; covariance.cpp chooses among them.
#pragma once

#include "payoff/standard_errors.hpp"

namespace payoff {

Covariance iid_covariance(const Regression& fit, const SmallSample& rule);
// hc0 .. hc4
Covariance heteroskedastic_covariance(const Regression& fit, const ErrorChoice& choice, const Context& context);
Covariance clustered_covariance(const Regression& fit, const ErrorChoice& choice, const Context& context);
// cr2, cr3
Covariance bias_reduced_covariance(const Regression& fit, const ErrorChoice& choice, const Context& context);
// newey_west, driscoll_kraay
Covariance serial_covariance(const Regression& fit, const ErrorChoice& choice, const Context& context);

}  // namespace payoff
