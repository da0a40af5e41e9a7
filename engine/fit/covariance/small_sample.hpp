// What small samples cost: the parameters counted in (n - 1) / (n - K), and clusters in G / (G - 1).
//
// Formula   K = k + rank of the absorbed factors                       no factor lies within clusters, or all count
//           K = k + 1 + sum over the other factors of (levels - 1)     some do: they cost the constant alone
//           K = k                                                      none count
// Source    Cameron & Miller (2015), section III.B; the defaults are those in common use for absorbed factors.
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "fit/covariance/groups.hpp"
#include "payoff/standard_errors.hpp"

namespace payoff {

// Only a Poisson fit has a deviance.
inline bool is_poisson(const Regression& fit) {
  return !std::isnan(fit.deviance);
}

struct CountedParameters {
  double count = 0;   // K
  std::string words;  // "K = 12, factors within clusters not counted"
};

// `groups`: the clusters (units, times) that factors may lie within.
CountedParameters counted_parameters(const Regression& fit, const SmallSample& rule, std::span<const Grouping> groups);

// numerator / (n - K), or 1 where parameters do not count. Throws Error(method) where nothing is left.
double parameter_factor(const Regression& fit, const SmallSample& rule, double counted, double numerator);

// G / (G - 1), or 1 where clusters do not count.
double cluster_factor(const SmallSample& rule, std::size_t clusters);

// df of t for every coefficient; normal for Poisson, whose variance is known.
std::vector<double> degrees_of_freedom(const Regression& fit, double df);

// "t(9)", or "normal".
std::string name_of_df(const Regression& fit, double df);

}  // namespace payoff
