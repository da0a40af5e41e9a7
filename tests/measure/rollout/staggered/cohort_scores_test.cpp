#include "measure/rollout/staggered/cohort_scores.hpp"

#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/cohort_scores") {

TEST_CASE("by hand: influences are summed within clusters, missing cells have no part, weights multiply") {
  // Slope 2 and shift 1 in both periods. Unit 0: 2 x 3 - 1 + 2 x 4 - 1 = 12; unit 1: 2 x 5 - 1 = 9 (period 1 missing).
  PanelBuilder builder(5);
  builder.unit(false).cell(0, 3).cell(1, 4);
  builder.unit(false).cell(0, 5);
  const CohortPanel apart = cohort_panel(builder.panel, {});
  const CohortScore score{apart.outcome, {2, 2}, {1, 1}, {}, {}};
  CHECK(score_products(apart, {score}) == std::vector<double>{12 * 12 + 9 * 9});
  CohortPanel together = apart;
  together.clusters_declared = true;
  together.clusters = 1;
  together.cluster = {0, 0};
  CHECK(score_products(together, {score}) == std::vector<double>{21 * 21});
  CohortPanel weighted = apart;
  weighted.weight = {1, 3};
  CHECK(score_products(weighted, {score}) == std::vector<double>{12 * 12 + 27 * 27});
}

TEST_CASE("reference: the influence of a unit is what moving its outcomes along its residuals does") {
  Random random(3);
  Panel raw = simulate({.clusters = 12, .missing_share = 0.2}, random);
  raw.covariates.push_back({"load", {}});
  for (std::size_t c = 0; c < raw.unit_of.size(); ++c) raw.covariates[0].value.push_back(random.normal());
  CohortPanel panel = cohort_panel(raw, {.metric = 0, .covariates = {0}});
  const CohortDesign design{effects_by_side(panel, no_effect, 0), 1, {}};
  const CohortRegression fit = fit_cohorts(panel, design);
  const std::size_t column = panel.periods.size();
  std::vector<double> alone(fit.solution->columns);
  alone[column] = 1;
  double sum = 0;
  for (std::size_t i = 0; i < panel.units(); ++i) {
    CohortPanel moved = panel;
    for (std::size_t t = 0; t < panel.periods.size(); ++t) {
      moved.outcome[t * panel.units() + i] += fit.residual[t * panel.units() + i];
    }
    const double change = fit_cohorts(moved, design).solution->coefficient[column] - fit.solution->coefficient[column];
    sum += change * change;
  }
  CHECK_CLOSE(score_products(panel, {score_of(panel, design, fit, alone)})[0], sum, 1e-9);
}

}  // TEST_SUITE("measure/rollout/staggered/cohort_scores")
