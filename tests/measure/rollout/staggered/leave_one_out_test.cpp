#include "measure/rollout/staggered/effect.hpp"
#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/leave_one_out") {

TEST_CASE("by hand: two groups and two periods give the sum of s^2 / (n - 1) of the changes, nearly") {
  // Without adopter i of n the mean change moves by d_i / (n - 1), d_i its deviation; so V = (G-1)/G x (sum of
  // d^2 / (n_1 - 1)^2 + the same of the others). Changes of adopters 3, 5, 4 (d -1, 1, 0), of others 1, 1, 4 (d -1, -1,
  // 2): (5/6) x (2 + 6) / 4.
  PanelBuilder builder(1);
  for (const double change : {3, 5, 4}) builder.unit(true).cell(0, 10).cell(1, 10 + change);
  for (const double change : {1, 1, 4}) builder.unit(false).cell(0, 7).cell(1, 7 + change);
  for (const char* method : {"interaction_weighted", "imputation", "two_stage"}) {
    const Effect effect = estimate(builder.panel, {.metric = 0, .method = method});
    CHECK_CLOSE(effect.absolute.estimate, 2, 1e-13);
    CHECK_CLOSE(effect.absolute.se, std::sqrt(5.0 / 6 * 8 / 4), 1e-12);
    CHECK(effect.absolute.df == 5);
    CHECK(effect.inference == "jackknife, leaving out each of 6 units");
  }
}

TEST_CASE("by hand: what one cluster bears alone has no interval; without the only comparison there is no jackknife") {
  PanelBuilder builder(1);
  for (int u = 0; u < 6; ++u) {
    builder.rollout = u == 0 ? 1 : 2;
    builder.unit(u < 4).cell(0, u).cell(1, u + (u % 2)).cell(2, u + 1 + u % 3);
  }
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "imputation"});
  REQUIRE(effect.cohorts.size() == 2);
  CHECK(std::isnan(effect.cohorts[0].absolute.low));
  CHECK(effect.cohorts[0].absolute.reason == "it rests on a single cluster");
  CHECK(effect.cohorts[1].absolute.low < effect.cohorts[1].absolute.high);
  PanelBuilder lonely(1);
  for (int u = 0; u < 4; ++u) lonely.unit(u < 3).cell(0, u).cell(1, u * u);
  const Effect other = estimate(lonely.panel, {.metric = 0, .method = "imputation"});
  CHECK(other.inference == "cluster-robust, 4 units: without one of them nothing is left to compare with");
}

TEST_CASE("invariance: the order of clusters does not matter, and auto ends at 100 clusters") {
  Random random(8);
  const Panel panel = simulate({.clusters = 101}, random);
  const Question question{.metric = 0, .method = "imputation"};
  CHECK(estimate(panel, question).inference.empty());
  std::vector<bool> keep(101, true);
  keep[0] = false;
  const Panel fewer = subset(panel, keep);
  CHECK(estimate(fewer, question).inference == "jackknife, leaving out each of 100 units");
  Panel named = fewer;
  for (std::size_t u = 0; u < named.units.size(); ++u) {
    named.units[u].cluster = static_cast<int>(99 - u);
    named.clusters.push_back(std::to_string(u));
  }
  CHECK_CLOSE(estimate(named, question).absolute.se, estimate(fewer, question).absolute.se, 1e-12);
}

}  // TEST_SUITE("measure/rollout/staggered/leave_one_out")
