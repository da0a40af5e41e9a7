#include "measure/rollout/group_time/diagnosis.hpp"

#include "measure/panels.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/diagnosis") {

// Simple: cohort A (2 units) at e = 0 and 1, B (1 unit) at e = 0: weights 3 and 2 of 5. Dynamic: half each.
TEST_CASE("by hand: the headline as weights of the path") {
  const CohortPanel panel = cohort_panel(
      staggered_panel({{1, {{0, 1, 2}, {5, 6, 7}}}, {2, {{0, 0, 7}}}, {never, {{0, 0, 0}, {3, 3, 3}}}}), {});
  const GroupTime fit = group_time(panel, {});
  const std::vector<double> simple = path_target(panel, fit, Aggregation::simple, {-2, 0, 1});
  CHECK(simple[0] == 0);
  CHECK_CLOSE(simple[1], 0.6, 1e-14);
  CHECK_CLOSE(simple[2], 0.4, 1e-14);
  CHECK(path_target(panel, fit, Aggregation::dynamic, {-2, 0, 1}) == std::vector<double>{0, 0.5, 0.5});
  CHECK(path_target(panel, fit, Aggregation::group, {0, 1}).empty());
}

TEST_CASE("by hand: units and clusters of a cohort, and of all adopters") {
  const CohortPanel panel =
      cohort_panel(staggered_panel({{1, {{0, 1}, {2, 3}}, 0}, {1, {{5, 6}}, 1}, {never, {{0, 0}}, 2}}), {});
  const Cohort cohort = count_cohort(panel, 0);
  CHECK(cohort.adopted_period == 1);
  CHECK(cohort.units == 3);
  CHECK(cohort.clusters == 2);
  CHECK(adopting_clusters(panel) == 2);
  CHECK_FALSE(seen_once(panel));
}

TEST_CASE("refusal: who is left out and which cells have no estimate is said by label") {
  const Panel raw = staggered_panel({{0, {{0, 1, 2}}}, {1, {{0, 1, 2}, {5, 6, 7}}}, {2, {{0, 0, 7}}}});
  const CohortPanel panel = cohort_panel(raw, {});
  const GroupTime fit = group_time(panel, {});
  Effect effect;
  add_facts(effect, raw, panel, fit);
  CHECK(diagnostic(effect, "treated_units_without_baseline").text ==
        "1 of 4 adopters had the tool in all periods and are left out: unit 0.");
  CHECK(diagnostic(effect, "cells_without_estimate").text ==
        "3 of 6 cohort-periods cannot be estimated: cohort 1: no comparison unit is left (1 period); cohort 2: no "
        "comparison unit is left (2 periods).");
  CHECK(why_no_effect(raw, panel, fit, 1) == "no comparison unit is left");
}

TEST_CASE("refusal: nothing to compare with at all") {
  const Panel raw = staggered_panel({{1, {{0, 1}, {5, 6}}}});
  const CohortPanel panel = cohort_panel(raw, {});
  CHECK(message_of([&] { require_effects(raw, panel, group_time(panel, {})); }) ==
        "group_time: cohorts with a period before adoption and a comparison is 0, but must be at least 1: cohort 1: no "
        "comparison unit is left (1 period); add units without the tool, or earlier periods");
}

}  // TEST_SUITE("measure/rollout/group_time/diagnosis")
