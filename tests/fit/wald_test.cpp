#include "fit/dense_fit.hpp"
#include "measure/panels.hpp"
#include "payoff/standard_errors.hpp"

using namespace payoff;
using namespace dense;

TEST_SUITE("fit/wald") {

namespace {

Regression example(Eigen::Index n, Eigen::Index k, VectorXd& y, MatrixXd& x) {
  Random random(51);
  x = random_design(random, n, k);
  y.resize(n);
  for (Eigen::Index i = 0; i < n; ++i) y[i] = 0.2 * x(i, 1) + random.normal();
  return dense::fit(x, y);
}

}  // namespace

TEST_CASE("by hand: one restriction is t squared, with the same p") {
  VectorXd y;
  MatrixXd x;
  const Regression fit = example(50, 3, y, x);
  const Covariance v = covariance(fit, {.errors = Errors::hc3});
  const Estimate slope = coefficients(fit, v)[1];
  const WaldTest test = wald(fit, v, std::vector<double>{0, 1, 0}, std::vector<double>{0});
  CHECK_CLOSE(test.statistic, std::pow(slope.estimate / slope.se, 2), 1e-13);
  CHECK_CLOSE(test.p, slope.p, 1e-11);
  CHECK(test.df1 == 1);
  CHECK(test.df2 == 47);
}

TEST_CASE("by hand: with iid errors all slopes together are the F of R squared") {
  // F = (R2 / 3) / ((1 - R2) / 46).
  VectorXd y;
  MatrixXd x;
  const Regression fit = example(50, 4, y, x);
  const double left = fit.residual_variance * 46, total = (y.array() - y.mean()).square().sum();
  const WaldTest test = wald(fit, covariance(fit, {.errors = Errors::iid}),
                             std::vector<double>{0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, std::vector<double>{0, 0, 0});
  CHECK_CLOSE(test.statistic, (total - left) / 3 / (left / 46), 1e-11);
  CHECK(test.df1 == 3);
  CHECK(test.df2 == 46);
}

TEST_CASE("by hand: the smallest df of the coefficients in question, and chi squared where they are infinite") {
  VectorXd y;
  MatrixXd x;
  const Regression fit = example(50, 3, y, x);
  Covariance v = covariance(fit, {.errors = Errors::iid});
  v.df = {2, 9, 5};
  const std::vector<double> slopes{0, 1, 0, 0, 0, 1}, zero{0, 0};
  CHECK(wald(fit, v, slopes, zero).df2 == 5);
  v.df.assign(3, std::numeric_limits<double>::infinity());
  const WaldTest test = wald(fit, v, slopes, zero);
  CHECK_CLOSE(test.p, std::exp(-test.statistic), 1e-12);  // P(chi squared(2) > 2 F) = exp(-F)
}

TEST_CASE("invariance: another unit, the order and the sums of restrictions change nothing") {
  VectorXd y;
  MatrixXd x;
  const Regression fit = example(60, 3, y, x);
  const MatrixXd scaled = x * Eigen::Vector3d(1, 1e6, 1e-3).asDiagonal();
  const Regression other = dense::fit(scaled, y);
  const double expected =
      wald(fit, covariance(fit, {}), std::vector<double>{0, 1, 0, 0, 0, 1}, std::vector<double>{0.1, 0.2}).statistic;
  CHECK_CLOSE(
      wald(fit, covariance(fit, {}), std::vector<double>{0, 1, 1, 0, 1, -1}, std::vector<double>{0.3, -0.1}).statistic,
      expected, 1e-11);
  CHECK_CLOSE(wald(other, covariance(other, {}), std::vector<double>{0, 0, 1, 0, 1, 0}, std::vector<double>{200, 1e-7})
                  .statistic,
              expected, 1e-10);
}

TEST_CASE("recovery: a true joint hypothesis is rejected at 5 % in 5 % of draws") {
  Random random(52);
  const int draws = 1000;
  int rejected = 0;
  for (int draw = 0; draw < draws; ++draw) {
    const MatrixXd x = random_design(random, 80, 4);
    VectorXd y(80);
    for (double& value : y) value = random.normal();
    const Regression fit = dense::fit(x, y);
    rejected += wald(fit, covariance(fit, {.errors = Errors::iid}),
                     std::vector<double>{0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, std::vector<double>{0, 0, 0})
                    .p < 0.05;
  }
  CHECK(rejected > 0.022 * draws);  // 0.05 -+ four standard errors of 1,000 draws
  CHECK(rejected < 0.078 * draws);
}

TEST_CASE("refusal: restrictions that repeat, or of another size") {
  VectorXd y;
  MatrixXd x;
  const Regression fit = example(50, 3, y, x);
  const Covariance v = covariance(fit, {});
  CHECK(message_of([&] { wald(fit, v, std::vector<double>{0, 1, 0, 0, 2, 0}, std::vector<double>{0, 0}); }) ==
        "wald: rank of R V R' is below 2, but must be the number of restrictions; leave out restrictions that repeat "
        "others; there can be fewer of them than clusters");
  CHECK(message_of([&] { wald(fit, v, std::vector<double>{0, 1}, std::vector<double>{0}); }) ==
        "wald: size of R is 2, but must be 1 x 3; give a row of k numbers for each restriction");
}

}  // TEST_SUITE("fit/wald")
