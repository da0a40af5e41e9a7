#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"
#include "fit/cross_products/solved_equations.hpp"
#include "fit/wild/cluster_scores.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("fit/wild/compressed_scores") {

namespace {

// Rows of eight clusters in forty columns, the last of which is asked for.
struct Drawn {
  ClusterScores scores;
  std::shared_ptr<const SolvedEquations> solution;
};

Drawn draw(std::uint64_t seed) {
  constexpr std::size_t clusters = 8, k = 40, rows = 160;
  Random random(seed);
  NormalEquations equations(k);
  std::vector<std::vector<double>> x(rows, std::vector<double>(k));
  std::vector<double> y(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    for (double& value : x[i]) value = random.normal();
    y[i] = 1e4 * (random.normal() + x[i][k - 1]);
    equations.add(x[i], y[i]);
  }
  Drawn drawn{{clusters, k, k - 1}, solved(equations)};
  ClusterScores& scores = drawn.scores;
  scores.estimate = drawn.solution->coefficient[k - 1];
  scores.bread = inverse_of(*drawn.solution);
  scores.score.resize(clusters * k);
  scores.own.resize(clusters * k);
  for (std::size_t i = 0; i < rows; ++i) {
    double residual = y[i], own = 0;
    for (std::size_t j = 0; j < k; ++j) {
      residual -= x[i][j] * drawn.solution->coefficient[j];
      own += x[i][j] * scores.bread[(k - 1) * k + j] / scores.bread[k * k - 1];
    }
    for (std::size_t j = 0; j < k; ++j) {
      scores.score[i % clusters * k + j] += x[i][j] * residual;
      scores.own[i % clusters * k + j] += x[i][j] * own;
    }
  }
  return drawn;
}

// a' A b of two rows of scores, or the coefficient's share A_j b where there is no a.
double product(const ClusterScores& scores, const double* a, const double* b) {
  const std::size_t k = scores.columns;
  double sum = 0;
  for (std::size_t i = 0; i < k; ++i) {
    const double left = a ? a[i] : i == scores.coefficient ? 1 : 0;
    for (std::size_t j = 0; j < k; ++j) sum += left * scores.bread[i * k + j] * b[j];
  }
  return sum;
}

}  // namespace

TEST_CASE("invariance: fewer columns tell the same of the coefficient, of residuals and of its own part") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto [scores, solution] = draw(seed);
    const ClusterScores few = compressed(scores, [&](const std::vector<double>& v) { return solution->apply(v); });
    REQUIRE(few.columns <= 2 * scores.clusters);
    const std::size_t k = scores.columns, r = few.columns;
    for (std::size_t g = 0; g < scores.clusters; ++g) {
      CHECK_CLOSE(product(few, nullptr, &few.score[g * r]), product(scores, nullptr, &scores.score[g * k]), 1e-9);
      CHECK_CLOSE(product(few, nullptr, &few.own[g * r]), product(scores, nullptr, &scores.own[g * k]), 1e-9);
      for (std::size_t h = 0; h < scores.clusters; ++h) {
        CHECK_CLOSE(product(few, &few.own[g * r], &few.score[h * r]),
                    product(scores, &scores.own[g * k], &scores.score[h * k]), 1e-8);
        CHECK_CLOSE(product(few, &few.own[g * r], &few.own[h * r]),
                    product(scores, &scores.own[g * k], &scores.own[h * k]), 1e-8);
      }
    }
  }
}

TEST_CASE("invariance: the test on fewer columns is the same test") {
  const auto [scores, solution] = draw(3);
  const ClusterScores few = compressed(scores, [&](const std::vector<double>& v) { return solution->apply(v); });
  const WildBootstrap test{.draws = 999};
  const WildResult a = wild_bootstrap(scores, test), b = wild_bootstrap(few, test);
  CHECK(a.p == b.p);
  CHECK_CLOSE(a.low, b.low, 1e-9);
  CHECK_CLOSE(a.high, b.high, 1e-9);
}

}  // TEST_SUITE("fit/wild/compressed_scores")
