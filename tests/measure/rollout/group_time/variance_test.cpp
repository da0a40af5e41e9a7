#include "measure/rollout/group_time/variance.hpp"

#include "measure/panels.hpp"
#include "measure/rollout/group_time/one_influence.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/variance") {

// As in group_time_means: influences -1/2, 1/2 and 1/3, 0, -1/3. In clusters {0, 2} and {1, 3, 4}: (-1/6)^2 + (1/6)^2.
TEST_CASE("by hand: influence is summed by cluster before it is squared") {
  const Panel raw =
      staggered_panel({{1, {{10, 13}}, 0}, {1, {{20, 25}}, 1}, {never, {{0, 1}}, 0}, {never, {{5, 7}, {9, 12}}, 1}});
  const CohortPanel panel = cohort_panel(raw, {});
  const GroupTime fit = group_time(panel, {.universal = false});
  const GroupTimeTarget att = cell_target(fit, 0);
  CHECK_CLOSE(influence_covariance(panel, fit, {&att})[0], 2.0 / 36, 1e-13);
  const std::vector<double> sums = cluster_influence(panel, fit, {&att});
  CHECK_CLOSE(sums[0], -1.0 / 6, 1e-13);
  CHECK_CLOSE(sums[1], 1.0 / 6, 1e-13);
}

TEST_CASE("invariance: units that are their own clusters, declared or not, give one covariance") {
  Random random(31);
  for (const bool gaps : {false, true}) {
    CohortPanel panel =
        cohort_panel(simulate_staggered({.missing_share = gaps ? 0.2 : 0, .declare_clusters = false}, random), {});
    const GroupTime fit = group_time(panel, {});
    std::vector<GroupTimeTarget> path = aggregate(panel, fit, Aggregation::dynamic).each;
    path.push_back(aggregate(panel, fit, Aggregation::simple).overall);
    const Targets targets = targets_of(path);
    const std::vector<double> own = influence_covariance(panel, fit, targets);
    const std::vector<double> sums = cluster_influence(panel, fit, targets);
    const std::size_t m = targets.size();
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < m; ++j) {
        double product = 0;
        for (std::size_t c = 0; c < panel.clusters; ++c) product += sums[c * m + i] * sums[c * m + j];
        CHECK(std::abs(own[i * m + j] - product) <= 1e-13);
      }
    }
  }
}

// Many targets and many units in a cohort: features and a projection stand for the influence; of one target it is direct.
TEST_CASE("invariance: the covariance of all cells is that of the influences of each unit") {
  Random random(34);
  const CohortPanel panel = cohort_panel(
      simulate_staggered({.clusters = 400, .units_per_cluster = 1, .declare_clusters = false}, random), {});
  for (const bool universal : {true, false}) {
    const GroupTime fit = group_time(panel, {.universal = universal});
    std::vector<GroupTimeTarget> cells;
    std::vector<std::size_t> coordinates;
    for (std::size_t k = 0; k < fit.cells.size(); ++k) {
      if (fit.cells[k].reference) continue;
      cells.push_back(cell_target(fit, k));
      coordinates.push_back(k);
    }
    const Targets targets = targets_of(cells);
    const std::size_t m = targets.size();
    REQUIRE(m > panel.periods.size() + 1);
    REQUIRE(!has_few_units(panel, targets));
    const std::vector<double> covariance = influence_covariance(panel, fit, targets);
    std::vector<double> expected(m * m), influence(m);
    for (std::size_t i = 0; i < panel.units(); ++i) {
      for (std::size_t j = 0; j < m; ++j) influence[j] = influence_of(fit, panel.cohort_of(i), i, coordinates[j]);
      for (std::size_t j = 0; j < m * m; ++j) expected[j] += influence[j / m] * influence[j % m];
    }
    for (std::size_t j = 0; j < m * m; ++j) CHECK(std::abs(covariance[j] - expected[j]) <= 1e-13);
  }
}

TEST_CASE("invariance: pieces cover all units once, each within one cohort") {
  Random random(32);
  const CohortPanel panel = cohort_panel(simulate_staggered({}, random), {});
  std::size_t next = 0;
  for (const UnitPiece& piece : pieces_of(panel)) {
    CHECK(piece.begin == next);
    CHECK(panel.cohort_of(piece.begin) == piece.cohort);
    CHECK(panel.cohort_of(piece.end - 1) == piece.cohort);
    next = piece.end;
  }
  CHECK(next == panel.units());
}

TEST_CASE("recovery: without a pre-trend the test of the leads rejects in about one of twenty studies") {
  Random random(33);
  int rejected = 0;
  constexpr int studies = 400;
  for (int s = 0; s < studies; ++s) {
    const CohortPanel panel = cohort_panel(
        simulate_staggered({.clusters = 300, .units_per_cluster = 1, .declare_clusters = false}, random), {});
    rejected += pre_test(panel, group_time(panel, {})).p < 0.05;
  }
  CHECK(rejected >= 0.02 * studies);
  CHECK(rejected <= 0.09 * studies);
}

TEST_CASE("refusal: without leads there is no test of them") {
  const CohortPanel panel = cohort_panel(staggered_panel({{1, {{10, 13}, {20, 25}}}, {never, {{0, 1}, {5, 7}}}}), {});
  const PreTest test = pre_test(panel, group_time(panel, {}));
  CHECK(test.df == 0);
  CHECK(std::isnan(test.p));
}

}  // TEST_SUITE("measure/rollout/group_time/variance")
