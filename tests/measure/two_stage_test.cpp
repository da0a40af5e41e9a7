#include "measure/staggered_effect.hpp"
#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE_BEGIN("measure/two_stage");

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
  const Question question{.metric = 0, .method = "two_stage"};
  const StaggeredSample sample = staggered_sample(builder.panel, question);
  CHECK_CLOSE(two_stage(builder.panel, question, sample).effect.absolute.estimate, 3, 1e-13);
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

TEST_CASE("reference: did2s on df_het with constants of states (all rows: replication/staggered)") {
  const auto file = shared_file("data/oracle/df_het.csv");
  if (!file) {
    MESSAGE("skipped: shared data are absent");
    return;
  }
  const Question question{
      .metric = 0, .method = "two_stage", .options = {{"first_stage", "cluster"}, {"errors", "analytic"}}};
  const Effect effect = estimate(df_het(*file), question);
  CHECK_CLOSE(effect.absolute.estimate, 2.15221463240534, 1e-12);
  CHECK_CLOSE(effect.absolute.se * std::sqrt(39.0 / 40), 0.0476065949729975, 1e-11);
}

TEST_CASE("invariance: estimates are those of imputation; the interval of the average differs, one cell's does not") {
  Random random(42);
  const Panel panel = simulate({.clusters = 120}, random);
  const Effect two = estimate(panel, {.metric = 0, .method = "two_stage"});
  const Effect one = estimate(panel, {.metric = 0, .method = "imputation"});
  CHECK_CLOSE(two.absolute.estimate, one.absolute.estimate, 1e-12);
  CHECK(two.absolute.se > one.absolute.se);
  CHECK_CLOSE(two.path.back().se, one.path.back().se, 1e-11);  // the last event time is one cohort's
}

TEST_CASE("recovery: growing effects are found without bias, and the intervals of 16 clusters hold them") {
  // The jackknife errs on the wide side: 93 to 98 of 100.
  Random random(76);
  const int studies = 400;
  double sum = 0, squares = 0;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    const Staggered plan{.clusters = 16, .units_per_cluster = 1 + s % 2, .missing_share = 0.1 * (s % 3)};
    const Panel panel = simulate(plan, random);
    const Question question{.metric = 0, .method = "two_stage"};
    const double truth = true_effect(panel, plan);
    const Estimate found = two_stage(panel, question, staggered_sample(panel, question)).effect.absolute;
    sum += found.estimate - truth;
    squares += (found.estimate - truth) * (found.estimate - truth);
    covered += found.low <= truth && truth <= found.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", bias ", sum / studies);
  CHECK(std::abs(sum / studies) < 4 * std::sqrt(squares / studies / studies));
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.98 * studies);
}

TEST_CASE("refusal: constants of clusters need clusters") {
  Random random(1);
  const Panel panel = simulate({.clusters = 12}, random);
  CHECK(message_of([&] {
          estimate(panel, {.metric = 0, .method = "two_stage", .options = {{"first_stage", "cluster"}}});
        }) ==
        "two_stage: first_stage is 'cluster', but clusters must be declared for it; declare a cluster, or leave "
        "first_stage out");
}

TEST_SUITE_END();
