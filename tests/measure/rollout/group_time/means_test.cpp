#include "measure/panels.hpp"
#include "measure/rollout/group_time/group_time.hpp"
#include "measure/rollout/group_time/variance.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/means") {

// Cohort at 1: changes 3 and 5, mean 4. Never: changes 1, 2 and 3, mean 2. ATT = 2. Influence: (3 - 4)/2 and (5 - 4)/2,
// and -(1 - 2)/3, 0, -(3 - 2)/3: squares 1/4 + 1/4 + 1/9 + 1/9 = 13/18.
TEST_CASE("by hand: one cohort, two periods: the difference of mean changes, and the sum of its squared influence") {
  const Panel raw = staggered_panel({{1, {{10, 13}, {20, 25}}}, {never, {{0, 1}, {5, 7}, {9, 12}}}});
  const CohortPanel panel = cohort_panel(raw, {});
  const GroupTime fit = group_time(panel, {.universal = false});
  REQUIRE(fit.cells.size() == 1);
  CHECK(fit.cells[0].att == 2);
  CHECK(fit.cells[0].treated_level == 19);
  CHECK(fit.share[0] == 0.4);
  const GroupTimeTarget att = cell_target(fit, 0);
  CHECK_CLOSE(influence_covariance(panel, fit, {&att})[0], 13.0 / 18, 1e-14);
}

// Weights 1 and 3: change of the cohort (3 + 3 x 5) / 4 = 4.5.
TEST_CASE("by hand: weights enter the means") {
  CohortPanel panel = cohort_panel(staggered_panel({{1, {{10, 13}, {20, 25}}}, {never, {{0, 1}, {5, 6}}}}), {});
  panel.weight = {1, 3, 1, 1};
  CHECK(group_time(panel, {}).cells[1].att == 3.5);
}

TEST_CASE("invariance: a level of a million costs no digits") {
  Random random(3);
  Panel raw = simulate_staggered({}, random);
  const CohortPanel plain = cohort_panel(raw, {});
  for (double& y : raw.metrics[0].sum) y += 1048576;
  const CohortPanel high = cohort_panel(raw, {});
  const GroupTime a = group_time(plain, {}), b = group_time(high, {});
  for (std::size_t k = 0; k < a.cells.size(); ++k) CHECK(std::abs(a.cells[k].att - b.cells[k].att) <= 1e-8);
}

// The path for gaps and covariates must give the same where there are neither: reached by a covariate that is constant.
TEST_CASE("invariance: a constant covariate changes neither effects nor errors, whatever the adjustment") {
  Random random(4);
  Panel raw = simulate_staggered({}, random);
  raw.covariates[0].value.assign(raw.unit_of.size(), 7);
  const CohortPanel means = cohort_panel(raw, {}), pairs = cohort_panel(raw, {.covariates = {0}});
  for (const Adjustment adjustment : {Adjustment::doubly_robust, Adjustment::weighting, Adjustment::regression}) {
    const GroupTime a = group_time(means, {}), b = group_time(pairs, {.adjustment = adjustment});
    for (std::size_t k = 0; k < a.cells.size(); ++k) {
      if (a.cells[k].reference) continue;
      CHECK_CLOSE(b.cells[k].att, a.cells[k].att, 1e-10);
      const GroupTimeTarget x = cell_target(a, k), y = cell_target(b, k);
      CHECK_CLOSE(influence_covariance(pairs, b, {&y})[0], influence_covariance(means, a, {&x})[0], 1e-9);
    }
  }
}

}  // TEST_SUITE("measure/rollout/group_time/means")
