#include "measure/rollout/group_time/aggregate.hpp"

#include <numeric>

#include "measure/panels.hpp"
#include "measure/rollout/group_time/variance.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/aggregate") {

// Cohort A (2 units) at 1: effects 1, 2 in periods 1, 2. Cohort B (1 unit) at 2: effect 7. Never: flat.
// simple (2 x 1 + 2 x 2 + 1 x 7) / 5 = 2.6; dynamic e = 0: (2 x 1 + 7) / 3 = 3, e = 1: 2, overall 2.5;
// group A 1.5, B 7, overall (2 x 1.5 + 7) / 3 = 10/3; calendar 1: 1; 2: (2 x 2 + 7) / 3 = 11/3; overall 7/3.
TEST_CASE("by hand: the four averages of three effects") {
  const Panel raw = staggered_panel({{1, {{0, 1, 2}, {5, 6, 7}}}, {2, {{0, 0, 7}}}, {never, {{0, 0, 0}, {3, 3, 3}}}});
  const CohortPanel panel = cohort_panel(raw, {});
  const GroupTime fit = group_time(panel, {});
  CHECK_CLOSE(aggregate(panel, fit, Aggregation::simple).overall.value, 2.6, 1e-14);
  const GroupTimeAggregate dynamic = aggregate(panel, fit, Aggregation::dynamic);
  CHECK(dynamic.key == std::vector<int>{-2, -1, 0, 1});
  CHECK_CLOSE(dynamic.each[2].value, 3, 1e-14);
  CHECK_CLOSE(dynamic.overall.value, 2.5, 1e-14);
  CHECK(dynamic.each[1].value == 0);
  CHECK(dynamic.each[1].loading.empty());
  const GroupTimeAggregate group = aggregate(panel, fit, Aggregation::group);
  CHECK(group.key == std::vector<int>{1, 2});
  CHECK_CLOSE(group.overall.value, 10.0 / 3, 1e-14);
  const GroupTimeAggregate calendar = aggregate(panel, fit, Aggregation::calendar);
  CHECK_CLOSE(calendar.each[1].value, 11.0 / 3, 1e-14);
  CHECK_CLOSE(calendar.overall.value, 7.0 / 3, 1e-14);
  // treated levels: A 3.5 and 4.5, B 7: (2 x 3.5 + 2 x 4.5 + 7) / 5
  CHECK_CLOSE(aggregate(panel, fit, Aggregation::simple, AveragedOf::levels).overall.value, 4.6, 1e-14);
}

// Numerically: one unit's weight moved by a little moves the shares and the means; the average must move by its loading.
TEST_CASE("invariance: the influence of a unit is how the average moves with its weight") {
  Random random(6);
  CohortPanel panel = cohort_panel(simulate_staggered({}, random), {});
  panel.weight.assign(panel.units(), 1);
  CohortPanel unit_clusters = panel;
  unit_clusters.clusters = panel.units();
  std::iota(unit_clusters.cluster.begin(), unit_clusters.cluster.end(), 0);
  for (const Aggregation kind :
       {Aggregation::simple, Aggregation::dynamic, Aggregation::group, Aggregation::calendar}) {
    const GroupTime fit = group_time(panel, {});
    const GroupTimeTarget target = aggregate(panel, fit, kind).overall;
    const double influence = cluster_influence(unit_clusters, fit, {&target})[0];
    constexpr double step = 1e-5;
    double moved[2];
    for (const int side : {0, 1}) {
      panel.weight[0] = side ? 1 + step : 1 - step;
      moved[side] = aggregate(panel, group_time(panel, {}), kind).overall.value;
    }
    panel.weight[0] = 1;
    CHECK_CLOSE((moved[1] - moved[0]) / (2 * step), influence, 1e-6);
  }
}

}  // TEST_SUITE("measure/rollout/group_time/aggregate")
