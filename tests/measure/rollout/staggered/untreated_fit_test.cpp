#include "measure/rollout/staggered/untreated_fit.hpp"

#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/untreated_fit") {

TEST_CASE("by hand: the gap of an adopter is its change less that of the others, and its weights follow") {
  // Others change by 1 and 3: period effect 2. Adopter 10 -> 13: gap 1. The mean gap loads on the period alone, by 1:
  // the adopter's own constant takes period 0's.
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 13);
  builder.unit(false).cell(0, 10).cell(1, 11);
  builder.unit(false).cell(0, 10).cell(1, 13);
  const CohortPanel panel = cohort_panel(builder.panel, {});
  const UntreatedFit fit = fit_untreated(panel, {});
  CHECK(fit.weight == std::vector<double>{1, 1, 2, 2});
  CHECK_CLOSE(fit.mean[1], 1, 1e-14);
  CHECK(first_stage_loadings(panel, fit, {{{1, 1}}}) == std::vector<double>{1, -1});
}

TEST_CASE("reference: the variance of an average is that of its weights in y, found by moving every outcome") {
  // The average is linear in y: v_it is its change when y_it grows by 1. V = sum over units of (sum of v (e - etilde))^2.
  Random random(31);
  Panel raw = simulate({.clusters = 14, .periods = 6, .missing_share = 0.2}, random);
  raw.covariates.push_back({"load", {}});
  for (std::size_t c = 0; c < raw.unit_of.size(); ++c) raw.covariates[0].value.push_back(random.normal());
  const StaggeredSample sample = staggered_sample(raw, {.metric = 0, .method = "imputation", .covariates = {0}});
  const CohortPanel& panel = sample.panel;
  const UntreatedFit fit = fit_untreated(panel, {});
  const Averages wanted = averages(sample, counted_cells(sample, fit.weight));
  const double average = averaged(wanted, fit.mean)[0];
  double slow = 0;
  for (std::size_t i = 0; i < panel.units(); ++i) {
    double score = 0;
    for (std::size_t t = 0; t < panel.periods.size(); ++t) {
      const std::size_t cell = t * panel.units() + i;
      if (std::isnan(panel.outcome[cell])) continue;
      CohortPanel moved = panel;
      moved.outcome[cell] += 1;
      const double v = averaged(wanted, fit_untreated(moved, {}).mean)[0] - average;
      const bool treated = sample.treated(panel.cohort_of(i), t);
      const double centre = treated ? fit.mean[sample.cell(panel.cohort_of(i), t)] : 0;
      if (!std::isnan(fit.regression.residual[cell])) score += v * (fit.regression.residual[cell] - centre);
    }
    slow += score * score;
  }
  const GapScores scores(panel, fit, {wanted.share[0]}, [&](std::size_t, std::size_t cell) { return fit.mean[cell]; });
  CHECK_CLOSE(score_products(panel, 1, scores)[0], slow, 1e-9);
}

TEST_CASE("invariance: constants of groups of one are constants of units") {
  Random random(9);
  const Panel raw = simulate({.clusters = 12, .missing_share = 0.2}, random);
  const StaggeredSample sample = staggered_sample(raw, {.metric = 0, .method = "two_stage"});
  const CohortPanel& panel = sample.panel;
  std::vector<std::int32_t> own(panel.units());
  std::iota(own.rbegin(), own.rend(), 0);
  const UntreatedFit units = fit_untreated(panel, {}), groups = fit_untreated(panel, own);
  const Averages wanted = averages(sample, units.weight);
  const std::vector<double> a = first_stage_loadings(panel, units, wanted.share),
                            b = first_stage_loadings(panel, groups, wanted.share);
  REQUIRE(a.size() == b.size());
  for (std::size_t k = 0; k < a.size(); ++k) CHECK(std::abs(a[k] - b[k]) < 1e-12);
  for (std::size_t c = 0; c < units.mean.size(); ++c) {
    if (units.weight[c] > 0) CHECK(std::abs(units.mean[c] - groups.mean[c]) < 1e-12);
  }
}

}  // TEST_SUITE("measure/rollout/staggered/untreated_fit")
