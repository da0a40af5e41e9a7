// The two nuisance models of a 2 x 2 comparison: who adopts (logit), and how comparison units change (least squares).
//
// Notation  p covariates; x = (1, covariates around their mean), p + 1 long   w weights   D adopter
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/messages.hpp"

namespace payoff {

// Rows of one comparison, by columns. Nothing is copied.
struct ComparisonRows {
  std::size_t rows = 0;
  std::size_t adopters = 0;                           // the first rows
  std::span<const double> weight;                     // (rows) 0 = row not in use
  std::vector<std::span<const double>> covariates{};  // (p)(rows)
};

// Covariates around their mean and over their spread, so that cross products keep their digits.
struct CovariateScale {
  std::vector<double> centre, spread;  // (p)
};
CovariateScale scale_of(const ComparisonRows& data);

// x'b of every row, out (rows).
void linear_index(const ComparisonRows& data, const CovariateScale& scale, std::span<const double> b, double* out);

// Sum of v_i x_i over rows begin to end: (p + 1).
std::vector<double> weighted_sum(const ComparisonRows& data, const CovariateScale& scale, const double* v,
                                 std::size_t begin, std::size_t end);

struct Propensity {
  std::vector<double> coefficient;      // (p + 1)
  std::vector<double> inverse_hessian;  // (p + 1 x p + 1)
  std::optional<MessageId> failure{};   // why there is none
};
// Newton's method on the weighted likelihood, to 1e-12. Refused without overlap: an adopter whose propensity is 0.999
// or more has nobody like it.
Propensity fit_propensity(const ComparisonRows& data, const CovariateScale& scale);
inline constexpr double most_propensity_adopter = 0.999, most_propensity_comparison = 0.995;

// A comparison unit that looks almost surely like an adopter weighs nothing.
inline double counted(double odds) {
  return odds < most_propensity_comparison / (1 - most_propensity_comparison) ? odds : 0;
}

// (X'WX)^-1 over rows begin to end.
std::vector<double> bread_of(const ComparisonRows& data, const CovariateScale& scale, std::size_t begin,
                             std::size_t end);

// A b, A (k x k).
std::vector<double> product(std::span<const double> matrix, std::span<const double> b);

}  // namespace payoff
