#include "measure/rollout/staggered/cohort_cells.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/cohort_cells") {

namespace {

// Adopters at 2: two seen throughout, one without period 1. Never: one throughout, one never seen.
Panel small() {
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 1).cell(1, 2).cell(2, 9);
  builder.unit(true).cell(0, 3).cell(2, 9);
  builder.unit(true).cell(0, 5).cell(1, 7).cell(2, 9);
  builder.unit(false).cell(0, 4).cell(1, 6).cell(2, 8);
  return builder.panel;
}

}  // namespace

TEST_CASE("by hand: units of a cohort that were seen alike are of one kind; cells left out do not count") {
  const CohortPanel panel = cohort_panel(small(), {});
  const CohortDesign design{effects_by_side(panel, no_effect, left_out), 0, {}};
  const CohortCells cells(panel, design);
  CHECK(cells.blocks() == 4);
  CHECK(cells.means(0) == std::vector<double>{1.5});
  CHECK(cells.means(3) == std::vector<double>{6});
  const Kinds kinds = kinds_of(cells);
  CHECK(kinds.count == 3);
  CHECK(kinds.of == std::vector<std::size_t>{0, 1, 0, 2});
  CHECK(kinds.first == std::vector<std::size_t>{0, 2, 3});
}

TEST_CASE("by hand: units that share a constant are a block, and a kind of its own") {
  const CohortPanel panel = cohort_panel(small(), {});
  const CohortDesign design{effects_by_side(panel, no_effect, left_out), 0, {0, 1, 0, 1}};
  const CohortCells cells(panel, design);
  REQUIRE(cells.blocks() == 2);
  CHECK(cells.block(0).size() == 2);
  CHECK(cells.means(0) == std::vector<double>{(1.0 + 2 + 5 + 7) / 4});
  CHECK(kinds_of(cells).count == 2);
}

TEST_CASE("refusal: a unit without a cell in the fit is of no kind") {
  CohortPanel panel = cohort_panel(small(), {});
  for (std::size_t t = 0; t < 3; ++t) panel.outcome[t * 4 + 1] = missing;
  const CohortDesign design{effects_by_side(panel, no_effect, left_out), 0, {}};
  CHECK(kinds_of(CohortCells(panel, design)).count == 2);
}

}  // TEST_SUITE("measure/rollout/staggered/cohort_cells")
