#include "measure/staggered_estimators.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/imputation") {

TEST_CASE("by hand: two cohorts and never-adopters, each cell's effect found and averaged") {
  check_two_cohorts("imputation", imputation);
}

TEST_CASE("reference: exact rational arithmetic on mpdta, and didimputation's standard error") {
  // Estimate: the normal equations of the first stage in fractions. Standard error: didimputation, which absorbs by
  // iteration, to 9 digits all the same.
  const auto file = shared_file("data/mpdta/mpdta.csv");
  if (!file) {
    return;
  }
  const Effect effect = estimate(mpdta(*file), {.metric = 0, .method = "imputation"});
  CHECK_CLOSE(effect.absolute.estimate, -0.047709918278453736, 1e-12);
  CHECK_CLOSE(effect.absolute.se * std::sqrt(499.0 / 500), 0.0132224886500107, 1e-9);
}

TEST_CASE("reference: with one adoption date and a balanced panel it is difference in differences") {
  Random random(40);
  const Panel panel = simulate(TwoGroups{}, random);
  const Effect effect = estimate(panel, {.metric = 0, .method = "imputation"});
  const Effect did = estimate(panel, {.metric = 0, .method = "did"});
  CHECK_CLOSE(effect.absolute.estimate, did.absolute.estimate, 1e-11);
  REQUIRE(effect.path.size() == did.path.size());
  for (std::size_t e = 0; e < 4; ++e) CHECK(std::abs(effect.path[e].estimate - did.path[e].estimate) < 1e-10);
  CHECK_CLOSE(effect.baseline, did.baseline, 1e-11);
}

TEST_CASE("invariance: ratio metrics with equal denominators are plain means, centres of cells included") {
  Random random(41);
  const Panel panel = simulate({.clusters = 120}, random);
  Panel ratio = panel;
  ratio.metrics[0].metric.per = "tickets";
  ratio.metrics[0].weight.assign(panel.unit_of.size(), 4);
  for (double& sum : ratio.metrics[0].sum) sum *= 4;
  const Question question{.metric = 0, .method = "imputation", .options = {{"errors", "analytic"}}};
  CHECK_CLOSE(estimate(ratio, question).absolute.estimate, estimate(panel, question).absolute.estimate, 1e-12);
  CHECK_CLOSE(estimate(ratio, question).absolute.se, estimate(panel, question).absolute.se, 1e-12);
}

TEST_CASE("recovery: growing effects are found without bias, and the intervals of 16 clusters hold them") {
  check_recovery("imputation", imputation, 73);
}

TEST_CASE("recovery: the analytic intervals of 120 clusters hold the effect 93 to 97 times in 100") {
  Random random(74);
  const int studies = 500;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    const Staggered plan{.clusters = 120};
    const Panel panel = simulate(plan, random);
    const Question question{.metric = 0, .method = "imputation"};
    const Estimate found =
        imputation(panel, question, staggered_sample(panel, question), Extent::headline, {}).effect.absolute;
    covered += found.low <= true_effect(panel, plan) && true_effect(panel, plan) <= found.high;
  }
  MESSAGE("coverage ", covered / double(studies));
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.97 * studies);
}

TEST_CASE("refusal: with nobody who never adopts the earliest lead cannot be told, and is not in the path") {
  Random random(75);
  const Effect all = estimate(simulate({.clusters = 40}, random), {.metric = 0, .method = "imputation"});
  const Effect none =
      estimate(simulate({.clusters = 40, .never_adopters = false}, random), {.metric = 0, .method = "imputation"});
  CHECK(all.path.front().event_time == -5);
  CHECK(none.path.front().event_time ==
        -5);  // the fourth cohort, of period 6, has one at -6, which joins the reference
}

}  // TEST_SUITE("measure/rollout/staggered/imputation")
