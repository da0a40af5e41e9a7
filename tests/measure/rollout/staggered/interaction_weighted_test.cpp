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

// On a balanced panel each effect is a difference of differences from the last period before adoption.
double att_by_differences(const Panel& panel, int periods) {
  const auto value = [&](std::size_t u, int t) {
    return panel.metrics[0].sum[u * static_cast<std::size_t>(periods) + static_cast<std::size_t>(t)];
  };
  double sum = 0, cells = 0, never_adopters = 0;
  std::vector<double> trend(static_cast<std::size_t>(periods));
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (panel.units[u].treated) continue;
    ++never_adopters;
    for (int t = 0; t < periods; ++t) trend[static_cast<std::size_t>(t)] += value(u, t);
  }
  for (double& mean : trend) mean /= never_adopters;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!panel.units[u].treated) continue;
    const int start = panel.units[u].adopted_period, reference = start - 1;
    for (int t = start; t < periods; ++t, ++cells)
      sum += value(u, t) - value(u, reference) - trend[static_cast<std::size_t>(t)] +
             trend[static_cast<std::size_t>(reference)];
  }
  return sum / cells;
}

TEST_CASE("by hand: sixty cohorts lose no digits") {
  for (const int cohorts : {2, 26, 37, 60}) {
    Random random(73);
    const int periods = cohorts + 10;
    PanelBuilder builder(0);
    for (int u = 0; u < 2 * cohorts + 6; ++u) {
      builder.rollout = 4 + u / 2;
      builder.unit(u < 2 * cohorts);
      const double level = 30 + 5 * random.normal();
      for (int t = 0; t < periods; ++t) builder.cell(t, level + random.normal());
    }
    const Question question{.metric = 0, .method = "interaction_weighted", .options = {{"errors", "analytic"}}};
    const double found = estimate(builder.panel, question).absolute.estimate;
    CAPTURE(cohorts);
    CHECK(std::abs(found - att_by_differences(builder.panel, periods)) < 1e-13 * 30);  // digits of the outcome
  }
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
