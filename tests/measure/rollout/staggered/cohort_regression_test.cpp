#include "measure/rollout/staggered/cohort_regression.hpp"

#include <Eigen/Dense>

#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/cohort_regression") {

namespace {

// Slow and obvious: a dummy for every unit, period and effect in one dense weighted least squares.
Eigen::VectorXd dummy_variables(const CohortPanel& panel, const CohortDesign& design) {
  const Eigen::Index n = panel.units(), periods = panel.periods.size(), q = design.effects;
  const Eigen::Index k = n + periods - 1 + q + panel.covariates.size();
  Eigen::MatrixXd x = Eigen::MatrixXd::Zero(n * periods, k);
  Eigen::VectorXd y = Eigen::VectorXd::Zero(n * periods);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index t = 0; t < periods; ++t) {
      const Eigen::Index row = t * n + i;
      const int effect = design.effect_of[panel.cohort_of(i) * periods + t];
      if (std::isnan(panel.outcome[row]) || effect == left_out) continue;
      const double root = std::sqrt(panel.weight.empty() ? 1 : panel.weight[i]);
      y[row] = root * panel.outcome[row];
      x(row, i) = root;
      if (t > 0) x(row, n + t - 1) = root;
      if (effect >= 0) x(row, n + periods - 1 + effect) = root;
      for (std::size_t j = 0; j < panel.covariates.size(); ++j) {
        x(row, n + periods - 1 + q + j) = root * panel.covariates[j][row];
      }
    }
  }
  return x.completeOrthogonalDecomposition().solve(y).tail(q + panel.covariates.size());
}

}  // namespace

TEST_CASE("by hand: one cohort, two periods: the effect is the difference of the changes") {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 13);
  builder.unit(false).cell(0, 10).cell(1, 11);
  const CohortPanel panel = cohort_panel(builder.panel, {});
  const CohortRegression fit = fit_cohorts(panel, {effects_by_side(panel, no_effect, 0), 1, {}});
  CHECK_CLOSE(fit.solution->coefficient[2], 2, 1e-14);
  CHECK(fit.solution->rank == 2);
  CHECK(fit.observations == 4);
  CHECK(fit.ambiguous.empty());
  for (const double residual : fit.residual) CHECK(std::abs(residual) < 1e-14);
}

TEST_CASE("by hand: a cell left out has a gap, y less what unit and period predict") {
  // Period effect 1, the treated unit's constant 10: without the tool it would be at 11, and is at 13.
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 13);
  builder.unit(false).cell(0, 10).cell(1, 11);
  const CohortPanel panel = cohort_panel(builder.panel, {});
  const CohortRegression fit = fit_cohorts(panel, {effects_by_side(panel, no_effect, left_out), 0, {}});
  CHECK_CLOSE(fit.residual[2], 2, 1e-14);  // period 1, first unit (adopters come first)
  CHECK(fit.observations == 3);
}

TEST_CASE("reference: unbalanced weighted panels with a covariate agree with a dummy for everything") {
  Random random(11);
  for (int round = 0; round < 4; ++round) {
    Panel raw = simulate({.clusters = 16, .periods = 7, .missing_share = 0.25}, random);
    raw.metrics[0].metric.per = "tickets";
    raw.covariates.push_back({"load", {}});
    for (double& sum : raw.metrics[0].sum) {
      raw.covariates[0].value.push_back(random.normal());
      raw.metrics[0].weight.push_back(1 + std::floor(9 * random.uniform()));
      sum *= raw.metrics[0].weight.back();
    }
    const CohortPanel panel = cohort_panel(raw, {.metric = 0, .covariates = {0}});
    CohortDesign design{effects_by_side(panel, no_effect, 0), 2, {}};
    for (int& effect : design.effect_of) effect = effect == 0 && (&effect - design.effect_of.data()) < 7 ? 1 : effect;
    const CohortRegression fit = fit_cohorts(panel, design);
    const Eigen::VectorXd slow = dummy_variables(panel, design);
    for (int j = 0; j < 3; ++j) CHECK_CLOSE(fit.solution->coefficient[panel.periods.size() + j], slow[j], 1e-9);
  }
}

TEST_CASE("reference: constants of groups agree with units of one constant each") {
  // Two units of a group, each seen in half of the periods, are one unit seen in all.
  PanelBuilder halves(9), whole(9);
  std::vector<std::int32_t> group;
  Random random(5);
  for (int g = 0; g < 4; ++g) {
    double y[6];
    for (double& value : y) value = random.normal();
    whole.unit(false);
    for (int t = 0; t < 6; ++t) whole.cell(t, y[t]);
    for (const int half : {0, 1}) {
      halves.unit(false);
      group.push_back(g);
      for (int t = half; t < 6; t += 2) halves.cell(t, y[t]);
    }
  }
  const CohortPanel a = cohort_panel(whole.panel, {}), b = cohort_panel(halves.panel, {});
  const CohortRegression one = fit_cohorts(a, {effects_by_side(a, no_effect, 0), 0, {}});
  const CohortRegression two = fit_cohorts(b, {effects_by_side(b, no_effect, 0), 0, group});
  for (std::size_t t = 0; t < 6; ++t) {
    for (std::size_t i = 0; i < 8; ++i) {
      if (t % 2 == i % 2) CHECK_CLOSE(two.residual[t * 8 + i], one.residual[t * 4 + i / 2], 1e-12);
    }
  }
}

TEST_CASE("refusal: an effect in a period in which only its cohort was seen cannot be told from the period") {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 13).cell(2, 14);
  builder.unit(false).cell(0, 10).cell(1, 11);
  const CohortPanel panel = cohort_panel(builder.panel, {});
  const CohortRegression fit = fit_cohorts(panel, {{-1, 0, 1, -1, -1, -1}, 2, {}});
  CHECK(fit.estimable(3));
  CHECK_FALSE(fit.estimable(4));
  CHECK_CLOSE(fit.solution->coefficient[3], 2, 1e-13);
}

TEST_CASE("refusal: two parts of the panel without a bridge have no gap across") {
  // Units 1 and 2 were seen without the tool in periods 0 and 1, unit 0 only in period 2: nothing tells it 0 from 1.
  PanelBuilder builder(3);
  builder.unit(true).cell(2, 10).cell(3, 12);
  builder.unit(false).cell(0, 10).cell(1, 11);
  builder.unit(false).cell(0, 12).cell(1, 13);
  builder.unit(false).cell(2, 5).cell(3, 6);
  const CohortPanel panel = cohort_panel(builder.panel, {});
  CohortDesign design{effects_by_side(panel, no_effect, left_out), 0, {}};
  const CohortRegression fit = fit_cohorts(panel, design);
  CHECK_CLOSE(fit.residual[3 * 4], 1, 1e-13);  // 12 - (10 + 1), through the last unit
  PanelBuilder torn(3);
  torn.unit(true).cell(2, 10).cell(3, 12);
  torn.unit(false).cell(0, 10).cell(1, 11).cell(3, 12);
  torn.unit(false).cell(0, 12).cell(1, 13).cell(3, 14);
  torn.unit(false).cell(2, 5);
  const CohortPanel apart = cohort_panel(torn.panel, {});
  CHECK(std::isnan(fit_cohorts(apart, {effects_by_side(apart, no_effect, left_out), 0, {}}).residual[3 * 4]));
}

}  // TEST_SUITE("measure/rollout/staggered/cohort_regression")
