// What interaction-weighted, imputation and two-stage estimates have in common: the same answer where nothing is
// uncertain, and the truth where much is.
#pragma once

#include <cmath>
#include <string>

#include "measure/rollout/staggered/effect.hpp"
#include "measure/staggered_panels.hpp"

inline void check_two_cohorts(const std::string& method, payoff::StaggeredEstimator* estimator) {
  using namespace payoff;
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
  const Question question{.metric = 0, .method = method};
  const StaggeredSample sample = staggered_sample(builder.panel, question);
  CHECK_CLOSE(estimator(builder.panel, question, sample, Extent::whole, {}).effect.absolute.estimate, 3, 1e-13);
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

inline void check_recovery(const std::string& method, payoff::StaggeredEstimator* estimator, std::uint64_t seed) {
  using namespace payoff;
  // The jackknife errs on the wide side: 93 to 98 of 100.
  Random random(seed);
  const int studies = 400;
  double sum = 0, squares = 0;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    const Staggered plan{.clusters = 16, .units_per_cluster = 1 + s % 2, .missing_share = 0.1 * (s % 3)};
    const Panel panel = simulate(plan, random);
    const Question question{.metric = 0, .method = method};
    const double truth = true_effect(panel, plan);
    const Estimate found =
        estimator(panel, question, staggered_sample(panel, question), Extent::headline, {}).effect.absolute;
    sum += found.estimate - truth;
    squares += (found.estimate - truth) * (found.estimate - truth);
    covered += found.low <= truth && truth <= found.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", bias ", sum / studies);
  CHECK(std::abs(sum / studies) < 4 * std::sqrt(squares / studies / studies));
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.98 * studies);
}
