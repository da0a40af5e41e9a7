#include "measure/staggered_estimators.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/two_stage") {

TEST_CASE("by hand: two cohorts and never-adopters, each cell's effect found and averaged") {
  check_two_cohorts("two_stage", two_stage);
}

TEST_CASE("reference: did2s on df_het with constants of states (all rows: replication/staggered)") {
  const auto file = shared_file("data/oracle/df_het.csv");
  if (!file) {
    return;
  }
  const Question question{
      .metric = 0, .method = "two_stage", .options = {{"first_stage", "cluster"}, {"errors", "analytic"}}};
  const Effect effect = estimate(df_het(*file), question);
  CHECK_CLOSE(effect.absolute.estimate, 2.15221463240534, 1e-12);
  CHECK_CLOSE(effect.absolute.se * std::sqrt(39.0 / 40), 0.0476065949729975, 1e-11);
}

TEST_CASE("invariance: estimates are those of imputation; the interval of the average differs, one cell's does not") {
  Random random(42);
  const Panel panel = simulate({.clusters = 120}, random);
  const Effect two = estimate(panel, {.metric = 0, .method = "two_stage"});
  const Effect one = estimate(panel, {.metric = 0, .method = "imputation"});
  CHECK_CLOSE(two.absolute.estimate, one.absolute.estimate, 1e-12);
  CHECK(two.absolute.se > one.absolute.se);
  CHECK_CLOSE(two.path.back().se, one.path.back().se, 1e-11);  // the last event time is one cohort's
}

TEST_CASE("recovery: growing effects are found without bias, and the intervals of 16 clusters hold them") {
  check_recovery("two_stage", two_stage, 76);
}

TEST_CASE("refusal: constants of clusters need clusters") {
  Random random(1);
  const Panel panel = simulate({.clusters = 12}, random);
  CHECK(message_of(
            [&] { estimate(panel, {.metric = 0, .method = "two_stage", .options = {{"first_stage", "cluster"}}}); }) ==
        "two_stage: first_stage is 'cluster', but clusters must be declared for it; declare a cluster, or leave "
        "first_stage out");
}

}  // TEST_SUITE("measure/rollout/staggered/two_stage")
