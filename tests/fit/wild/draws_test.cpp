#include "fit/wild/draws.hpp"

#include <algorithm>
#include <cmath>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("fit/wild/draws") {

namespace {

struct Rows {
  std::vector<double> y, x, z;
  std::vector<std::int32_t> cluster;

  RegressionModel model() const { return {.outcome = y, .covariates = {{"x", x}, {"z", z}}}; }
};

Rows simulate_rows(int clusters, int each) {
  Random random(31);
  Rows rows;
  for (int i = 0; i < clusters * each; ++i) {
    rows.cluster.push_back(i / each);
    rows.x.push_back(random.normal() + 0.2 * (i / each));
    rows.z.push_back(random.normal() + 0.5 * rows.x.back());
    rows.y.push_back(1 + rows.x.back() + random.normal());
  }
  return rows;
}

}  // namespace

TEST_CASE("by hand: the enumerated draws are the refits of every bootstrap sample") {
  // Every pattern written out: y* = restricted fit + v_g x restricted residual, refitted; (b* - r)^2 / sum of squared
  // cluster scores of the refit is what the five numbers give.
  const Rows rows = simulate_rows(5, 6);
  const NullDraws draws = WildDraws(cluster_scores(rows.model(), {"team", rows.cluster}, 1), {}, 1).all();
  REQUIRE(draws.enumerated);
  REQUIRE(draws.n0.size() == 16);
  const Regression full = regress(rows.model());
  const double r = 0.4, d = full.coefficient[1] - r;
  std::vector<double> shifted = rows.y;
  for (std::size_t i = 0; i < shifted.size(); ++i) shifted[i] -= r * rows.x[i];
  const Regression null = regress({.outcome = shifted, .covariates = {{"z", rows.z}}});
  for (std::size_t b = 0; b < 16; ++b) {
    Rows sample = rows;
    for (std::size_t i = 0; i < sample.y.size(); ++i) {
      const double sign = b >> rows.cluster[i] & 1 ? -1 : 1;
      sample.y[i] = rows.y[i] - null.residual[i] + sign * null.residual[i];
    }
    const ClusterScores refit = cluster_scores(sample.model(), {"team", rows.cluster}, 1);
    double variance = 0;
    for (std::size_t g = 0; g < 5; ++g) {
      double part = 0;
      for (std::size_t j = 0; j < 3; ++j) part += refit.bread[3 + j] * refit.score[3 * g + j];
      variance += part * part;
    }
    CHECK(std::abs(draws.n0[b] + d * draws.n1[b] - (refit.estimate - r)) < 1e-12);
    CHECK_CLOSE(draws.q00[b] + d * (2 * draws.q01[b] + d * draws.q11[b]), variance, 1e-10);
  }
}

TEST_CASE(
    "by hand: bit g of a random word is the sign of cluster g, a word for 64 clusters; Webb's three share a half") {
  for (const int clusters : {20, 63, 64, 70}) {
    const ClusterScores scores =
        cluster_scores(simulate_rows(clusters, 3).model(), {"team", simulate_rows(clusters, 3).cluster}, 1);
    std::vector<double> n;  // a's_g
    for (std::size_t g = 0; g < scores.clusters; ++g) {
      n.push_back(0);
      for (std::size_t k = 0; k < 3; ++k) n[g] += scores.bread[3 + k] * (scores.score[3 * g + k]);
    }
    const WildBootstrap unrestricted{.restricted = false, .draws = 5000};
    const NullDraws draws = WildDraws(scores, unrestricted, 5).all();
    WildBootstrap by_webb = unrestricted;
    by_webb.weights = WildWeights::webb;
    const NullDraws webb = WildDraws(scores, by_webb, 5).all();
    const double values[] = {-std::sqrt(1.5), -1, -std::sqrt(0.5), std::sqrt(0.5), 1, std::sqrt(1.5)};
    REQUIRE(draws.n0.size() == 5000);
    for (const std::size_t block : {0, 1}) {
      Random of_signs(5, block), of_webb(5, block);
      for (std::size_t b = 4096 * block; b < std::min<std::size_t>(5000, 4096 * block + 4096); ++b) {
        double signs = 0, weights = 0;
        std::uint64_t word = 0, half = 0;
        for (std::size_t g = 0; g < scores.clusters; ++g) {
          if (g % 64 == 0) word = of_signs.bits();
          signs += word >> g % 64 & 1 ? -n[g] : n[g];
          if (g % 6 == 0) half = of_webb.bits();
          const std::uint64_t entry = (half >> (g % 6 < 3 ? 0 : 32) & 0xffffffffu) * 216 >> 32;
          weights += n[g] * values[g % 3 == 0 ? entry % 6 : g % 3 == 1 ? entry / 6 % 6 : entry / 36];
        }
        CHECK(std::abs(draws.n0[b] - signs) < 1e-12);
        CHECK(std::abs(webb.n0[b] - weights) < 1e-12);
      }
    }
  }
}

TEST_CASE("invariance: draws do not depend on threads, and the seed decides them") {
  const Rows rows = simulate_rows(21, 3);
  const ClusterScores scores = cluster_scores(rows.model(), {"team", rows.cluster}, 1);
  for (const WildWeights weights : {WildWeights::rademacher, WildWeights::webb}) {
    const WildBootstrap test{.weights = weights, .draws = 20000};
    const NullDraws one = WildDraws(scores, test, 1).all({.threads = 1});
    const NullDraws four = WildDraws(scores, test, 1).all({.threads = 4});
    CHECK(one.n0 == four.n0);
    CHECK(one.q11 == four.q11);
    CHECK(one.n0 != WildDraws(scores, test, 2).all().n0);
  }
}

TEST_CASE("invariance: words drawn in advance make the same draws, of one word or two, and none of another seed") {
  const DrawnWords drawn(1);
  for (const int clusters : {21, 70}) {
    const Rows rows = simulate_rows(clusters, 3);
    const ClusterScores scores = cluster_scores(rows.model(), {"team", rows.cluster}, 1);
    for (const WildWeights weights : {WildWeights::rademacher, WildWeights::webb}) {
      const WildBootstrap test{.weights = weights, .draws = 20000};
      for (const std::uint64_t seed : {1, 2})
        CHECK(WildDraws(scores, test, seed, &drawn).all().q01 == WildDraws(scores, test, seed).all().q01);
    }
  }
}

TEST_CASE("invariance: block by block the draws are the same, and the last block is as long as what is left") {
  const Rows rows = simulate_rows(21, 3);
  const WildDraws draws(cluster_scores(rows.model(), {"team", rows.cluster}, 1), {.draws = 10000}, 1);
  const NullBlocks blocks = draws.by_block();
  CHECK(blocks.draws == 10000);
  CHECK(blocks.blocks == 3);
  NullDraws joined, block;
  for (const std::size_t b : {0, 1, 2}) {
    blocks.draw(b, block);
    append(block, joined);
  }
  CHECK(joined.n1 == draws.all().n1);
  CHECK(joined.q01 == draws.all().q01);
  CHECK(block.variance == blocks.variance);
}

TEST_CASE("recovery: both kinds of weights have mean 0 and variance 1") {
  // N0 = sum v_g n_g: over draws its mean is 0 and its variance sum n_g^2, the variance of the data.
  const Rows rows = simulate_rows(20, 3);
  const ClusterScores scores = cluster_scores(rows.model(), {"team", rows.cluster}, 1);
  for (const WildWeights weights : {WildWeights::rademacher, WildWeights::webb}) {
    const NullDraws draws = WildDraws(scores, {.weights = weights, .draws = 50000}, 1).all();
    double mean = 0, square = 0;
    for (const double n : draws.n0) {
      mean += n / 50000;
      square += n * n / 50000;
    }
    CHECK(std::abs(mean) < 4 * std::sqrt(draws.variance / 50000));
    CHECK(std::abs(square / draws.variance - 1) < 4 * std::sqrt(2.0 / 50000));
  }
}

}  // TEST_SUITE("fit/wild/draws")
