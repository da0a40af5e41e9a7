#include "measure/panels.hpp"
#include "measure/rollout/group_time/aggregate.hpp"
#include "measure/rollout/group_time/group_time.hpp"
#include "measure/rollout/group_time/one_influence.hpp"
#include "measure/rollout/group_time/variance.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/cross") {

// Cohort: now 6 and 8, before 1: 7 - 1. Never: now 5, before 2 and 4: 5 - 3. ATT = 6 - 2.
// Influence: now 1/2 each way, squares 1/4 + 1/4 over 1; never before (1/2)^2 twice: 1/2 + 1/2.
TEST_CASE("by hand: four means, each of whoever was seen") {
  const double gap = std::nan("");
  const Panel raw = staggered_panel({{1, {{gap, 6}, {gap, 8}, {1, gap}}}, {never, {{gap, 5}, {2, gap}, {4, gap}}}});
  const CohortPanel panel = cohort_panel(raw, {});
  const GroupTime fit = group_time(panel, {.cross_sections = true});
  CHECK_CLOSE(fit.cells[1].att, 4, 1e-14);
  CHECK(fit.cells[1].treated_level == 7);
  const GroupTimeTarget att = cell_target(fit, 1);
  CHECK_CLOSE(influence_covariance(panel, fit, {&att})[0], 1.0, 1e-14);
}

TEST_CASE(
    "invariance: on a complete panel without covariates, units that are summed again give its own effects and errors") {
  Random random(21);
  const CohortPanel panel = cohort_panel(simulate_staggered({}, random), {});
  const GroupTime pairs = group_time(panel, {}), cross = group_time(panel, {.cross_sections = true});
  for (std::size_t k = 0; k < pairs.cells.size(); ++k) {
    if (pairs.cells[k].reference) continue;
    CHECK_CLOSE(cross.cells[k].att, pairs.cells[k].att, 1e-10);
    const GroupTimeTarget a = cell_target(pairs, k), b = cell_target(cross, k);
    CHECK_CLOSE(influence_covariance(panel, cross, {&b})[0], influence_covariance(panel, pairs, {&a})[0], 1e-9);
  }
}

TEST_CASE("invariance: the influence of a unit is how every effect moves with its weight") {
  Random random(22);
  const Panel raw = as_cross_sections(simulate_staggered(
      {.clusters = 15, .units_per_cluster = 6, .declare_clusters = false, .trend_of_x = 0.2}, random));
  CohortPanel panel = cohort_panel(raw, {.covariates = {0}});
  panel.weight.assign(panel.units(), 1);
  constexpr double step = 1e-4;
  for (const Adjustment adjustment : {Adjustment::doubly_robust, Adjustment::weighting, Adjustment::regression}) {
    const GroupTimeChoice choice{.adjustment = adjustment, .cross_sections = true};
    const GroupTime fit = group_time(panel, choice);
    for (const std::size_t h : {0, 3}) {
      for (std::size_t i = panel.cohort_begin[h]; i < panel.cohort_begin[h] + 6; ++i) {
        const std::vector<double> slopes = slopes_by_weight(panel, i, choice, step);
        for (std::size_t k = 0; k < fit.cells.size(); ++k) {
          if (fit.cells[k].reference || std::isnan(fit.cells[k].att)) continue;
          CHECK(std::abs(slopes[k] - influence_of(fit, h, i, k)) <= 1e-7);
        }
      }
    }
  }
}

TEST_CASE("recovery: all three adjustments find the effect that a covariate's trend hides") {
  Random random(23);
  const Panel raw = as_cross_sections(simulate_staggered(
      {.clusters = 1500, .units_per_cluster = 1, .declare_clusters = false, .trend_of_x = 0.5}, random));
  const CohortPanel panel = cohort_panel(raw, {.covariates = {0}});
  const double truth = (5 * 1.5 + 4 * 1.8 + 3 * 2.1) / 12;
  for (const Adjustment adjustment : {Adjustment::doubly_robust, Adjustment::weighting, Adjustment::regression}) {
    const GroupTime fit = group_time(panel, {.adjustment = adjustment, .cross_sections = true});
    const GroupTimeTarget simple = aggregate(panel, fit, Aggregation::simple).overall;
    const double se = std::sqrt(influence_covariance(panel, fit, {&simple})[0]);
    CHECK(se < 0.4);
    CHECK(std::abs(simple.value - truth) < 4 * se);
  }
}

TEST_CASE("refusal: a group that nobody saw in one of the periods is named") {
  const double gap = std::nan("");
  const CohortPanel panel =
      cohort_panel(staggered_panel({{1, {{gap, 6}, {gap, 8}}}, {never, {{3, gap}, {gap, 2}}}}), {});
  CHECK(said_reason(group_time(panel, {.cross_sections = true}).cells[1]) ==
        "the cohort was not seen in one of the two periods");
}

}  // TEST_SUITE("measure/rollout/group_time/cross")
