#include "measure/rollout/one_date/lot_of_changes.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/lot_of_changes") {

TEST_CASE("by hand: a cluster's number is its weighted mean after less that before, its arm that of its units") {
  // Cluster 0, with the tool: (10 x 1 + 16 x 1) / 2 = 13 before, (12 x 3 + 20 x 1) / 4 = 14 after.
  // Cluster 1, without: 5 before, 9 after. Cluster 2 holds a unit of each arm.
  PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .per = "tickets"});
  builder.unit(true, 0).cell(0, 10, 1).cell(1, 36, 3);
  builder.unit(true, 0).cell(0, 16, 1).cell(1, 20, 1);
  builder.unit(false, 1).cell(0, 10, 2).cell(1, 18, 2);
  builder.unit(true, 2).cell(0, 1, 1).cell(1, 2, 1);
  builder.unit(false, 2).cell(0, 3, 1).cell(1, 4, 1);
  const AbsorbedRegression regression(builder.panel, {0, {}, {0, 1}, {-1, 0}, 1, 1});
  const Lot lot = lot_of_changes(builder.panel, regression);
  REQUIRE(lot.value.size() == 3);
  CHECK_CLOSE(lot.value[0], 1, 1e-14);
  CHECK_CLOSE(lot.value[1], 4, 1e-14);
  CHECK_CLOSE(lot.value[2], 1, 1e-14);
  CHECK((lot.treated == std::vector<char>{1, 0, 0}));
  CHECK(lot.mixed == 1);
}

}  // TEST_SUITE("measure/rollout/one_date/lot_of_changes")
