#include "fit/dense_fit.hpp"
#include "measure/panels.hpp"
#include "payoff/standard_errors.hpp"

using namespace payoff;
using namespace dense;

TEST_SUITE("fit/covariance/covariance") {

namespace {

constexpr Errors all_kinds[] = {Errors::iid, Errors::hc0,        Errors::hc1,           Errors::hc2,
                                Errors::hc3, Errors::hc4,        Errors::cluster,       Errors::cr2,
                                Errors::cr3, Errors::newey_west, Errors::driscoll_kraay};

struct Example {
  MatrixXd x;
  VectorXd y = VectorXd::Zero(120);
  Levels unit, time;
  Example() {
    Random random(61);
    x = random_design(random, 120, 3);
    for (std::int32_t i = 0; i < 120; ++i) {
      unit.push_back(i / 10);
      time.push_back(i % 10);
      y[i] = x(i, 1) + random.normal();
    }
  }
  Covariance of(const Regression& fit, Errors errors) const {
    return covariance(fit, {.errors = errors, .clusters = {{"unit", unit}}, .unit = unit, .time = time});
  }
};

}  // namespace

TEST_CASE("by hand: an interval and p of a line through three points") {
  // Slope 2.5, se sqrt(1.5 / 2), t(1): quantile tan(0.475 pi) = 12.7062; p = 1 - (2 / pi) atan(|t|).
  const Regression fit = dense::fit(MatrixXd{{1, -1}, {1, 0}, {1, 1}}, VectorXd{{1, 2, 6}});
  const Estimate slope = coefficients(fit, covariance(fit, {.errors = Errors::iid}))[1];
  const double pi = 3.14159265358979323846, se = std::sqrt(0.75);
  CHECK_CLOSE(slope.estimate, 2.5, 1e-14);
  CHECK_CLOSE(slope.se, se, 1e-14);
  CHECK_CLOSE(slope.low, 2.5 - std::tan(0.475 * pi) * se, 1e-12);
  CHECK_CLOSE(slope.high, 2.5 + std::tan(0.475 * pi) * se, 1e-12);
  CHECK_CLOSE(slope.p, 1 - 2 / pi * std::atan(2.5 / se), 1e-12);
}

TEST_CASE("by hand: a fit without residuals has no interval and says why") {
  const Regression fit = dense::fit(MatrixXd{{1, -1}, {1, 0}, {1, 1}}, VectorXd{{0, 0, 0}});
  const Estimate slope = coefficients(fit, covariance(fit, {.errors = Errors::hc0}))[1];
  CHECK(std::isnan(slope.low));
  CHECK(slope.reason == "the residuals leave no variance, so there is no interval");
}

TEST_CASE("invariance: rescaling a column rescales its standard error and no other, whatever the kind") {
  const Example example;
  const Regression fit = dense::fit(example.x, example.y);
  const Regression scaled = dense::fit(example.x * Eigen::Vector3d(1, 1000, 1).asDiagonal(), example.y);
  for (const Errors errors : all_kinds) {
    const Covariance a = example.of(fit, errors), b = example.of(scaled, errors);
    CHECK_CLOSE(1000 * b.se(1), a.se(1), 1e-11);
    CHECK_CLOSE(b.se(2), a.se(2), 1e-11);
    CHECK_CLOSE(b.df[1], a.df[1], 1e-11);
    CHECK_FALSE(a.convention.empty());
  }
}

TEST_CASE("invariance: weights that are all 3 change nothing, whatever the kind") {
  const Example example;
  const Regression fit = dense::fit(example.x, example.y),
                   weighted = dense::fit(example.x, example.y, {}, VectorXd::Constant(120, 3));
  for (const Errors errors : all_kinds)
    CHECK_CLOSE(example.of(weighted, errors).se(1), example.of(fit, errors).se(1), 1e-12);
}

TEST_CASE("refusal: a fit without its design, a level outside 0 to 1") {
  const Example example;
  Regression fit = dense::fit(example.x, example.y);
  const Covariance v = covariance(fit, {});
  CHECK(message_of([&] { coefficients(fit, v, 95); }) ==
        "coefficients: level is 95, but must be between 0 and 1; 0.95 is usual");
  fit.design.clear();
  CHECK(message_of([&] { covariance(fit, {}); }) ==
        "covariance: fit has 3 columns, 0 design numbers and 120 residuals, but must have a column and n x k of the "
        "one and "
        "n of the other; give what regress() returned");
}

}  // TEST_SUITE("fit/covariance/covariance")
