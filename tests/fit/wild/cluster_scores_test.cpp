#include "fit/wild/cluster_scores.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("fit/wild/cluster_scores") {

TEST_CASE("by hand: scores of a slope through two clusters") {
  // y = 1, 3, 4, 8 on x = -1, 1, -1, 1, clusters {1, 2} and {3, 4}: constant 4, slope 6 / 4 = 1.5.
  // Residuals -1.5, -2.5, 1.5, 2.5. Scores (1, x): (-4, -1) and (4, 1). The slope's own part is x itself: (0, 2) twice.
  const std::vector<double> y{1, 3, 4, 8}, x{-1, 1, -1, 1};
  const std::vector<std::int32_t> cluster{4, 4, 9, 9};
  const ClusterScores scores = cluster_scores({.outcome = y, .covariates = {{"x", x}}}, {"team", cluster}, 1);
  CHECK(scores.clusters == 2);
  CHECK(scores.columns == 2);
  CHECK_CLOSE(scores.estimate, 1.5, 1e-14);
  const double expected[] = {-4, -1, 4, 1}, own[] = {0, 2, 0, 2};
  for (int i = 0; i < 4; ++i) {
    CHECK(std::abs(scores.score[i] - expected[i]) < 1e-13);
    CHECK(std::abs(scores.own[i] - own[i]) < 1e-13);
  }
  CHECK_CLOSE(scores.bread[3], 0.25, 1e-14);
  CHECK_CLOSE(scores.correction, 2.0 * 3 / 2, 1e-14);
}

TEST_CASE("invariance: residuals under a null have the scores that are linear in it") {
  // Fit of y - 2 x1 on the other columns: its residuals are e + (b - 2) x~, and so their scores.
  Random random(2);
  std::vector<double> y, x1, x2, shifted;
  std::vector<std::int32_t> cluster;
  for (int i = 0; i < 60; ++i) {
    x1.push_back(random.normal());
    x2.push_back(random.normal() + x1.back());
    y.push_back(x1.back() + random.normal());
    shifted.push_back(y.back() - 2 * x1.back());
    cluster.push_back(i / 10);
  }
  const ClusterScores scores =
      cluster_scores({.outcome = y, .covariates = {{"x1", x1}, {"x2", x2}}}, {"team", cluster}, 1);
  const Regression restricted = regress({.outcome = shifted, .covariates = {{"x2", x2}}});
  for (std::size_t g = 0; g < 6; ++g) {
    double direct = 0;
    for (std::size_t i = 10 * g; i < 10 * g + 10; ++i) direct += restricted.residual[i] * x1[i];
    const double linear = scores.score[3 * g + 1] + (scores.estimate - 2) * scores.own[3 * g + 1];
    CHECK(std::abs(linear - direct) < 1e-11);
  }
}

TEST_CASE("refusal: a cluster for each row") {
  const std::vector<double> y{1, 3, 4, 8};
  const std::vector<std::int32_t> cluster{0, 1};
  CHECK(message_of([&] { cluster_scores({.outcome = y, .covariates = {}}, {"team", cluster}, 0); }) ==
        "wild_cluster_bootstrap: rows of cluster 'team' is 2, but must be 4; one level for each row of the outcome");
}

}  // TEST_SUITE("fit/wild/cluster_scores")
