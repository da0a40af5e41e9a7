#include "fit/dense_fit.hpp"
#include "measure/panels.hpp"
#include "payoff/standard_errors.hpp"

using namespace payoff;
using namespace dense;

TEST_SUITE("fit/covariance/heteroskedastic") {

namespace {

constexpr Errors by_leverage[] = {Errors::hc2, Errors::hc3, Errors::hc4};

double variance(const Regression& fit, Errors errors, std::size_t j) {
  const Covariance v = covariance(fit, {.errors = errors});
  return v.value[j * v.columns + j];
}

}  // namespace

TEST_CASE("by hand: a line through three points") {
  // x -1, 0, 1, residuals 0.5, -1, 0.5, slope's part of the bread 1/2; h = 1/3 + x^2 / 2 = 5/6, 1/3, 5/6, mean 2/3.
  const Regression fit = dense::fit(MatrixXd{{1, -1}, {1, 0}, {1, 1}}, VectorXd{{1, 2, 6}});
  CHECK_CLOSE(variance(fit, Errors::iid, 1), 1.5 / 2, 1e-14);
  CHECK_CLOSE(variance(fit, Errors::hc0, 1), (0.25 + 0.25) / 4, 1e-14);
  CHECK_CLOSE(variance(fit, Errors::hc1, 1), 3 * 0.125, 1e-14);
  CHECK_CLOSE(variance(fit, Errors::hc2, 1), 6 * 0.125, 1e-13);
  CHECK_CLOSE(variance(fit, Errors::hc3, 1), 36 * 0.125, 1e-13);
  CHECK_CLOSE(variance(fit, Errors::hc4, 1), std::pow(6, 1.25) * 0.125, 1e-13);
  CHECK(covariance(fit, {.errors = Errors::hc1}).convention == "hc1, n/(n - K), K = 2; t(1)");
}

TEST_CASE("reference: one absorbed factor has the leverage of its dummies, weighted or not") {
  Random random(7);
  const Eigen::Index n = 60;
  const MatrixXd x = random_design(random, n, 3).rightCols(2);
  const Levels level = random_levels(random, n, 9);
  VectorXd y(n), weight(n);
  for (Eigen::Index i = 0; i < n; ++i)
    y[i] = random.normal() * (1 + x(i, 0) * x(i, 0)), weight[i] = 0.2 + random.uniform();
  for (const VectorXd& w : {VectorXd(), weight}) {
    const Regression absorbed = dense::fit(x, y, {level}, w),
                     full = dense::fit(side_by_side(x, dummies(level)), y, {}, w);
    for (const Errors errors : by_leverage) {
      for (const std::size_t j : {0, 1}) CHECK_CLOSE(variance(absorbed, errors, j), variance(full, errors, j), 1e-11);
    }
  }
}

TEST_CASE("invariance: another unit of y multiplies every standard error") {
  Random random(8);
  const MatrixXd x = random_design(random, 40, 2);
  VectorXd y(40);
  for (double& value : y) value = random.normal();
  for (const Errors errors : {Errors::iid, Errors::hc0, Errors::hc1, Errors::hc2, Errors::hc3, Errors::hc4}) {
    CHECK_CLOSE(variance(dense::fit(x, 60 * y), errors, 1), 3600 * variance(dense::fit(x, y), errors, 1), 1e-12);
  }
}

TEST_CASE("invariance: a row alone in its level changes nothing, and the convention counts it") {
  const MatrixXd x = MatrixXd{{1}, {2}, {4}, {3}, {7}, {5}};
  const VectorXd y = VectorXd{{1, 3, 2, 5, 9, 4}};
  const Regression with = dense::fit(x, y, {{0, 0, 0, 1, 1, 2}}),
                   without = dense::fit(x.topRows(5), y.head(5), {{0, 0, 0, 1, 1}});
  CHECK_CLOSE(variance(with, Errors::hc2, 0), variance(without, Errors::hc2, 0), 1e-12);
  CHECK_CLOSE(variance(with, Errors::hc3, 0), variance(without, Errors::hc3, 0), 1e-12);
  CHECK(covariance(with, {.errors = Errors::hc3}).convention.find("rows fitted exactly that add nothing: 1") !=
        std::string::npos);
}

TEST_CASE("recovery: intervals with hc3 cover a slope whose errors grow with x; iid ones do not") {
  Random random(11);
  int hc3 = 0, iid = 0;
  const int draws = 1000;
  for (int draw = 0; draw < draws; ++draw) {
    const MatrixXd x = random_design(random, 60, 2);
    VectorXd y(60);
    for (Eigen::Index i = 0; i < 60; ++i) y[i] = 2 * x(i, 1) + x(i, 1) * random.normal();
    const Regression fit = dense::fit(x, y);
    const auto covers = [&](Errors errors) {
      const Estimate slope = coefficients(fit, covariance(fit, {.errors = errors}))[1];
      return slope.low <= 2 && 2 <= slope.high;
    };
    hc3 += covers(Errors::hc3);
    iid += covers(Errors::iid);
  }
  CHECK(hc3 > 0.925 * draws);  // 0.95 less four standard errors of 1,000 draws
  CHECK(hc3 < 0.98 * draws);
  CHECK(iid < 0.85 * draws);
}

TEST_CASE("refusal: leverage of two absorbed factors") {
  Random random(5);
  const Regression fit = dense::fit(random_design(random, 30, 2).rightCols(1), random_design(random, 30, 2).col(1),
                                    {random_levels(random, 30, 4), random_levels(random, 30, 3)});
  CHECK(message_of([&] { covariance(fit, {.errors = Errors::hc3}); }) ==
        "covariance: number of absorbed factors with hc2, hc3 or hc4 is 2, but must be at most 1; use hc1, or give the "
        "levels of all but one factor as covariates");
}

}  // TEST_SUITE("fit/covariance/heteroskedastic")
