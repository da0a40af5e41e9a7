// Regression with any number of absorbed factors: least squares and Poisson.
//
// It answers: with everything constant about each person and each month held
// constant, how much does the outcome move with the tool? Absorbed factors are
// groups (person, month, site) that get a constant of their own each; they are
// taken out of every column instead of being estimated one by one, so a million of
// them cost no memory.
//
// Model     least squares  y = X b + sum_f alpha_f[level_f] + e, weighted by w
//           Poisson        E y = exp(X b + sum_f alpha_f[level_f]), y >= 0
// Example
//     payoff::RegressionModel model{.outcome = minutes, .covariates = {{"tool", tool}},
//                                   .absorbed = {{"person", person}, {"week", week}}};
//     payoff::Regression fit = payoff::regress(model);
//     payoff::Covariance v = payoff::covariance(fit, {.errors = payoff::Errors::cluster, .clusters = {{"team", team}}});
//     double se = v.se(0);
//
// Throws    Error(method) when the design is singular beyond dropping columns (no
//           variation left, every row dropped), with the columns named; Error(data) for
//           columns of different length, numbers that are not finite, weights that are
//           not positive, negative counts.
// Source    Guimaraes & Portugal (2010); Gaure (2013); Correia (2016); Correia,
//           Guimaraes & Zylkin (2020).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "payoff/context.hpp"
#include "payoff/estimate.hpp"

namespace payoff {

// Columns are views: nothing is copied, so what they look at must outlive the call.
struct NamedColumn {
  std::string name;
  std::span<const double> value;  // (n)
};

struct NamedFactor {
  std::string name;
  std::span<const std::int32_t> level;  // (n) codes >= 0; gaps are allowed
};

enum class Family { least_squares, poisson };

struct RegressionModel {
  std::span<const double> outcome;      // (n)
  std::vector<NamedColumn> covariates;  // (k)
  std::vector<NamedFactor> absorbed{};  // none: a constant "(Intercept)" comes first, unless intercept is false
  std::span<const double> weight{};     // (n) > 0; empty = 1
  Family family = Family::least_squares;
  bool intercept = true;         // where nothing is absorbed
  bool drop_singletons = false;  // rows alone in a level of an absorbed factor (Correia 2015); counted anyway
  double tolerance = 1e-10;      // relative change of a column at which its absorption stops
};

struct DroppedColumn {
  std::string name, reason;  // "explained by the absorbed factors", "explained by the columns before it"
  std::size_t column = 0;    // as Regression::column
};

// A fit, with what standard errors are made of. Columns that were dropped do not count in k.
struct Regression {
  std::vector<std::string> names;   // (k)
  std::vector<std::size_t> column;  // (k) index in RegressionModel::covariates; of the intercept, how many they are
  std::vector<double> coefficient;  // (k)
  std::vector<DroppedColumn> dropped{};
  std::size_t observations = 0;      // n: rows in use
  std::vector<std::uint8_t> used{};  // (rows of the model) 1 = in use; empty = all
  std::size_t singletons = 0;        // rows alone in a level; dropped only where asked
  std::size_t separated = 0;         // Poisson: rows dropped because a level or column predicts 0 perfectly
  double r_squared = missing, within_r_squared = missing;  // least squares
  double residual_variance = missing;                      // sum of w e^2 / (n - parameters of all kinds); Poisson: 1
  double deviance = missing;                               // Poisson
  int iterations = 0;                                      // of the absorption, the longest column
  std::vector<double> design{};                      // (n x k) by columns, absorbed factors taken out, not weighted
  std::vector<double> residual{};                    // (n) y - fitted; Poisson: (y - mu) / mu, so that w e is the score
  std::vector<double> weight{};                      // (n) w; Poisson: w mu; empty = 1
  std::vector<double> bread{};                       // (k x k) (X'WX)^-1
  std::vector<std::string> factor_names{};           // (f)
  std::vector<std::vector<std::int32_t>> factors{};  // (f)(n) levels in use, numbered 0, 1, ...
  std::vector<std::size_t> factor_levels{};          // (f)
  std::size_t absorbed_rank = 0;  // parameters that the factors cost together (levels less redundant ones)
};

Regression regress(const RegressionModel& model, const Context& context = {});

}  // namespace payoff
