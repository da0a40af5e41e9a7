#include "measure/panels.hpp"
#include "measure/rollout/group_time/aggregate.hpp"
#include "measure/rollout/group_time/group_time.hpp"
#include "measure/rollout/group_time/one_influence.hpp"
#include "measure/rollout/group_time/variance.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/pairs") {

// Unit 2 was not seen in period 0, so never's change is that of unit 3: 1; ATT = 3 - 1.
TEST_CASE("by hand: a unit counts where it was seen in both periods") {
  const CohortPanel panel =
      cohort_panel(staggered_panel({{1, {{1, 4}, {2, 5}}}, {never, {{std::nan(""), 9}, {5, 6}}}}), {});
  const GroupTime fit = group_time(panel, {});
  CHECK(fit.cells[1].att == 2);
  CHECK(influence_of(fit, 1, 2, 1) == 0);
}

// x of the comparison is 0 and 1 with changes 0 and 2, of the cohort 1/2 and 1/2 with changes 4 and 4: predicted 1.
TEST_CASE("by hand: regression takes away what the covariate predicts") {
  Panel raw = staggered_panel({{1, {{0, 4}, {0, 4}}}, {never, {{0, 0}, {0, 2}}}});
  raw.covariates.push_back({.name = "x", .value = {0.5, 0.5, 0.5, 0.5, 0, 0, 1, 1}});
  const CohortPanel panel = cohort_panel(raw, {.covariates = {0}});
  CHECK_CLOSE(group_time(panel, {.adjustment = Adjustment::regression}).cells[1].att, 3, 1e-14);
}

// Twice the weight is twice the unit.
TEST_CASE("invariance: a weight of 2 estimates what the same unit twice does") {
  Random random(11);
  Panel raw = simulate_staggered({}, random);
  CohortPanel weighted = cohort_panel(raw, {.covariates = {0}});
  weighted.weight.assign(weighted.units(), 1);
  weighted.weight[0] = 2;
  const std::int32_t doubled = weighted.unit[0];
  raw.units.push_back(raw.units[doubled]);
  for (std::size_t c = 0, cells = raw.unit_of.size(); c < cells; ++c) {
    if (raw.unit_of[c] != doubled) continue;
    raw.unit_of.push_back(static_cast<std::int32_t>(raw.units.size()) - 1);
    raw.period_of.push_back(raw.period_of[c]);
    raw.metrics[0].sum.push_back(raw.metrics[0].sum[c]);
    raw.covariates[0].value.push_back(raw.covariates[0].value[c]);
  }
  const CohortPanel twice = cohort_panel(raw, {.covariates = {0}});
  for (const Adjustment adjustment : {Adjustment::doubly_robust, Adjustment::weighting, Adjustment::regression}) {
    const GroupTime a = group_time(weighted, {.adjustment = adjustment}),
                    b = group_time(twice, {.adjustment = adjustment});
    for (std::size_t k = 0; k < a.cells.size(); ++k) {
      if (!a.cells[k].reference) CHECK_CLOSE(a.cells[k].att, b.cells[k].att, 1e-10);
    }
  }
}

// The influence function is the derivative of the estimate with respect to the weight of a unit: with gaps, covariates
// and every adjustment.
TEST_CASE("invariance: the influence of a unit is how every effect moves with its weight") {
  Random random(12);
  const Panel raw = simulate_staggered({.units_per_cluster = 10, .missing_share = 0.1, .trend_of_x = 0.2}, random);
  CohortPanel panel = cohort_panel(raw, {.covariates = {0}});
  panel.weight.assign(panel.units(), 1);
  constexpr double step = 1e-4;
  for (const Adjustment adjustment : {Adjustment::doubly_robust, Adjustment::weighting, Adjustment::regression}) {
    const GroupTime fit = group_time(panel, {.adjustment = adjustment});
    for (const std::size_t h : {0, 2, 3}) {
      const std::size_t i = panel.cohort_begin[h] + 1;
      const std::vector<double> slopes = slopes_by_weight(panel, i, {.adjustment = adjustment}, step);
      for (std::size_t k = 0; k < fit.cells.size(); ++k) {
        if (fit.cells[k].reference || std::isnan(fit.cells[k].att)) continue;
        CHECK(std::abs(slopes[k] - influence_of(fit, h, i, k)) <= 1e-7);
      }
    }
  }
}

// Truth: x moves the outcome by 0.5 a period and adopters have 0.5 more of it, so plain means are off by up to a period's
// 0.25 for each since the base.
TEST_CASE("recovery: all three adjustments find the effect that a covariate's trend hides") {
  Random random(13);
  const CohortPlan plan{.clusters = 900, .units_per_cluster = 1, .declare_clusters = false, .trend_of_x = 0.5};
  const Panel raw = simulate_staggered(plan, random);
  const CohortPanel adjusted = cohort_panel(raw, {.covariates = {0}}), plain = cohort_panel(raw, {});
  const double truth = (5 * 1.5 + 4 * 1.8 + 3 * 2.1) / 12;
  CHECK(aggregate(plain, group_time(plain, {}), Aggregation::simple).overall.value > truth + 0.3);
  for (const Adjustment adjustment : {Adjustment::doubly_robust, Adjustment::weighting, Adjustment::regression}) {
    const GroupTime fit = group_time(adjusted, {.adjustment = adjustment});
    const GroupTimeTarget simple = aggregate(adjusted, fit, Aggregation::simple).overall;
    const double se = std::sqrt(influence_covariance(adjusted, fit, {&simple})[0]);
    CHECK(se < 0.15);
    CHECK(std::abs(simple.value - truth) < 4 * se);
  }
}

TEST_CASE("refusal: adopters like nobody in the comparison, and pairs that nobody makes, are named") {
  Panel raw = staggered_panel({{1, {{0, 4}, {0, 4}, {1, 4}}}, {never, {{0, 0}, {0, 2}, {1, 2}}}});
  raw.covariates.push_back({.name = "x", .value = {5, 5, 6, 6, 7, 7, 0, 0, 1, 1, 2, 2}});
  const CohortPanel panel = cohort_panel(raw, {.covariates = {0}});
  CHECK(said_reason(group_time(panel, {}).cells[1]) == "some adopters are like no comparison unit (no overlap)");
  const double gap = std::nan("");
  const CohortPanel gaps = cohort_panel(staggered_panel({{1, {{0, 4}}}, {never, {{0, gap}, {gap, 2}}}}), {});
  CHECK(said_reason(group_time(gaps, {}).cells[1]) == "no comparison unit was seen in both periods");
  const CohortPanel lone = cohort_panel(staggered_panel({{1, {{0, gap}}}, {never, {{0, 1}, {0, 2}}}}), {});
  CHECK(said_reason(group_time(lone, {}).cells[1]) == "no unit of the cohort was seen in both periods");
}

}  // TEST_SUITE("measure/rollout/group_time/pairs")
