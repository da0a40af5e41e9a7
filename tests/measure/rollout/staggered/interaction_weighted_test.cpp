#include "measure/staggered_estimators.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/interaction_weighted") {

TEST_CASE("by hand: two cohorts and never-adopters, each cell's effect found and averaged") {
  check_two_cohorts("interaction_weighted", interaction_weighted);
}

TEST_CASE("reference: fixest 0.12.2, sunab on base_stagg with a covariate (all rows: replication/staggered)") {
  const auto file = shared_file("data/oracle/base_stagg.csv");
  if (!file) {
    return;
  }
  const Question question{
      .metric = 0, .method = "interaction_weighted", .options = {{"errors", "analytic"}}, .covariates = {0}};
  const Effect effect = estimate(base_stagg(*file, true), question);
  CHECK_CLOSE(effect.absolute.estimate, -1.13374944877203, 1e-11);
  CHECK_CLOSE(effect.absolute.se, 0.20507049376152, 1e-11);
  CHECK_CLOSE(effect.absolute.p, 2.88203823556445e-07, 1e-9);
}

TEST_CASE("recovery: growing effects are found without bias, and the intervals of 16 clusters hold them") {
  check_recovery("interaction_weighted", interaction_weighted, 71);
}

TEST_CASE("recovery: with nobody who never adopts the last to adopt stand in for them") {
  Random random(72);
  const Staggered plan{.clusters = 400, .never_adopters = false};
  const Panel panel = simulate(plan, random);
  const Effect effect = estimate(panel, {.metric = 0, .method = "interaction_weighted"});
  CHECK(std::abs(effect.absolute.estimate - true_effect(panel, plan)) < 4 * effect.absolute.se);
  CHECK(effect.absolute.se < 0.2);
}

TEST_CASE("refusal: an unknown choice of errors is named") {
  CHECK(message_of([&] {
          Random random(1);
          estimate(simulate({.clusters = 12}, random),
                   {.metric = 0, .method = "interaction_weighted", .options = {{"errors", "hc1"}}});
        }) ==
        "estimate: option errors of interaction_weighted is 'hc1', but must be one of auto, jackknife, analytic; known "
        "are "
        "auto, jackknife, analytic");
}

}  // TEST_SUITE("measure/rollout/staggered/interaction_weighted")
