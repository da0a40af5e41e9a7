#include "fit/dense_fit.hpp"
#include "measure/panels.hpp"
#include "payoff/standard_errors.hpp"

using namespace payoff;
using namespace dense;

TEST_SUITE("fit/covariance/clustered") {

namespace {

ErrorChoice by(const std::vector<Levels>& ways, SmallSample rule = {}) {
  ErrorChoice choice{.errors = Errors::cluster, .small_sample = rule};
  for (std::size_t w = 0; w < ways.size(); ++w) choice.clusters.push_back({fmt::format("w{}", w), ways[w]});
  return choice;
}

const Levels pairs{0, 0, 1, 1}, alternate{1, 2, 1, 2};

// Four numbers about their mean.
Regression mean_of(const VectorXd& y) {
  return dense::fit(MatrixXd::Ones(4, 1), y);
}

}  // namespace

TEST_CASE("by hand: the mean of four numbers in two pairs") {
  // y 1, 3, 5, 11: residuals -4, -2, 0, 6; sums -6, 6; 72 / 16 = 4.5; G / (G - 1) = 2; (n - 1) / (n - K) = 1.
  const Regression fit = mean_of(VectorXd{{1, 3, 5, 11}});
  const Covariance v = covariance(fit, by({pairs}));
  CHECK_CLOSE(v.value[0], 9, 1e-14);
  CHECK(v.df[0] == 1);
  CHECK(v.convention == "clustered by w0 (2), G/(G - 1), (n - 1)/(n - K), K = 1; t(1)");
  CHECK_CLOSE(covariance(fit, by({pairs}, {.clusters = false})).value[0], 4.5, 1e-14);
}

TEST_CASE("by hand: two ways add up, less their intersection") {
  // First way 72; second (rows 1, 3 and 2, 4): sums -4, 4: 32; each row alone: 16 + 4 + 0 + 36 = 56; (72 + 32 - 56) / 16.
  // Smallest G is 2 for every term: 2 x 3. Each its own: (2 72 + 2 32 - 4 / 3 56) / 16.
  const Regression fit = mean_of(VectorXd{{1, 3, 5, 11}});
  CHECK_CLOSE(covariance(fit, by({pairs, alternate})).value[0], 6, 1e-14);
  CHECK_CLOSE(covariance(fit, by({pairs, alternate}, {.multiway = ClustersCounted::each})).value[0],
              (144 + 64 - 4.0 / 3 * 56) / 16, 1e-14);
}

TEST_CASE("by hand: a negative variance is set to 0 and the convention says so") {
  // Residuals 1, -1, -1, 1 sum to 0 in each cluster of both ways: 0 + 0 - 4 before the repair.
  const Regression fit = mean_of(VectorXd{{1, -1, -1, 1}});
  const Covariance v = covariance(fit, by({pairs, alternate}));
  CHECK(v.value[0] == 0);
  CHECK(v.convention.find("it was not positive definite, so negative eigenvalues were set to 0") != std::string::npos);
  CHECK(coefficients(fit, v)[0].reason == "the residuals leave no variance, so there is no interval");
}

TEST_CASE("reference: two to four ways are the sum over all pairs of rows that share a cluster") {
  // What inclusion and exclusion come to without small-sample factors; n x n by brute force.
  Random random(21);
  const Eigen::Index n = 150;
  const MatrixXd x = random_design(random, n, 3);
  VectorXd y(n), weight(n);
  for (Eigen::Index i = 0; i < n; ++i) y[i] = random.normal() + x(i, 1), weight[i] = 0.5 + random.uniform();
  const Regression fit = dense::fit(x, y, {}, weight);
  const MatrixXd s = scores(fit), bread = matrix(fit.bread, 3);
  std::vector<Levels> ways;
  for (const std::uint64_t count : {25, 30, 40, 50}) {
    ways.push_back(random_levels(random, n, count));
    MatrixXd meat = MatrixXd::Zero(3, 3);
    for (Eigen::Index i = 0; i < n; ++i) {
      for (Eigen::Index j = 0; j < n; ++j) {
        const bool share = std::ranges::any_of(ways, [&](const Levels& way) { return way[i] == way[j]; });
        if (share) meat += s.row(i).transpose() * s.row(j);
      }
    }
    const Covariance v = covariance(fit, by(ways, {.parameters = false, .clusters = false}));
    CHECK(distance(matrix(v.value, 3), bread * meat * bread) < 1e-11);
  }
}

TEST_CASE("invariance: names of clusters, order of rows and ways do not matter") {
  Random random(22);
  const MatrixXd x = random_design(random, 90, 2);
  VectorXd y(90);
  for (double& value : y) value = random.normal();
  const Levels a = random_levels(random, 90, 12), b = random_levels(random, 90, 8);
  Levels renamed = a, backward_a(a.rbegin(), a.rend()), backward_b(b.rbegin(), b.rend());
  for (std::int32_t& level : renamed) level = 1'000'000'000 - 7 * level;
  const double se = covariance(dense::fit(x, y), by({a, b})).se(1);
  CHECK_CLOSE(covariance(dense::fit(x, y), by({b, renamed})).se(1), se, 1e-12);
  CHECK_CLOSE(covariance(dense::fit(x.colwise().reverse(), y.reverse()), by({backward_a, backward_b})).se(1), se,
              1e-12);
}

TEST_CASE("invariance: rows that the fit dropped may have any cluster") {
  Regression fit = mean_of(VectorXd{{1, 3, 5, 11}});
  fit.used = {1, 1, 0, 1, 1};
  CHECK_CLOSE(covariance(fit, by({{0, 0, 9, 1, 1}})).value[0], 9, 1e-14);
}

TEST_CASE("recovery: with forty clusters the interval covers, and one that ignores them does not") {
  Random random(23);
  int clustered = 0, iid = 0;
  const int draws = 800;
  Levels team;
  for (std::int32_t i = 0; i < 200; ++i) team.push_back(i / 5);
  for (int draw = 0; draw < draws; ++draw) {
    MatrixXd x = MatrixXd::Ones(200, 2);
    VectorXd y(200);
    for (Eigen::Index g = 0; g < 40; ++g) {
      const double tool = random.normal(), shared = random.normal();
      for (Eigen::Index i = 5 * g; i < 5 * g + 5; ++i) x(i, 1) = tool, y[i] = 3 * tool + shared + random.normal();
    }
    const Regression fit = dense::fit(x, y);
    const auto covers = [&](const ErrorChoice& choice) {
      const Estimate slope = coefficients(fit, covariance(fit, choice))[1];
      return slope.low <= 3 && 3 <= slope.high;
    };
    clustered += covers(by({team}));
    iid += covers({.errors = Errors::iid});
  }
  CHECK(clustered > 0.91 * draws);  // CR1 with forty clusters covers about 0.94
  CHECK(clustered < 0.98 * draws);
  CHECK(iid < 0.85 * draws);
}

TEST_CASE("refusal: no way, five ways, one cluster") {
  const Regression fit = mean_of(VectorXd{{1, 3, 5, 11}});
  CHECK(message_of([&] { covariance(fit, by({})); }) ==
        "covariance: number of ways of clusters is 0, but must be 1 to 4; name what the errors share");
  CHECK(message_of([&] { covariance(fit, by({pairs, pairs, pairs, pairs, pairs})); }) ==
        "covariance: number of ways of clusters is 5, but must be 1 to 4; name what the errors share");
  CHECK(message_of([&] { covariance(fit, by({{3, 3, 3, 3}})); }) ==
        "covariance: number of clusters of 'w0' is 1, but must be at least 2; cluster by something finer");
}

}  // TEST_SUITE("fit/covariance/clustered")
