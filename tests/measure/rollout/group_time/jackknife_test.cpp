#include "measure/rollout/group_time/jackknife.hpp"

#include "measure/panels.hpp"
#include "measure/rollout/group_time/aggregate.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/jackknife") {

namespace {

std::vector<double> simple_of(const CohortPanel& panel, const GroupTime& fit) {
  return {aggregate(panel, fit, Aggregation::simple).overall.value};
}

}  // namespace

// Changes of adopters 3, 5, of never 1, 1, 4: ATT = 4 - 2. Without one: 5 - 2, 3 - 2, 4 - 2.5 twice, 4 - 1.
// Deviations 1, -1, -.5, -.5, 1: squares 3.5; V = 4/5 x 3.5.
TEST_CASE("by hand: five units, each left out once") {
  const CohortPanel panel =
      cohort_panel(staggered_panel({{1, {{10, 13}, {20, 25}}}, {never, {{0, 1}, {5, 6}, {9, 13}}}}), {});
  const GroupTime fit = group_time(panel, {});
  CHECK(simple_of(panel, fit)[0] == 2);
  CHECK_CLOSE(jackknife_covariance(panel, {}, {2}, simple_of, {})[0], 2.8, 1e-14);
}

TEST_CASE("by hand: leaving out a cluster leaves cohorts, weights and covariates of the others") {
  Random random(51);
  const Panel raw = simulate_staggered({.missing_share = 0.2}, random);
  CohortPanel panel = cohort_panel(raw, {.covariates = {0}});
  panel.weight.assign(panel.units(), 2);
  const CohortPanel rest = without_cluster(panel, 0);
  CHECK(rest.units() == panel.units() - 5);
  CHECK(rest.cohorts == panel.cohorts);
  CHECK(rest.weight.size() == rest.units());
  CHECK(rest.covariates[0].size() == rest.periods.size() * rest.units());
  for (std::size_t i = 0; i < rest.units(); ++i) CHECK(rest.cluster[i] != 0);
  CHECK(rest.cohort_begin.back() == rest.units());
}

TEST_CASE("invariance: a headline has the same error without the cells before adoption") {
  Random random(52);
  for (const double missing_share : {0.0, 0.2}) {  // by means, and by pairs
    const CohortPanel panel = cohort_panel(simulate_staggered({.missing_share = missing_share}, random), {});
    for (const int anticipation : {0, 1}) {
      const GroupTimeChoice all{.anticipation = anticipation}, fewer{.anticipation = anticipation, .leads = false};
      const GroupTime fit = group_time(panel, all), of_fewer = group_time(panel, fewer);
      CHECK(of_fewer.cells.size() < fit.cells.size());
      const std::vector<double> headline = simple_of(panel, fit);
      CHECK(simple_of(panel, of_fewer) == headline);
      CHECK(jackknife_covariance(panel, fewer, headline, simple_of, {}) ==
            jackknife_covariance(panel, all, headline, simple_of, {}));
    }
  }
}

TEST_CASE("refusal: what one cluster alone carries has no jackknife error") {
  const CohortPanel panel = cohort_panel(staggered_panel({{1, {{10, 13}}}, {never, {{0, 1}, {5, 6}}}}), {});
  CHECK(std::isnan(jackknife_covariance(panel, {}, {2}, simple_of, {})[0]));
}

}  // TEST_SUITE("measure/rollout/group_time/jackknife")
