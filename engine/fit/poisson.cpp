// Poisson regression with absorbed factors.
//
// Estimand  b of E y = exp(X b + sum_f alpha_f[level_f]): exp(b) is the ratio of expected outcomes for one unit of x.
// Formula   Newton's method as weighted least squares, from mu = (y + mean y) / 2, eta = log mu:
//           (1) w = weight mu,  z = eta + (y - mu) / mu
//           (2) b, e from z on X with the factors absorbed at weights w (regression.cpp, equations 1 and 2)
//           (3) eta' = z - e, halved towards eta until the deviance
//               2 sum weight (y log(y / mu) - (y - mu)) does not rise
//           It ends where the step is below 1e-9 of the residuals' scale: sum w (eta' - eta)^2 against
//           sum w (1 + ((y - mu) / mu)^2). Weights and residuals are those after the last step.
// Error     covariance(): w e is the score, bread (X~'W X~)^-1 the inverse information.
// Assumes   the mean is right; the variance need not be that of Poisson with robust errors.
// Refuses   outcomes that are all 0, no convergence.
// Limits    separated rows are dropped and counted (poisson_separation.cpp).
// Source    Correia, Guimaraes & Zylkin (2020), Fast Poisson estimation with high-dimensional fixed effects. Absorption
//           starts from what the last step left: columns less their factors differ from the columns by factors only.
// Checked   fixest 0.12.2, trade with four factors: coefficient and errors to nine digits or more.
// Notation  n rows, X (n x k), y, mu, eta, z, w (n)
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/messages.hpp"
#include "base/parallel.hpp"
#include "base/refusal.hpp"
#include "fit/absorb/absorb.hpp"
#include "fit/poisson_separation.hpp"
#include "fit/regression_families.hpp"
#include "fit/regression_triangle.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr int most_steps = 200, most_halvings = 30;
constexpr double step_ended = 1e-9, explained = 1e-9, dispersion_of_rounding = 1e-13;

class PoissonFit {
 public:
  PoissonFit(const RegressionModel& model, const RegressionRows& rows, Regression& fit, const Context& context)
      : rows_(rows), fit_(fit), n_(rows.count()), context_(context) {
    constant_ = rows.factors.empty() && model.intercept;
    name_columns(rows, constant_, fit);
    if (constant_) fit.design.assign(n_, 1);
    for (const std::span<const double> x : rows.covariates) fit.design.insert(fit.design.end(), x.begin(), x.end());
    if (!rows.factors.empty()) absorber_ = std::make_unique<Absorber>(rows.factors, model.tolerance, context);
    double mean = 0;
    for (const double y : rows.outcome) mean += y / static_cast<double>(n_);
    for (const double y : rows.outcome) eta_.push_back(std::log((y + mean) / 2));
    target_.resize(n_);
    left_.resize(n_);
    fit.weight.resize(n_);
    fit.residual.resize(n_);
    fit.deviance = std::numeric_limits<double>::infinity();  // the start is not of the model's form: any step is better
  }

  // One step of Newton; true where it was no step any more.
  bool step() {
    linearise();
    absorb();
    TriangleProblem problem{fit_.design, left_, fit_.weight, constant_, explained, context_};
    const TriangleSolution solution = solve_triangle(problem);
    keep_columns(fit_, solution.kept, "explained by the columns before it");
    problem.design = fit_.design;
    const std::vector<double> e = residuals(problem, solution);
    fit_.coefficient.assign(solution.coefficient.begin(), solution.coefficient.end());
    fit_.bread = solution.bread;
    std::vector<double> eta(n_);
    double change = 0, scale = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      eta[i] = target_[i] - e[i];
      change += fit_.weight[i] * (eta[i] - eta_[i]) * (eta[i] - eta_[i]);
      scale += fit_.weight[i] * (1 + fit_.residual[i] * fit_.residual[i]);
    }
    const bool ended = change <= step_ended * step_ended * scale;
    move_to(std::move(eta));
    if (ended) linearise();
    return ended;
  }

 private:
  // Weights, score residuals and z at eta; z without its factors is the last one's plus what changed.
  void linearise() {
    for (std::size_t i = 0; i < n_; ++i) {
      const double mu = std::exp(eta_[i]), y = rows_.outcome[i];
      fit_.weight[i] = mu * (rows_.weight.empty() ? 1 : rows_.weight[i]);
      fit_.residual[i] = (y - mu) / mu;
      const double z = eta_[i] + fit_.residual[i];
      left_[i] += z - target_[i];
      target_[i] = z;
    }
  }

  void absorb() {
    if (!absorber_) {
      left_ = target_;
      return;
    }
    absorber_->weigh(fit_.weight);
    std::vector<AbsorbColumn> columns;
    for (std::size_t j = 0; j < fit_.names.size(); ++j) {
      columns.push_back({fit_.design.data() + j * n_, fit_.design.data() + j * n_});
    }
    columns.push_back({left_.data(), left_.data()});
    const std::vector<Absorbed> absorbed = absorber_->take_out(columns);
    std::vector<std::size_t> kept;
    for (std::size_t j = 0; j < absorbed.size(); ++j) {
      fit_.iterations = std::max(fit_.iterations, absorbed[j].steps);
      if (j < fit_.names.size() && !absorbed[j].explained) kept.push_back(j);
    }
    keep_columns(fit_, kept, "explained by the absorbed factors");
  }

  void move_to(std::vector<double> eta) {
    const double most = fit_.deviance * (1 + dispersion_of_rounding);
    double reached = deviance(eta);
    for (int halving = 0; !(reached <= most) && halving < most_halvings; ++halving) {
      for (std::size_t i = 0; i < n_; ++i) eta[i] = (eta[i] + eta_[i]) / 2;
      reached = deviance(eta);
    }
    eta_ = std::move(eta);
    fit_.deviance = reached;
  }

  double deviance(const std::vector<double>& eta) const {
    long double sum = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      const double mu = std::exp(eta[i]), y = rows_.outcome[i];
      const double logs = y > 0 ? y * (std::log(y) - eta[i]) : 0;
      sum += (rows_.weight.empty() ? 1 : rows_.weight[i]) * (logs - (y - mu));
    }
    return static_cast<double>(2 * sum);
  }

  const RegressionRows& rows_;
  Regression& fit_;
  std::size_t n_;
  const Context& context_;
  bool constant_ = false;
  std::unique_ptr<Absorber> absorber_;
  std::vector<double> eta_, target_, left_;  // (n) left_: z without its factors
};

// Rows in use, those that are predicted to be 0 perfectly left out.
RegressionRows separate(const RegressionModel& model, std::size_t& separated, const Context& context) {
  std::vector<std::uint8_t> used(model.outcome.size(), 1);
  separated = drop_zero_levels(model, used);
  RegressionRows rows = select_rows(model, separated > 0 ? used : std::vector<std::uint8_t>{});
  const std::vector<std::uint8_t> found = find_separated(model, rows, context);
  const auto count = static_cast<std::size_t>(std::ranges::count(found, 1));
  if (count == 0) return rows;
  separated += count;
  std::size_t row = 0;
  for (std::size_t i = 0; i < used.size(); ++i) {
    const bool seen = rows.used.empty() || rows.used[i];
    if (seen && found[row++]) used[i] = 0;
  }
  return select_rows(model, used);
}

}  // namespace

Regression fit_poisson(const RegressionModel& model, const Context& context) {
  if (std::ranges::all_of(model.outcome, [](double y) { return y == 0; })) {
    refuse("regress", [] { return Refusal{say(MessageId::refused_all_zero)}; });
  }
  Regression fit;
  RegressionRows rows = separate(model, fit.separated, context);
  fit.observations = rows.count();
  PoissonFit newton(model, rows, fit, context);
  int steps = 1;
  while (!newton.step()) {
    require_columns(model, fit);
    if (++steps <= most_steps) continue;
    refuse("regress", [] {
      return Refusal{say(MessageId::refused_newton_steps, {{"most", std::to_string(most_steps)}}),
                     say(MessageId::remedy_predicted_outcomes)};
    });
  }
  require_columns(model, fit);
  fit.residual_variance = 1;
  describe_rows(model, rows, fit);
  return fit;
}

}  // namespace payoff
