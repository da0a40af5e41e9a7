#include "fit/dense_fit.hpp"
#include "measure/panels.hpp"
#include "payoff/standard_errors.hpp"

using namespace payoff;
using namespace dense;

TEST_SUITE("fit/covariance/serial") {

namespace {

constexpr SmallSample no_factors{.parameters = false, .clusters = false};

Regression mean_of(const VectorXd& y) {
  return dense::fit(MatrixXd::Ones(y.size(), 1), y);
}

// Sum over all pairs of rows of one unit (or of any, without units), weighted by their distance in time.
MatrixXd by_pairs(const Regression& fit, const Levels& unit, const Levels& time, int lag) {
  const MatrixXd s = scores(fit), bread = matrix(fit.bread, s.cols());
  MatrixXd meat = MatrixXd::Zero(s.cols(), s.cols());
  for (Eigen::Index i = 0; i < s.rows(); ++i) {
    for (Eigen::Index j = 0; j < s.rows(); ++j) {
      const int apart = std::abs(time[static_cast<std::size_t>(i)] - time[static_cast<std::size_t>(j)]);
      const bool pair = unit.empty() || unit[static_cast<std::size_t>(i)] == unit[static_cast<std::size_t>(j)];
      if (pair && apart <= lag) meat += (1 - apart / (lag + 1.0)) * s.row(i).transpose() * s.row(j);
    }
  }
  return bread * meat * bread;
}

// 7 units, periods 3 to 30 with holes, rows in no order.
struct Example {
  Levels unit, time;
  Regression fit;
  Example() {
    Random random(41);
    for (std::int32_t row = 0; row < 7 * 28; ++row) {
      const std::int32_t shuffled = (row * 61) % (7 * 28);
      if (random.uniform() < 0.4 || (shuffled % 7 == 2 && shuffled / 7 > 8 && shuffled / 7 < 20)) continue;
      unit.push_back(shuffled % 7);
      time.push_back(3 + shuffled / 7);
    }
    const auto n = static_cast<Eigen::Index>(unit.size());
    VectorXd y(n), weight(n);
    for (Eigen::Index i = 0; i < n; ++i) y[i] = random.normal(), weight[i] = 0.5 + random.uniform();
    fit = dense::fit(random_design(random, n, 3), y, {}, weight);
  }
};

}  // namespace

TEST_CASE("by hand: a series of four with lag 1") {
  // Residuals 1, -1, 2, -2: G0 = 10, G1 = -1 - 2 - 4 = -7; 10 + 2 (1/2) (-7) = 3; 3 / 16; n / (n - k) = 4 / 3.
  const Regression fit = mean_of(VectorXd{{1, -1, 2, -2}});
  const Covariance v = covariance(fit, {.errors = Errors::newey_west, .lag = 1});
  CHECK_CLOSE(v.value[0], 0.25, 1e-14);
  CHECK(v.df[0] == 3);
  CHECK(v.convention == "newey_west of one series, lag 1, n/(n - K), K = 1; t(3)");
  CHECK_CLOSE(covariance(fit, {.errors = Errors::newey_west, .lag = 1, .small_sample = no_factors}).value[0], 3.0 / 16,
              1e-14);
  CHECK_CLOSE(covariance(fit, {.errors = Errors::newey_west, .lag = 0, .small_sample = no_factors}).value[0], 10.0 / 16,
              1e-14);
}

TEST_CASE("by hand: two units, two periods") {
  // Unit 0 has 4, 2 and unit 1 has 0, -6 about 0. Within units: G0 = 16 + 4 + 0 + 36 = 56, G1 = 8 + 0, lag 1: 56 + 8 = 64;
  // / 16; T / (T - 1) = 2. Across: sums by period 4, -4: G0 = 32, G1 = -16; 32 - 16 = 16; / 16; x 2.
  const Regression fit = mean_of(VectorXd{{4, 2, 0, -6}});
  const Levels unit{0, 0, 1, 1}, time{7, 8, 7, 8};
  const Covariance within = covariance(fit, {.errors = Errors::newey_west, .unit = unit, .time = time, .lag = 1});
  CHECK_CLOSE(within.value[0], 8, 1e-14);
  CHECK(within.df[0] == 1);
  CHECK_CLOSE(covariance(fit, {.errors = Errors::driscoll_kraay, .time = time, .lag = 1}).value[0], 2, 1e-14);
  CHECK_CLOSE(covariance(fit, {.errors = Errors::driscoll_kraay, .time = time, .lag = 0}).value[0], 4, 1e-14);
}

TEST_CASE("reference: with holes, weights and rows in any order it is the sum over all pairs of rows") {
  const Example example;
  for (const int lag : {0, 1, 3, 9}) {
    const Covariance within = covariance(example.fit, {.errors = Errors::newey_west,
                                                       .unit = example.unit,
                                                       .time = example.time,
                                                       .lag = lag,
                                                       .small_sample = no_factors});
    CHECK(distance(matrix(within.value, 3), by_pairs(example.fit, example.unit, example.time, lag)) < 1e-12);
    const Covariance across = covariance(
        example.fit, {.errors = Errors::driscoll_kraay, .time = example.time, .lag = lag, .small_sample = no_factors});
    CHECK(distance(matrix(across.value, 3), by_pairs(example.fit, {}, example.time, lag)) < 1e-12);
  }
}

TEST_CASE("invariance: a series is a panel of one unit, and times far from 0 are times") {
  Random random(42);
  VectorXd y(300);
  for (double& value : y) value = random.normal();
  const Regression fit = dense::fit(random_design(random, 300, 2), y);
  Levels time, unit(300);
  for (std::int32_t t = 0; t < 300; ++t) time.push_back(2'000'000'000 + t);
  CHECK_CLOSE(covariance(fit, {.errors = Errors::newey_west, .lag = 5}).se(1),
              covariance(fit, {.errors = Errors::newey_west, .unit = unit, .time = time, .lag = 5}).se(1), 1e-13);
  CHECK(covariance(fit, {.errors = Errors::newey_west}).convention ==
        "newey_west of one series, lag 4, n/(n - K), K = 2; t(298)");  // 300^(1/4) = 4.16
}

TEST_CASE("recovery: with errors that last, Newey-West covers the mean far better than iid") {
  Random random(43);
  const int draws = 600;
  int covered = 0, iid = 0;
  for (int draw = 0; draw < draws; ++draw) {
    VectorXd y(400);
    double error = random.normal();
    for (double& value : y) value = error = 0.5 * error + std::sqrt(0.75) * random.normal();
    const Regression fit = mean_of(y);
    const auto covers = [&](const ErrorChoice& choice) {
      const Estimate mean = coefficients(fit, covariance(fit, choice))[0];
      return mean.low <= 0 && 0 <= mean.high;
    };
    covered += covers({.errors = Errors::newey_west, .lag = 12});
    iid += covers({.errors = Errors::iid});
  }
  CHECK(covered > 0.89 * draws);  // Bartlett weights leave it a little below 0.95
  CHECK(covered < 0.98 * draws);
  CHECK(iid < 0.82 * draws);
}

TEST_CASE("refusal: a unit twice in a period, no time, one period, too many lags") {
  const Regression fit = mean_of(VectorXd{{4, 2, 0, -6}});
  const Levels unit{0, 0, 1, 1}, time{7, 7, 7, 8}, same{7, 7, 7, 7};
  CHECK(message_of([&] { covariance(fit, {.errors = Errors::newey_west, .unit = unit, .time = time, .lag = 1}); }) ==
        "covariance: number of rows of one unit at time 7 is above 1, but must be 1 for newey_west; sum the rows of a "
        "unit "
        "by period, or use driscoll_kraay");
  CHECK(message_of([&] { covariance(fit, {.errors = Errors::driscoll_kraay}); }) ==
        "covariance: time is empty, but must be given for errors over time of a panel; give the period of each row");
  CHECK(message_of([&] { covariance(fit, {.errors = Errors::driscoll_kraay, .time = same}); }) ==
        "covariance: number of periods is 1, but must be at least 2; cluster by unit instead");
  CHECK(message_of([&] { covariance(fit, {.errors = Errors::newey_west, .lag = 4}); }) ==
        "covariance: lag is 4, but must be below the 4 periods; take fewer lags");
}

}  // TEST_SUITE("fit/covariance/serial")
