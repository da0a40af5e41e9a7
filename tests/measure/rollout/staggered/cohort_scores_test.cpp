#include "measure/rollout/staggered/cohort_scores.hpp"

#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/cohort_scores") {

namespace {

// Unbalanced, with a covariate.
CohortPanel drawn_panel(Random& random) {
  Panel raw = simulate({.clusters = 12, .missing_share = 0.2}, random);
  raw.covariates.push_back({"load", {}});
  for (std::size_t c = 0; c < raw.unit_of.size(); ++c) raw.covariates[0].value.push_back(random.normal());
  return cohort_panel(raw, {.metric = 0, .covariates = {0}});
}

// (columns) the sums over units of squared influence, found by moving each unit's outcomes along its residuals.
std::vector<double> slow_variances(const CohortPanel& panel, const CohortDesign& design, const CohortRegression& fit) {
  std::vector<double> sum(fit.solution->columns);
  for (std::size_t i = 0; i < panel.units(); ++i) {
    CohortPanel moved = panel;
    for (std::size_t t = 0; t < panel.periods.size(); ++t) {
      const double r = fit.residual[t * panel.units() + i];
      if (!std::isnan(r)) moved.outcome[t * panel.units() + i] += r;
    }
    const std::vector<double> now = fit_cohorts(moved, design).solution->coefficient;
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += std::pow(now[k] - fit.solution->coefficient[k], 2);
  }
  return sum;
}

}  // namespace

TEST_CASE("by hand: influences are summed within clusters") {
  // Unit 0 weighs 12 and 1, unit 1 9 and 2.
  PanelBuilder builder(5);
  builder.unit(false).cell(0, 3).cell(1, 4);
  builder.unit(false).cell(0, 5);
  const CohortPanel apart = cohort_panel(builder.panel, {});
  const auto add = [](std::size_t begin, std::size_t end, double* scores) {
    const double all[2][2] = {{12, 9}, {1, 2}};
    for (std::size_t k = 0; k < 2; ++k) {
      for (std::size_t i = begin; i < end; ++i) scores[k * (end - begin) + i - begin] += all[k][i];
    }
  };
  CHECK(score_products(apart, 2, add) == std::vector<double>{12 * 12 + 9 * 9, 12 + 18, 12 + 18, 1 + 4});
  CohortPanel together = apart;
  together.clusters_declared = true;
  together.clusters = 1;
  together.cluster = {0, 0};
  CHECK(score_products(together, 2, add) == std::vector<double>{21 * 21, 21 * 3, 21 * 3, 3 * 3});
}

TEST_CASE("reference: the influence of a unit is what moving its outcomes along its residuals does") {
  Random random(3);
  const CohortPanel panel = drawn_panel(random);
  const CohortDesign one{effects_by_side(panel, no_effect, 0), 1, {}};
  CohortDesign each{effects_by_side(panel, no_effect, 0), 0, {}};  // an effect of every cell
  for (int& effect : each.effect_of)
    if (effect == 0) effect = static_cast<int>(each.effects++);
  for (const CohortDesign& design : {one, each}) {
    const CohortRegression fit = fit_cohorts(panel, design);
    const std::vector<double> slow = slow_variances(panel, design, fit);
    for (std::size_t k = panel.periods.size(); k < slow.size(); ++k) {
      if (!fit.estimable(k)) continue;
      const CombinationScores scores(panel, design, fit, {{{k, 1}}});
      CHECK(std::abs(score_products(panel, 1, scores)[0] - slow[k]) < 1e-9 * (1 + slow[k]));
    }
  }
}

TEST_CASE("invariance: numbers together, in chunks of units, are each number by itself") {
  Random random(8);
  const CohortPanel panel = drawn_panel(random);
  const CohortDesign design{effects_by_side(panel, no_effect, 0), 1, {}};
  const CohortRegression fit = fit_cohorts(panel, design);
  const std::size_t effect = panel.periods.size(), n = panel.units();
  const CombinationScores both(panel, design, fit, {{{effect, 1}}, {{effect, 2}, {effect + 1, -1}}});
  const CombinationScores second(panel, design, fit, {{{effect, 2}, {effect + 1, -1}}});
  std::vector<double> all(2 * n), first(2 * 3), rest(2 * (n - 3)), alone(n);
  both(0, n, all.data());
  both(0, 3, first.data());
  both(3, n, rest.data());
  second(0, n, alone.data());
  for (std::size_t i = 0; i < n; ++i) {
    CHECK_CLOSE(all[n + i], alone[i], 1e-12);
    CHECK_CLOSE(all[n + i], i < 3 ? first[3 + i] : rest[n - 3 + i - 3], 1e-12);
  }
}

}  // TEST_SUITE("measure/rollout/staggered/cohort_scores")
