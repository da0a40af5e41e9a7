#include <utility>

#include "measure/rollout/staggered/effect.hpp"
#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/averages") {

namespace {

// Two adopt in period 1, one in period 2, one never; three periods.
Panel small() {
  PanelBuilder builder(1);
  for (int u = 0; u < 4; ++u) {
    builder.rollout = u < 2 ? 1 : 2;
    builder.unit(u < 3).cell(0, 10 * u).cell(1, 10 * u + 1).cell(2, 10 * u + 2);
  }
  return std::move(builder.panel);
}

}  // namespace

TEST_CASE("by hand: every treated unit-period counts alike, in the average, by event time and by cohort") {
  const Panel panel = small();
  const StaggeredSample sample = staggered_sample(panel, {.metric = 0, .method = "imputation"});
  const Averages wanted = averages(sample, counted_cells(sample, cell_weights(sample.panel, sample.panel.outcome)));
  // Treated cells: the first cohort (2 units) in periods 1 and 2, the second (1 unit) in period 2: 2 + 2 + 1 = 5.
  CHECK(wanted.event_time == std::vector<int>{0, 1});
  CHECK(wanted.share[0] == CellShares{{1, 0.4}, {2, 0.4}, {5, 0.2}});
  CHECK(wanted.share[1] == CellShares{{1, 2.0 / 3}, {5, 1.0 / 3}});  // event time 0
  CHECK(wanted.share[2] == CellShares{{2, 1}});
  CHECK(wanted.share[3] == CellShares{{1, 0.5}, {2, 0.5}});  // first cohort
  CHECK(wanted.share[4] == CellShares{{5, 1}});
}

TEST_CASE("by hand: means by cell, and averages of those that are known") {
  const Panel panel = small();
  const StaggeredSample sample = staggered_sample(panel, {.metric = 0, .method = "imputation"});
  const std::vector<double> means = cell_means(sample.panel, sample.panel.outcome, sample.panel.outcome);
  CHECK(means == std::vector<double>{5, 6, 7, 20, 21, 22, 30, 31, 32});
  const Averages wanted{{}, {{{1, 0.5}, {2, 0.25}, {5, 0.25}}, {}, {{5, 1}}}};
  CHECK(averaged(wanted, means)[0] == 0.5 * 6 + 0.25 * 7 + 0.25 * 22);
  std::vector<double> torn = means;
  torn[2] = missing;
  CHECK_CLOSE(averaged(wanted, torn)[0], (0.5 * 6 + 0.25 * 22) / 0.75, 1e-15);
  CHECK(std::isnan(averaged(wanted, means)[1]));
  CHECK(mean_outcome(sample.panel, {{}, {wanted.share[2]}}, sample.panel.outcome) == 22);
}

}  // TEST_SUITE("measure/rollout/staggered/averages")
