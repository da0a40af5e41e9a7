#include "fit/covariance/scores.hpp"

#include "fit/dense_fit.hpp"
#include "measure/panels.hpp"

using namespace payoff;
using namespace dense;

TEST_SUITE("fit/covariance/scores") {

namespace {

// Large enough for several threads.
Regression large_fit(std::vector<std::int32_t>& level, Eigen::Index k = 3) {
  Random random(2026);
  const Eigen::Index n = 150'000;
  level = random_levels(random, n, 700);
  VectorXd y(n), weight(n);
  for (Eigen::Index i = 0; i < n; ++i) y[i] = random.normal(), weight[i] = 0.5 + random.uniform();
  return dense::fit(random_design(random, n, k), y, {}, weight);
}

}  // namespace

TEST_CASE("by hand: scores are summed by slot, empty slots stay 0") {
  Regression fit;
  fit.names = {"x"};
  fit.observations = 3;
  fit.design = {1, 2, 3};
  fit.residual = {10, -1, 4};
  fit.weight = {1, 2, 0.5};
  const std::vector<std::int32_t> level{0, 2, 0};
  // Row scores 10, 2 (-1) 2 = -4, 0.5 4 3 = 6.
  CHECK(score_sums(fit, group_rows(fit, level, "team")) == std::vector<double>{16, 0, -4});
  // (10 1)^2 + ... with the scale w e itself: 100 + 16 + 36.
  CHECK_CLOSE(scaled_product(fit, std::vector<double>{10, -2, 2})[0], 152, 1e-15);
}

TEST_CASE("reference: sums and products over blocks and threads are those of dense algebra") {
  std::vector<std::int32_t> level;
  for (const Eigen::Index k : {3, 4}) {
    const Regression fit = large_fit(level, k);
    const MatrixXd s = scores(fit);
    CHECK(distance(matrix(own_product({s.data(), static_cast<std::size_t>(s.size())}, fit.observations, k), k),
                   s.transpose() * s) < 1e-13);
    MatrixXd sums = MatrixXd::Zero(700, k);
    for (std::size_t i = 0; i < level.size(); ++i) sums.row(level[i]) += s.row(static_cast<Eigen::Index>(i));
    CHECK(distance(matrix(score_sums(fit, group_rows(fit, level, "team")), k), sums) < 1e-12);
    std::vector<double> scale;
    for (std::size_t i = 0; i < fit.observations; ++i) scale.push_back(score_weight(fit, i));
    CHECK(distance(matrix(scaled_product(fit, scale), k), s.transpose() * s) < 1e-13);
  }
}

TEST_CASE("invariance: the bytes are the same on every run, whichever thread comes first") {
  std::vector<std::int32_t> level;
  const Regression fit = large_fit(level);
  const std::vector<double> sums = score_sums(fit, group_rows(fit, level, "team")),
                            product = scaled_product(fit, fit.residual);
  for (int repeat = 0; repeat < 5; ++repeat) {
    CHECK(score_sums(fit, group_rows(fit, level, "team")) == sums);
    CHECK(scaled_product(fit, fit.residual) == product);
  }
}

TEST_CASE("by hand: L L' is the bread, and a sandwich is B M B") {
  Regression fit;
  fit.names = {"a", "b"};
  fit.bread = {4, 2, 2, 5};
  CHECK(bread_root(fit) == std::vector<double>{2, 1, 0, 2});
  // diag(1, 2) [[1, 1], [1, 3]] diag(1, 2) = [[1, 2], [2, 12]].
  CHECK(sandwich(std::vector<double>{1, 0, 0, 2}, std::vector<double>{1, 1, 1, 3}, 2) ==
        std::vector<double>{1, 2, 2, 12});
}

TEST_CASE("refusal: a bread that is not positive definite") {
  Regression fit;
  fit.names = {"a"};
  fit.bread = {-1};
  CHECK(
      message_of([&] { bread_root(fit); }) ==
      "covariance: (X'WX)^-1 of the fit is not positive definite; leave out covariates that nearly explain each other");
}

}  // TEST_SUITE("fit/covariance/scores")
