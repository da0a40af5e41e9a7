// Least squares with absorbed factors.
//
// Estimand  b of y = X b + sum_f alpha_f[level_f] + e, in units of y for one unit of x with everything that is
//           constant within a level held constant.
// Formula   M = I - D (D'WD)^- D'W takes the factors' dummies D out of a column (absorb.hpp).
//           (1) b = (X~'W X~)^-1 X~'W y~ with X~ = M X, y~ = M y (Frisch & Waugh 1933; Lovell 1963)
//           (2) e = y~ - X~ b, the residuals of the regression with all dummies
//           (3) s2 = sum w e^2 / (n - k - rank D)
//           (4) R2 = 1 - sum w e^2 / sum w (y - mean y)^2 (about 0 without a constant); within: over sum w y~^2
// Error     covariance() makes standard errors of design, residual, weight and bread.
// Assumes   e is unrelated to X given the factors.
// Refuses   no rows, columns of different length, numbers that are not finite, nothing left of any covariate.
// Limits    with three or more absorbed factors, rank D may be counted too high (absorb/levels.hpp).
// Source    Guimaraes & Portugal (2010); Gaure (2013); Correia (2016).
// Checked   NIST StRD linear regressions (Filip 7, others 9 to 15 digits); fixest 0.12.2: base_did with no and two
//           factors, trade with four; sandwich: petersen, investment, lalonde; Stata: grunfeld; all 9 digits or more.
// Notation  n rows, k covariates, X (n x k) by columns, y, e, w (n), bread (k x k) = (X~'W X~)^-1
#include "payoff/regression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"
#include "fit/absorb/absorb.hpp"
#include "fit/regression_families.hpp"
#include "fit/regression_memory.hpp"
#include "fit/regression_rows.hpp"
#include "fit/regression_triangle.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// A column that others explain but for this share of its norm is dropped: rounding, or the error of the absorption.
constexpr double explained_plain = 1e-12, explained_absorbed = 1e-9;

long double weighted_squares(std::span<const double> values, std::span<const double> weight, double centre) {
  long double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = values[i] - centre;
    sum += (weight.empty() ? 1 : weight[i]) * value * value;
  }
  return sum;
}

double weighted_mean(std::span<const double> values, std::span<const double> weight) {
  long double sum = 0, total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double w = weight.empty() ? 1 : weight[i];
    sum += w * values[i];
    total += w;
  }
  return static_cast<double>(sum / total);
}

// Fills design and residual with X and y, the factors taken out; drops the columns of which nothing is left.
void absorb(const RegressionModel& model, const RegressionRows& rows, Regression& fit, const Context& context) {
  const std::size_t n = rows.count();
  Absorber absorber(rows.factors, model.tolerance, context);
  absorber.weigh(rows.weight);
  std::vector<AbsorbColumn> columns;
  for (std::size_t j = 0; j < rows.covariates.size(); ++j) {
    columns.push_back({rows.covariates[j].data(), fit.design.data() + j * n});
  }
  columns.push_back({rows.outcome.data(), fit.residual.data()});
  const std::vector<Absorbed> absorbed = absorber.take_out(columns);
  std::vector<std::size_t> kept;
  for (std::size_t j = 0; j < absorbed.size(); ++j) {
    fit.iterations = std::max(fit.iterations, absorbed[j].steps);
    if (j < rows.covariates.size() && !absorbed[j].explained) kept.push_back(j);
  }
  keep_columns(fit, kept, "explained by the absorbed factors");
}

void lay_out(const RegressionModel& model, const RegressionRows& rows, Regression& fit, const Context& context) {
  const std::size_t n = rows.count();
  resize_large(fit.residual, n);
  const bool constant = rows.factors.empty() && model.intercept;
  name_columns(rows, constant, fit);
  resize_large(fit.design, n * fit.names.size());
  if (!rows.factors.empty()) return absorb(model, rows, fit, context);
  if (constant) std::fill_n(fit.design.begin(), n, 1.0);
  for (std::size_t j = 0; j < rows.covariates.size(); ++j) {
    std::ranges::copy(rows.covariates[j], fit.design.begin() + (j + constant) * n);
  }
  std::ranges::copy(rows.outcome, fit.residual.begin());
}

void solve(const RegressionModel& model, const RegressionRows& rows, Regression& fit, const Context& context) {
  const bool plain = rows.factors.empty();
  TriangleProblem problem{
      fit.design, fit.residual, rows.weight, plain && model.intercept, plain ? explained_plain : explained_absorbed,
      context};
  const TriangleSolution solution = solve_triangle(problem);
  keep_columns(fit, solution.kept, "explained by the columns before it");
  problem.design = fit.design;
  fit.residual = residuals(problem, solution);
  fit.coefficient.assign(solution.coefficient.begin(), solution.coefficient.end());
  fit.bread = solution.bread;
}

}  // namespace

Regression fit_least_squares(const RegressionModel& model, const Context& context) {
  RegressionRows rows = select_rows(model);
  Regression fit;
  fit.observations = rows.count();
  lay_out(model, rows, fit, context);
  require_columns(model, fit);
  const long double within = weighted_squares(fit.residual, rows.weight, 0);
  solve(model, rows, fit, context);
  require_columns(model, fit);
  const bool centred = !rows.factors.empty() || model.intercept;
  const double centre = centred ? weighted_mean(rows.outcome, rows.weight) : 0;
  const long double total = weighted_squares(rows.outcome, rows.weight, centre);
  const long double left = weighted_squares(fit.residual, rows.weight, 0);
  if (total > 0) fit.r_squared = static_cast<double>(1 - left / total);
  if (within > 0 && !rows.factors.empty()) fit.within_r_squared = static_cast<double>(1 - left / within);
  fit.weight.assign(rows.weight.begin(), rows.weight.end());
  describe_rows(model, rows, fit);
  const std::size_t parameters = fit.names.size() + fit.absorbed_rank;
  if (fit.observations > parameters) {
    fit.residual_variance = static_cast<double>(left / static_cast<long double>(fit.observations - parameters));
  }
  return fit;
}

Regression regress(const RegressionModel& model, const Context& context) {
  check_model(model, context);
  return model.family == Family::poisson ? fit_poisson(model, context) : fit_least_squares(model, context);
}

}  // namespace payoff
