// How sure a regression may be: every covariance estimator in use, with its
// small-sample convention named, and tests of several coefficients together.
//
// Example
//     Covariance v = covariance(fit, {.errors = Errors::cluster, .clusters = {{"team", team}}});
//     std::cout << v.se(0) << " " << v.convention;
//
// Formula   B S B, B = (X'WX)^-1, S the variance of the sum of scores w e x; which rows go together in S is
//           the choice: none (hc), clusters, nearby periods of one unit (newey_west), nearby periods of all
//           (driscoll_kraay).
// Unit      se(i) has the unit of coefficient i: outcome per unit of the covariate.
// Throws    Error(usage) for what the choice lacks (clusters for cluster, time for
//           newey_west), Error(method) for what cannot be had (one cluster; hc2 to hc4 with
//           several absorbed factors; cr2 and cr3 with factors that cross the clusters).
// Source    Cameron & Miller (2015); Cameron, Gelbach & Miller (2011); Bell & McCaffrey
//           (2002); Pustejovsky & Tipton (2018); Newey & West (1987); Driscoll & Kraay (1998).
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "payoff/regression.hpp"

namespace payoff {

enum class Errors { iid, hc0, hc1, hc2, hc3, hc4, cluster, cr2, cr3, newey_west, driscoll_kraay };

// Which levels of absorbed factors count as parameters K in (n - 1) / (n - K).
enum class FactorsCounted { not_nested, all, none };  // not_nested: all but those within one cluster (fixest, reghdfe)
enum class ClustersCounted { smallest, each };        // G of multiway G / (G - 1): the smallest, or each way its own

// hc0, hc2 to hc4, cr2 and cr3 have no further factor, whatever is chosen here.
struct SmallSample {
  bool parameters = true;  // (n - 1) / (n - K); for hc1 and one series n / (n - K)
  FactorsCounted factors = FactorsCounted::not_nested;
  bool clusters = true;  // G / (G - 1); over time T / (T - 1)
  ClustersCounted multiway = ClustersCounted::smallest;
};

struct ErrorChoice {
  Errors errors = Errors::hc1;
  std::vector<NamedFactor> clusters{};   // 1 to 4 ways; levels of all rows of the model
  std::span<const std::int32_t> unit{};  // newey_west on a panel; empty = one series in the order of the rows
  std::span<const std::int32_t> time{};  // newey_west on a panel, driscoll_kraay
  int lag = -1;                          // -1 = the whole part of T^(1/4)
  SmallSample small_sample{};
};

struct Covariance {
  std::size_t columns = 0;
  std::vector<double> value;  // (k x k)
  std::vector<double> df;     // (k) degrees of freedom of t; infinity = normal (Poisson)
  std::string convention;     // what was counted, in words
  double se(std::size_t i) const { return std::sqrt(value[i * columns + i]); }
};

Covariance covariance(const Regression& fit, const ErrorChoice& choice, const Context& context = {});

// Each coefficient with its interval at `level`.
std::vector<Estimate> coefficients(const Regression& fit, const Covariance& covariance, double level = 0.95);

struct WaldTest {
  double statistic = missing, df1 = missing, df2 = missing, p = missing;  // F; df2 infinity = chi squared / df1
};
// R b = r jointly; R (q x k) by rows. Throws Error(method) where R V R' has no inverse.
WaldTest wald(const Regression& fit, const Covariance& covariance, std::span<const double> restrictions,
              std::span<const double> values);

}  // namespace payoff
