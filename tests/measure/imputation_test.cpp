#include "measure/staggered_effect.hpp"
#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE_BEGIN("measure/imputation");

TEST_CASE("by hand: two cohorts and never-adopters, each cell's effect found and averaged") {
  // Never: 0 1 2 twice. First cohort, from period 1 on, twice: 5 8 10, gaps 8 - 6 = 2 and 10 - 7 = 3. Second, from 2 on,
  // twice: 1 2 7, gap 7 - 3 = 4. Average (2 + 3 + 4) / 3 = 3; event time 0: (2 + 4) / 2 = 3; 1: 3. No noise at all, so
  // there is no interval, and that is said.
  PanelBuilder builder(1);
  const double values[][3] = {{5, 8, 10}, {1, 2, 7}, {0, 1, 2}};
  for (int u = 0; u < 6; ++u) {
    builder.rollout = 1 + u / 2;
    builder.unit(u < 4);
    for (int t = 0; t < 3; ++t) builder.cell(t, values[u / 2][t]);
  }
  const Question question{.metric = 0, .method = "imputation"};
  const StaggeredSample sample = staggered_sample(builder.panel, question);
  CHECK_CLOSE(imputation(builder.panel, question, sample).effect.absolute.estimate, 3, 1e-13);
  builder.panel.metrics[0].sum[2] += 0.3;  // one adopter of the first cohort, period 2: 3.3 and 3 on average 3.15
  const Effect effect = estimate(builder.panel, question);
  CHECK_CLOSE(effect.absolute.estimate, (2 + 3.15 + 4) / 3, 1e-13);
  REQUIRE(effect.cohorts.size() == 2);
  CHECK_CLOSE(effect.cohorts[0].absolute.estimate, (2 + 3.15) / 2, 1e-13);
  CHECK_CLOSE(effect.cohorts[1].absolute.estimate, 4, 1e-13);
  const PathPoint last = effect.path.back();
  CHECK(last.event_time == 1);
  CHECK_CLOSE(last.estimate, 3.15, 1e-13);
}

TEST_CASE("reference: exact rational arithmetic on mpdta, and didimputation's standard error") {
  // Estimate: the normal equations of the first stage in fractions. Standard error: didimputation, which absorbs by
  // iteration, to 9 digits all the same.
  const auto file = shared_file("data/mpdta/mpdta.csv");
  if (!file) {
    MESSAGE("skipped: shared data are absent");
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
  // The jackknife errs on the wide side: 93 to 98 of 100.
  Random random(73);
  const int studies = 400;
  double sum = 0, squares = 0;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    const Staggered plan{.clusters = 16, .units_per_cluster = 1 + s % 2, .missing_share = 0.1 * (s % 3)};
    const Panel panel = simulate(plan, random);
    const Question question{.metric = 0, .method = "imputation"};
    const double truth = true_effect(panel, plan);
    const Estimate found = imputation(panel, question, staggered_sample(panel, question)).effect.absolute;
    sum += found.estimate - truth;
    squares += (found.estimate - truth) * (found.estimate - truth);
    covered += found.low <= truth && truth <= found.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", bias ", sum / studies);
  CHECK(std::abs(sum / studies) < 4 * std::sqrt(squares / studies / studies));
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.98 * studies);
}

TEST_CASE("recovery: the analytic intervals of 120 clusters hold the effect 93 to 97 times in 100") {
  Random random(74);
  const int studies = 500;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    const Staggered plan{.clusters = 120};
    const Panel panel = simulate(plan, random);
    const Question question{.metric = 0, .method = "imputation"};
    const Estimate found = imputation(panel, question, staggered_sample(panel, question)).effect.absolute;
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

TEST_SUITE_END();
