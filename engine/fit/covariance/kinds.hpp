// One function for each family of standard errors; covariance.cpp chooses among them.
#pragma once

#include "payoff/standard_errors.hpp"

namespace payoff {

Covariance iid_covariance(const Regression& fit, const SmallSample& rule);
Covariance heteroskedastic_covariance(const Regression& fit, const ErrorChoice& choice);  // hc0 .. hc4
Covariance clustered_covariance(const Regression& fit, const ErrorChoice& choice);
Covariance bias_reduced_covariance(const Regression& fit, const ErrorChoice& choice);  // cr2, cr3
Covariance serial_covariance(const Regression& fit, const ErrorChoice& choice);        // newey_west, driscoll_kraay

}  // namespace payoff
