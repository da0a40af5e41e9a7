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
  UntreatedFit fit = fit_untreated(panel, {});
  add_basis(panel, fit);
  CHECK(fit.weight == std::vector<double>{1, 1, 2, 2});
  CHECK_CLOSE(fit.mean[1], 1, 1e-14);
  CHECK(fit.basis[2] == -1);  // cell (first cohort, period 1): column period 0
  CHECK(fit.basis[3] == 1);   //                                column period 1
}

TEST_CASE("reference: the variance of an average is that of its weights in y, found by moving every outcome") {
  // The average is linear in y: v_it is its change when y_it grows by 1. V = sum over units of (sum of v (e - etilde))^2.
  Random random(31);
  Panel raw = simulate({.clusters = 14, .periods = 6, .missing_share = 0.2}, random);
  raw.covariates.push_back({"load", {}});
  for (std::size_t c = 0; c < raw.unit_of.size(); ++c) raw.covariates[0].value.push_back(random.normal());
  const StaggeredSample sample = staggered_sample(raw, {.metric = 0, .method = "imputation", .covariates = {0}});
  const CohortPanel& panel = sample.panel;
  UntreatedFit fit = fit_untreated(panel, {});
  add_basis(panel, fit);
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
  CHECK_CLOSE(score_products(panel, {gap_score(panel, fit, wanted.share[0], fit.mean)})[0], slow, 1e-9);
}

TEST_CASE("invariance: constants of groups of one are constants of units") {
  Random random(9);
  const Panel raw = simulate({.clusters = 12, .missing_share = 0.2}, random);
  const CohortPanel panel = staggered_sample(raw, {.metric = 0, .method = "two_stage"}).panel;
  std::vector<std::int32_t> own(panel.units());
  std::iota(own.rbegin(), own.rend(), 0);
  UntreatedFit units = fit_untreated(panel, {}), groups = fit_untreated(panel, own);
  add_basis(panel, units);
  add_basis(panel, groups);
  for (std::size_t k = 0; k < units.basis.size(); ++k) CHECK(std::abs(units.basis[k] - groups.basis[k]) < 1e-12);
  for (std::size_t c = 0; c < units.mean.size(); ++c) {
    if (units.weight[c] > 0) CHECK(std::abs(units.mean[c] - groups.mean[c]) < 1e-12);
  }
}

}  // TEST_SUITE("measure/rollout/staggered/untreated_fit")
