#include "measure/rollout/group_time/nuisance.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/nuisance") {

// One binary covariate: of x = 0, 1 of 4 adopt (log odds -ln 3); of x = 1, 3 of 4 (ln 3). Centred at 1/2, spread 1/2:
// constant 0, slope ln 3 for each spread.
TEST_CASE("by hand: the logit of a binary covariate is the log odds of its two groups") {
  const std::vector<double> x = {0, 1, 1, 1, 0, 0, 0, 1}, weight(8, 1);
  const ComparisonRows rows{8, 4, weight, {x}};
  const CovariateScale scale = scale_of(rows);
  const Propensity fit = fit_propensity(rows, scale);
  CHECK(!fit.failure);
  CHECK(std::abs(fit.coefficient[0]) <= 1e-14);
  CHECK_CLOSE(fit.coefficient[1], std::log(3.0), 1e-12);
  // H = sum of p (1 - p) x x' = 8 x 3/16 = 1.5 for both, and 0 between them
  CHECK_CLOSE(fit.inverse_hessian[0], 1 / 1.5, 1e-12);
  CHECK_CLOSE(fit.inverse_hessian[3], 1 / 1.5, 1e-12);
}

TEST_CASE("by hand: sums over rows, and the inverse of their cross products") {
  const std::vector<double> x = {1, 3}, weight = {1, 1};
  const ComparisonRows rows{2, 0, weight, {x}};
  const CovariateScale scale = scale_of(rows);  // mean 2, spread 1
  CHECK(weighted_sum(rows, scale, weight.data(), 0, 2) == std::vector<double>{2, 0});
  CHECK(weighted_sum(rows, scale, weight.data(), 1, 2) == std::vector<double>{1, 1});
  const std::vector<double> bread = bread_of(rows, scale, 0, 2);
  CHECK_CLOSE(bread[0], 0.5, 1e-14);
  CHECK_CLOSE(bread[3], 0.5, 1e-14);
  CHECK(product(bread, std::vector<double>{2, 4})[1] == doctest::Approx(2).epsilon(1e-14));
}

TEST_CASE("invariance: a constant covariate counts for nothing, and a row of weight 0 is not there") {
  const std::vector<double> x = {0, 1, 1, 1, 0, 0, 0, 1, 99}, constant(9, 4), weight = {1, 1, 1, 1, 1, 1, 1, 1, 0};
  const ComparisonRows rows{9, 4, weight, {x, constant}};
  const Propensity fit = fit_propensity(rows, scale_of(rows));
  CHECK_CLOSE(fit.coefficient[1], std::log(3.0), 1e-12);
  CHECK(fit.coefficient[2] == 0);
}

TEST_CASE("refusal: a covariate that tells adopters from the rest leaves no overlap") {
  const std::vector<double> x = {5, 6, 7, 0, 1, 2}, weight(6, 1);
  const ComparisonRows rows{6, 3, weight, {x}};
  CHECK(say(*fit_propensity(rows, scale_of(rows)).failure) == "some adopters are like no comparison unit (no overlap)");
}

}  // TEST_SUITE("measure/rollout/group_time/nuisance")
