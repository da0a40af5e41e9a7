#include "measure/rollout/group_time/nuisance.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "fit/cross_products/least_squares.hpp"

namespace payoff {
namespace {

constexpr int most_steps = 50;
constexpr double converged = 1e-12;  // largest change of a coefficient, covariates in spreads

// Adds h x x' (lower triangle) and g x.
void add_row(NormalEquations& equations, const double* x, double h, double g) {
  const std::size_t k = equations.columns;
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j <= i; ++j) equations.xx[i * k + j] += h * x[i] * x[j];
    equations.xy[i] += g * x[i];
  }
}

void scaled_row(const ComparisonRows& data, const CovariateScale& scale, std::size_t row, double* x) {
  x[0] = 1;
  for (std::size_t j = 0; j < scale.centre.size(); ++j) {
    x[j + 1] = (data.covariates[j][row] - scale.centre[j]) * scale.spread[j];
  }
}

// Gradient and Hessian of the log likelihood.
NormalEquations score(const ComparisonRows& data, const CovariateScale& scale, const std::vector<double>& index) {
  const std::size_t k = scale.centre.size() + 1;
  NormalEquations equations(k);
  std::vector<double> x(k);
  for (std::size_t i = 0; i < data.rows; ++i) {
    if (data.weight[i] == 0) continue;
    const double p = 1 / (1 + std::exp(-index[i]));
    scaled_row(data, scale, i, x.data());
    add_row(equations, x.data(), data.weight[i] * p * (1 - p), data.weight[i] * ((i < data.adopters) - p));
  }
  return equations;
}

double largest_propensity(const ComparisonRows& data, const std::vector<double>& index) {
  double largest = 0;
  for (std::size_t i = 0; i < data.adopters; ++i) {
    if (data.weight[i] > 0) largest = std::max(largest, 1 / (1 + std::exp(-index[i])));
  }
  return largest;
}

}  // namespace

CovariateScale scale_of(const ComparisonRows& data) {
  CovariateScale scale;
  for (const std::span<const double> column : data.covariates) {
    double weight = 0, sum = 0, squares = 0;
    for (std::size_t i = 0; i < data.rows; ++i) {
      if (data.weight[i] == 0) continue;
      weight += data.weight[i];
      sum += data.weight[i] * column[i];
    }
    const double centre = sum / weight;
    for (std::size_t i = 0; i < data.rows; ++i) {
      if (data.weight[i] > 0) squares += data.weight[i] * (column[i] - centre) * (column[i] - centre);
    }
    const double spread = std::sqrt(squares / weight);
    scale.centre.push_back(centre);
    scale.spread.push_back(spread > 1e-12 * std::abs(centre) ? 1 / spread : 0);
  }
  return scale;
}

void linear_index(const ComparisonRows& data, const CovariateScale& scale, std::span<const double> b, double* out) {
  std::fill(out, out + data.rows, b[0]);
  for (std::size_t j = 0; j < scale.centre.size(); ++j) {
    const double slope = b[j + 1] * scale.spread[j], centre = scale.centre[j];
    if (slope == 0) continue;
    const std::span<const double> column = data.covariates[j];
    for (std::size_t i = 0; i < data.rows; ++i) out[i] += slope * (column[i] - centre);
  }
}

std::vector<double> weighted_sum(const ComparisonRows& data, const CovariateScale& scale, const double* v,
                                 std::size_t begin, std::size_t end) {
  std::vector<double> sum(scale.centre.size() + 1);
  for (std::size_t i = begin; i < end; ++i) sum[0] += v[i];
  for (std::size_t j = 0; j < scale.centre.size(); ++j) {
    const std::span<const double> column = data.covariates[j];
    for (std::size_t i = begin; i < end; ++i) {
      if (v[i] != 0) sum[j + 1] += v[i] * (column[i] - scale.centre[j]);
    }
    sum[j + 1] *= scale.spread[j];
  }
  return sum;
}

Propensity fit_propensity(const ComparisonRows& data, const CovariateScale& scale) {
  Propensity result{std::vector<double>(scale.centre.size() + 1), {}, {}};
  double adopters = 0, all = 0;
  for (std::size_t i = 0; i < data.rows; ++i) (i < data.adopters ? adopters : all) += data.weight[i];
  all += adopters;
  result.coefficient[0] = std::log(adopters / (all - adopters));
  std::vector<double> index(data.rows);
  for (int step = 0; step < most_steps; ++step) {
    linear_index(data, scale, result.coefficient, index.data());
    const LeastSquares newton = solve(score(data, scale, index));
    result.inverse_hessian = newton.inverse;
    double change = 0;
    for (std::size_t j = 0; j < result.coefficient.size(); ++j) {
      result.coefficient[j] += newton.coefficient[j];
      change = std::max(change, std::abs(newton.coefficient[j]));
    }
    if (!(change > converged)) break;
    if (step + 1 == most_steps) result.failure = MessageId::why_covariates_separate;
  }
  linear_index(data, scale, result.coefficient, index.data());
  const double largest = largest_propensity(data, index);
  if (!(largest < most_propensity_adopter)) result.failure = MessageId::why_no_overlap;
  return result;
}

std::vector<double> bread_of(const ComparisonRows& data, const CovariateScale& scale, std::size_t begin,
                             std::size_t end) {
  const std::size_t k = scale.centre.size() + 1;
  NormalEquations equations(k);
  std::vector<double> x(k);
  for (std::size_t i = begin; i < end; ++i) {
    if (data.weight[i] == 0) continue;
    scaled_row(data, scale, i, x.data());
    add_row(equations, x.data(), data.weight[i], 0);
  }
  return solve(equations).inverse;
}

std::vector<double> product(std::span<const double> matrix, std::span<const double> b) {
  std::vector<double> result(b.size());
  for (std::size_t i = 0; i < b.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) result[i] += matrix[i * b.size() + j] * b[j];
  }
  return result;
}

}  // namespace payoff
