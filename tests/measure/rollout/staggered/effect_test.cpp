#include "measure/rollout/staggered/effect.hpp"

#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/effect") {

namespace {

constexpr const char* all_methods[] = {"interaction_weighted", "imputation", "two_stage"};

}  // namespace

TEST_CASE("by hand: the baseline is where the treated would have been, and the relative effect is of it") {
  // Changes 3, 6 and 1, 3: ATT = 4.5 - 2 = 2.5; treated after 19; without the tool 16.5.
  for (const char* method : all_methods) {
    PanelBuilder builder(1);
    builder.unit(true).cell(0, 15).cell(1, 18);
    builder.unit(true).cell(0, 14).cell(1, 20);
    builder.unit(false).cell(0, 10).cell(1, 11);
    builder.unit(false).cell(0, 14).cell(1, 17);
    const Effect effect = estimate(builder.panel, {.metric = 0, .method = method});
    CHECK_CLOSE(effect.absolute.estimate, 2.5, 1e-13);
    CHECK_CLOSE(effect.baseline, 16.5, 1e-13);
    CHECK_CLOSE(effect.relative.estimate, 2.5 / 16.5, 1e-12);
    CHECK(effect.estimand == "ATT");
    CHECK(effect.method == method);
    CHECK(effect.observations == 8);
    CHECK(effect.units_treated == 2);
    REQUIRE(effect.path.size() == 2);
    CHECK(effect.path[0].event_time == -1);
    CHECK(effect.path[0].estimate == 0);
    CHECK_CLOSE(effect.path[1].estimate, 2.5, 1e-12);
    REQUIRE(effect.cohorts.size() == 1);
    CHECK_CLOSE(effect.cohorts[0].absolute.estimate, 2.5, 1e-12);
    CHECK(effect.cohorts[0].units == 2);
    CHECK(diagnostic(effect, "pre_trend").text ==
          "No leads beside the period they start from: whether the groups were on parallel paths cannot be looked at.");
    // One date: the static estimate is the same answer, and is no warning.
    CHECK(std::ranges::none_of(effect.alternatives, &Alternative::misleads));
  }
}

TEST_CASE("by hand: a ratio metric weighs units by their denominators before anyone adopted") {
  // Denominators before: 1 and 3 for the adopters, 1 and 1 for the others. Changes of ratios 3, 6 and 1, 3:
  // (3 + 3 x 6) / 4 - 2 = 3.25.
  for (const char* method : all_methods) {
    PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .per = "tickets"});
    builder.unit(true).cell(0, 10, 1).cell(1, 13 * 7, 7);
    builder.unit(true).cell(0, 60, 3).cell(1, 26 * 5, 5);
    builder.unit(false).cell(0, 10, 1).cell(1, 22, 2);
    builder.unit(false).cell(0, 14, 1).cell(1, 17, 1);
    const Effect effect = estimate(builder.panel, {.metric = 0, .method = method});
    CHECK_CLOSE(effect.absolute.estimate, 3.25, 1e-13);
    CHECK(effect.absolute.unit == "minutes per ticket");
    CHECK_CLOSE(effect.baseline, (13 + 3 * 26) / 4.0 - 3.25, 1e-12);
  }
}

TEST_CASE("by hand: on the log scale the effect is a ratio and the baseline is on the level scale") {
  for (const char* method : all_methods) {
    PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .scale = Scale::log});
    const auto add = [&](int period, double value) {
      builder.cell(period, std::log(value));
      builder.panel.metrics[0].level_sum.push_back(value);
    };
    for (const double noise : {1.25, 0.8}) {
      builder.unit(true);
      add(0, 10);
      add(1, 20 * noise);
      builder.unit(false);
      add(0, 8);
      add(1, 8 * noise);
    }
    const Effect effect = estimate(builder.panel, {.metric = 0, .method = method});
    CHECK_CLOSE(effect.absolute.estimate, std::log(2.0), 1e-12);
    CHECK_CLOSE(effect.relative.estimate, 1, 1e-12);
    CHECK_CLOSE(effect.baseline, (25.0 + 16.0) / 2 / 2, 1e-12);
  }
}

TEST_CASE("invariance: scale, constants and the order of units") {
  Random random(21);
  const Panel panel = simulate({.clusters = 16, .missing_share = 0.1}, random);
  for (const char* method : all_methods) {
    const Question question{.metric = 0, .method = method};
    const Effect effect = estimate(panel, question);
    Panel changed = panel;
    for (double& value : changed.metrics[0].sum) value = 60 * value;
    const Effect sixty = estimate(changed, question);
    CHECK_CLOSE(sixty.absolute.estimate, 60 * effect.absolute.estimate, 1e-11);
    CHECK_CLOSE(sixty.absolute.se, 60 * effect.absolute.se, 1e-11);
    CHECK_CLOSE(sixty.relative.se, effect.relative.se, 1e-10);
    for (double& value : changed.metrics[0].sum) value += 6000;
    CHECK_CLOSE(estimate(changed, question).absolute.se, sixty.absolute.se, 1e-10);
    Panel reversed;
    reversed.calendar = panel.calendar;
    reversed.metrics.push_back({.metric = panel.metrics[0].metric});
    for (std::size_t u = panel.units.size(); u-- > 0;) {
      reversed.units.push_back(panel.units[u]);
      for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
        if (panel.unit_of[c] != static_cast<std::int32_t>(u)) continue;
        reversed.unit_of.push_back(static_cast<std::int32_t>(reversed.units.size() - 1));
        reversed.period_of.push_back(panel.period_of[c]);
        reversed.metrics[0].sum.push_back(panel.metrics[0].sum[c]);
      }
    }
    const Effect permuted = estimate(reversed, question);
    CHECK_CLOSE(permuted.absolute.estimate, effect.absolute.estimate, 1e-11);
    CHECK_CLOSE(permuted.absolute.se, effect.absolute.se, 1e-10);
    CHECK_CLOSE(permuted.pre_trend_p, effect.pre_trend_p, 1e-8);
  }
}

TEST_CASE("invariance: the average is the path after adoption, weighted as the path says") {
  Random random(2);
  const Panel panel = simulate({.clusters = 24, .missing_share = 0.1}, random);
  const Question question{.metric = 0, .method = "imputation"};
  const StaggeredSample sample = staggered_sample(panel, question);
  for (const auto estimator : {interaction_weighted, imputation, two_stage}) {
    const EffectWithPath fit = estimator(panel, question, sample, Extent::whole, {});
    double sum = 0, variance = 0;
    const std::size_t p = fit.path.event_time.size();
    for (std::size_t e = 0; e < p; ++e) {
      sum += fit.path.target[e] * fit.path.estimate[e];
      for (std::size_t l = 0; l < p; ++l) {
        variance += fit.path.target[e] * fit.path.target[l] * fit.path.covariance[e * p + l];
      }
    }
    CHECK_CLOSE(sum, fit.effect.absolute.estimate, 1e-10);
    CHECK_CLOSE(std::sqrt(variance), fit.effect.absolute.se, 1e-9);
    CHECK(fit.path.reference == -1);
  }
}

TEST_CASE("invariance: the headline alone is that of the whole answer, without path and cohorts") {
  Random random(6);
  const Panel panel = simulate({.clusters = 24, .missing_share = 0.1}, random);
  for (const char* errors : {"jackknife", "analytic"}) {
    const Question question{.metric = 0, .method = "imputation", .options = {{"errors", errors}}};
    const StaggeredSample sample = staggered_sample(panel, question);
    for (const auto estimator : {interaction_weighted, imputation, two_stage}) {
      const Effect whole = estimator(panel, question, sample, Extent::whole, {}).effect;
      const Effect alone = estimator(panel, question, sample, Extent::headline, {}).effect;
      CHECK_CLOSE(alone.absolute.estimate, whole.absolute.estimate, 1e-14);
      CHECK_CLOSE(alone.absolute.se, whole.absolute.se, 1e-12);
      CHECK_CLOSE(alone.relative.low, whole.relative.low, 1e-12);
      CHECK(alone.path.empty());
      CHECK(alone.cohorts.empty());
    }
  }
}

TEST_CASE("by hand: what one cluster bears alone has no interval and no part in the covariance of the path") {
  // One adopts in period 1 and is the only one seen 2 and 3 periods on; four adopt in period 3, four never do.
  Random random(5);
  PanelBuilder builder(1);
  for (int u = 0; u < 9; ++u) {
    builder.rollout = u < 1 ? 1 : 3;
    builder.unit(u < 5);
    for (int t = 0; t < 5; ++t) builder.cell(t, random.normal());
  }
  const Question question{.metric = 0, .method = "imputation"};
  const EffectWithPath fit =
      imputation(builder.panel, question, staggered_sample(builder.panel, question), Extent::whole, {});
  CHECK(fit.path.event_time == std::vector<int>{-3, -2, 0, 1});
  REQUIRE(fit.path.covariance.size() == 16);
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) CHECK(fit.path.covariance[4 * i + j] == fit.path.covariance[4 * j + i]);
    const auto point = std::ranges::find(fit.effect.path, fit.path.event_time[i], &PathPoint::event_time);
    CHECK_CLOSE(fit.path.covariance[5 * i], point->se * point->se, 1e-12);
  }
  CHECK(std::isnan(fit.effect.path.back().se));
  CHECK(std::isfinite(fit.effect.path.back().estimate));
  CHECK(std::ranges::none_of(fit.effect.diagnostics,
                             [](const Diagnostic& each) { return each.name == "share_not_estimated"; }));
}

}  // TEST_SUITE("measure/rollout/staggered/effect")
