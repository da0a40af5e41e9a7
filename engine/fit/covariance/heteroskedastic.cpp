// Errors of equal variance, and of a variance of their own for each row (heteroskedasticity).
//
// Formula   iid  s^2 B,  B = (X'WX)^-1,  s^2 = sum w e^2 / (n - K);  Poisson: B (n - 1) / (n - K)
//           hc   B (sum_i c_i (w_i e_i)^2 x_i x_i') B
//           c_i  hc0 1;  hc1 n / (n - K);  hc2 1 / (1 - h_i);  hc3 1 / (1 - h_i)^2;
//                hc4 1 / (1 - h_i)^d, d = min(4, h_i / mean h)
//           h_i  = w_i x_i'B x_i + w_i / (sum of w over the level of row i), the last where one factor is absorbed
// Assumes   Rows are independent of each other.
// Refuses   hc2, hc3, hc4 with several absorbed factors: the leverage of their levels together has no closed form.
// Limits    A row that the model fits exactly (h = 1) has no residual to learn from and adds nothing; counted in
//           `convention`. Poisson: leverage of the weighted least squares of the last step.
// Source    White (1980); MacKinnon & White (1985), hc1 to hc3; Cribari-Neto (2004), hc4.
// Checked   fixest 0.12.2 (iid, hc1; with two and four factors, least squares and Poisson), sandwich 3.0.2 (hc0 to
//           hc4): 9 digits or more, tests/replication/regression_test.cpp.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "fit/covariance/kinds.hpp"
#include "fit/covariance/scores.hpp"
#include "fit/covariance/small_sample.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr std::size_t leverage_rows = 4096;
constexpr double exact_fit = 1e-10;  // 1 - h below this is rounding

// w over the sum of w in the level of each row: the leverage of one absorbed factor (n).
std::vector<double> factor_leverage(const Regression& fit) {
  std::vector<double> leverage(fit.observations);
  if (fit.factors.empty()) return leverage;
  const std::vector<std::int32_t>& level = fit.factors.front();
  const auto weight = [&](std::size_t i) { return fit.weight.empty() ? 1.0 : fit.weight[i]; };
  std::vector<double> sum(fit.factor_levels.front());
  for (std::size_t i = 0; i < leverage.size(); ++i) sum[level[i]] += weight(i);
  for (std::size_t i = 0; i < leverage.size(); ++i) leverage[i] = weight(i) / sum[level[i]];
  return leverage;
}

// h (n): squared length of the rows of sqrt(w) X L, where L L' = B.
std::vector<double> leverage_of_rows(const Regression& fit, const Context& context) {
  const std::size_t n = fit.observations;
  const auto k = static_cast<Eigen::Index>(fit.names.size());
  const std::vector<double> root = bread_root(fit);
  const Eigen::Map<const Eigen::MatrixXd> lower(root.data(), k, k);
  std::vector<double> leverage = factor_leverage(fit);
  for_each_part((n + leverage_rows - 1) / leverage_rows, n > leverage_rows, context, [&](std::size_t block) {
    const std::size_t first = block * leverage_rows;
    const auto count = static_cast<Eigen::Index>(std::min(leverage_rows, n - first));
    const Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<>> x(
        fit.design.data() + first, count, k, Eigen::OuterStride<>(static_cast<Eigen::Index>(n)));
    const Eigen::VectorXd length = (x * lower.triangularView<Eigen::Lower>()).rowwise().squaredNorm();
    for (Eigen::Index i = 0; i < count; ++i) {
      const std::size_t row = first + static_cast<std::size_t>(i);
      leverage[row] += length[i] * (fit.weight.empty() ? 1.0 : fit.weight[row]);
    }
  });
  return leverage;
}

// (1 - h)^(d / 2) for `rest` = 1 - h.
double discount(Errors errors, double rest, double mean_leverage) {
  if (errors == Errors::hc2) return std::sqrt(rest);
  return errors == Errors::hc3 ? rest : std::pow(rest, std::min(4.0, (1 - rest) / mean_leverage) / 2);
}

// Divides |w e| (n) by (1 - h)^(d / 2); how many rows were fitted exactly.
std::size_t discount_by_leverage(const Regression& fit, Errors errors, std::vector<double>& scale,
                                 const Context& context) {
  if (fit.factors.size() > 1) {
    throw Error(
        ErrorKind::method, {.function = "covariance"},
        fmt::format("number of absorbed factors with hc2, hc3 or hc4 is {}, but must be at most 1", fit.factors.size()),
        "use hc1, or give the levels of all but one factor as covariates");
  }
  const std::vector<double> leverage = leverage_of_rows(fit, context);
  const double parameters = static_cast<double>(fit.names.size() + fit.absorbed_rank);
  const double mean = parameters / static_cast<double>(fit.observations);
  std::size_t exact = 0;
  for (std::size_t i = 0; i < scale.size(); ++i) {
    const double rest = 1 - leverage[i];
    exact += rest <= exact_fit;
    scale[i] = rest <= exact_fit ? 0 : scale[i] / discount(errors, rest, mean);
  }
  return exact;
}

}  // namespace

Covariance iid_covariance(const Regression& fit, const SmallSample& rule) {
  const double n = static_cast<double>(fit.observations);
  const CountedParameters counted = counted_parameters(fit, rule, {});
  const double all = static_cast<double>(fit.names.size() + fit.absorbed_rank);
  // residual_variance is already over n minus all parameters.
  const double variance = is_poisson(fit) ? n - 1 : fit.residual_variance * (n - all);
  const double scale = rule.parameters ? parameter_factor(fit, rule, counted.count, variance) : variance / (n - 1);
  Covariance result{fit.names.size(), fit.bread, degrees_of_freedom(fit, n - counted.count), ""};
  for (double& value : result.value) value *= scale;
  result.convention = fmt::format("iid, {}; {}", rule.parameters ? counted.words : "no parameters counted",
                                  name_of_df(fit, n - counted.count));
  return result;
}

Covariance heteroskedastic_covariance(const Regression& fit, const ErrorChoice& choice, const Context& context) {
  const std::size_t k = fit.names.size();
  const double n = static_cast<double>(fit.observations);
  const CountedParameters counted = counted_parameters(fit, choice.small_sample, {});
  std::vector<double> scale(fit.observations);
  for (std::size_t i = 0; i < scale.size(); ++i) scale[i] = score_weight(fit, i);
  std::size_t exact = 0;
  if (choice.errors >= Errors::hc2) exact = discount_by_leverage(fit, choice.errors, scale, context);
  const bool hc1 = choice.errors == Errors::hc1;
  const double factor = hc1 ? parameter_factor(fit, choice.small_sample, counted.count, n) : 1;
  Covariance result{k, sandwich(fit.bread, scaled_product(fit, scale, context), k),
                    degrees_of_freedom(fit, n - counted.count), ""};
  for (double& value : result.value) value *= factor;
  const int number = static_cast<int>(choice.errors) - static_cast<int>(Errors::hc0);
  result.convention =
      fmt::format("hc{}{}{}; {}", number, hc1 && choice.small_sample.parameters ? ", n/(n - K), " + counted.words : "",
                  exact ? fmt::format(", rows fitted exactly that add nothing: {}", exact) : "",
                  name_of_df(fit, n - counted.count));
  return result;
}

}  // namespace payoff
