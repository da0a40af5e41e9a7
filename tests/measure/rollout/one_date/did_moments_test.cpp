#include "measure/rollout/one_date/did_moments.hpp"

#include <algorithm>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/did_moments") {

namespace {

// Own changes -3, -5 of the treated and +1, 0 of the comparison units; treated after 7, 9.
Panel four_units() {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 7);
  builder.unit(true).cell(0, 14).cell(1, 9);
  builder.unit(false).cell(0, 11).cell(1, 12);
  builder.unit(false).cell(0, 13).cell(1, 13);
  return builder.panel;
}

DidMoments moments_of(const Panel& panel, int periods, int rollout) {
  AbsorbedDesign design{0, {}, {}, {}, 1, static_cast<std::size_t>(rollout)};
  for (int t = 0; t < periods; ++t) {
    design.periods.push_back(t);
    design.effect_of.push_back(t >= rollout ? 0 : -1);
  }
  const AbsorbedRegression regression(panel, design);
  return did_moments(panel, regression, treated_after(panel, regression, panel.metrics[0]));
}

}  // namespace

TEST_CASE("did moments: effect, baseline and their covariance from each unit's influence") {
  // Influence on beta: +0.5, -0.5 (treated changes about -4, over 2), -0.25, +0.25 (comparison about 0.5, over 2, minus
  // sign). On M = 8: -0.5, +0.5. On B = M - beta: -1, +1, +0.25, -0.25.
  // Sums of products: beta 0.5 + 0.125 = 0.625; B 2 + 0.125; both -1 - 0.125. Factor 4/3 x (8 - 1) / (8 - 3).
  const DidMoments moments = moments_of(four_units(), 2, 1);
  const double factor = 4.0 / 3 * 7 / 5;
  CHECK_CLOSE(moments.cluster.effect, -4.5, 1e-14);
  CHECK_CLOSE(moments.cluster.baseline, 12.5, 1e-14);
  CHECK_CLOSE(moments.cluster.var_effect, factor * 0.625, 1e-13);
  CHECK_CLOSE(moments.cluster.var_baseline, factor * 2.125, 1e-13);
  CHECK_CLOSE(moments.cluster.covariance, factor * -1.125, 1e-13);
}

TEST_CASE("did moments: hc1 takes every cell as independent") {
  // Each unit's residuals are half its deviation, +- in its two cells, and so is its influence on beta: squares half as
  // large, 0.3125. M is moved by the cells after alone. Cells (before, after): treated beta 0.25, 0.25 and M 0, -0.5;
  // -0.25, -0.25 and 0, 0.5. K = 2 + 4: factor 8 / 2.
  const DidMoments moments = moments_of(four_units(), 2, 1);
  CHECK_CLOSE(moments.hc1.var_effect, 4 * 0.3125, 1e-13);
  // B = M - beta: (-0.25, -0.75), (0.25, 0.75), comparison (0.125, 0.125), (-0.125, -0.125): 1.25 + 0.0625.
  CHECK_CLOSE(moments.hc1.var_baseline, 4 * 1.3125, 1e-13);
  CHECK_CLOSE(moments.hc1.covariance, 4 * (-0.0625 - 0.1875 - 0.0625 - 0.1875 - 0.0625), 1e-13);
}

TEST_CASE("did moments: the mean of the treated after adoption weighs by the denominator") {
  PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  builder.unit(true).cell(0, 10, 1).cell(1, 12, 1);
  builder.unit(true).cell(0, 10, 1).cell(1, 24, 3);
  builder.unit(false).cell(0, 9, 1).cell(1, 10, 1);
  builder.unit(false).cell(0, 9, 1).cell(1, 8, 1);
  const AbsorbedRegression regression(builder.panel, {0, {}, {0, 1}, {-1, 0}, 1, 1});
  const TreatedAfter after = treated_after(builder.panel, regression, builder.panel.metrics[0]);
  CHECK(after.weight == 4);
  CHECK(after.mean == 9);  // 36 / 4, not (12 + 8) / 2
  CHECK(std::isnan(after.level));
}

TEST_CASE("did moments: rescaling the outcome rescales every moment") {
  Random random(19);
  const Panel panel = simulate({.unbalanced = true}, random);
  Panel scaled = panel;
  for (double& value : scaled.metrics[0].sum) value *= 60;
  const Moments one = moments_of(panel, 8, 4).cluster, sixty = moments_of(scaled, 8, 4).cluster;
  CHECK_CLOSE(sixty.baseline, 60 * one.baseline, 1e-12);
  CHECK_CLOSE(sixty.var_baseline, 3600 * one.var_baseline, 1e-11);
  CHECK_CLOSE(sixty.covariance, 3600 * one.covariance, 1e-11);
}

TEST_CASE("did moments: over repeated samples the moments are the variances of effect and baseline") {
  Random random(20);
  const int studies = 3000;
  double effect = 0, baseline = 0, product = 0;
  Moments mean{0, 0, 0, 0, 0};
  for (int s = 0; s < studies; ++s) {
    const Moments moments = moments_of(simulate({.units = 60, .periods = 4, .rollout = 2}, random), 4, 2).cluster;
    const double e = moments.effect - 1.5, b = moments.baseline - (20 + 0.3 * 2.5);
    effect += e * e / studies;
    baseline += b * b / studies;
    product += e * b / studies;
    mean.var_effect += moments.var_effect / studies;
    mean.var_baseline += moments.var_baseline / studies;
    mean.covariance += moments.covariance / studies;
  }
  const double four_errors = 4 * std::sqrt(2.0 / studies);  // of a mean square
  CHECK(std::abs(mean.var_effect / effect - 1) < four_errors);
  CHECK(std::abs(mean.var_baseline / baseline - 1) < four_errors);
  const double scale = std::sqrt(effect * baseline);
  CHECK(std::abs(mean.covariance - product) / scale < four_errors);
}

}  // TEST_SUITE("measure/rollout/one_date/did_moments")
