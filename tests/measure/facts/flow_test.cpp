#include "measure/facts/flow.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/facts/flow") {

namespace {

// Weeks 0 to 3, rollout in week 2. Treated: seen in all weeks, before it only, after it only, never, and in all with
// zeros; comparison: seen in weeks 1 and 2, and never.
Panel trial() {
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 5).cell(1, 5).cell(2, 5).cell(3, 0);
  builder.unit(true).cell(0, 5).cell(1, 5).cell(2, missing);
  builder.unit(true).cell(2, 5).cell(3, 5);
  builder.unit(true);
  builder.unit(true).cell(0, 5).cell(1, 5).cell(2, 0).cell(3, 0);
  builder.unit(false).cell(1, 5).cell(2, 5);
  builder.unit(false);
  return builder.panel;
}

}  // namespace

TEST_CASE("by hand: who was assigned, seen on either side, began, left, and has a value other than 0") {
  const ArmFlow treated = flow_of(trial(), 0, true), comparison = flow_of(trial(), 0, false);
  CHECK(treated.assigned == 5);
  CHECK(treated.clusters == 5);
  CHECK(treated.seen_before == 3);  // the first, second and last
  CHECK(treated.seen_after == 3);   // the first, third and last
  CHECK(treated.began == 4);        // all but the third, who came later
  CHECK(treated.left == 2);         // the second, and whoever was never seen
  CHECK(treated.nonzero == 2);      // the first and the third
  CHECK(treated.analysed == 0);     // facts_of fills it
  CHECK(comparison.assigned == 2);
  CHECK(comparison.seen_before == 1);
  CHECK(comparison.seen_after == 1);
  CHECK(comparison.began == 1);  // never seen; the other was not there in week 0
  CHECK(comparison.left == 1);
}

TEST_CASE("by hand: clusters are counted where they are declared, units of their own beside them") {
  Panel panel = trial();
  panel.clusters = {"north", "south"};
  for (int u = 0; u < 4; ++u) panel.units[u].cluster = u / 3;  // three in the north, one in the south, one by itself
  panel.units[5].cluster = 0;
  CHECK(flow_of(panel, 0, true).clusters == 3);
  CHECK(flow_of(panel, 0, false).clusters == 2);
}

TEST_CASE("by hand: the first and the last tenth of 20 periods are two periods, of 21 three") {
  const auto flow = [](int periods, int first, int last) {
    PanelBuilder builder(10);
    builder.unit(false);
    for (int t = 0; t < periods; ++t) builder.cell(t, 1);
    builder.unit(true);
    for (int t = first; t <= last; ++t) builder.cell(t, 1);
    return flow_of(builder.panel, 0, true);
  };
  CHECK(flow(20, 1, 18).began == 1);
  CHECK(flow(20, 2, 18).began == 0);
  CHECK(flow(21, 2, 18).began == 1);
  CHECK(flow(20, 1, 18).left == 0);
  CHECK(flow(20, 1, 17).left == 1);
  CHECK(flow(20, 2, 17).left == 0);  // had not begun
  CHECK(flow(21, 2, 18).left == 0);
  CHECK(flow(21, 2, 17).left == 1);
}

TEST_CASE("by hand: of before/after totals the tenths are before and after") {
  const ArmFlow treated = flow_of(to_phases(trial()), 0, true);
  CHECK(treated.assigned == 5);
  CHECK(treated.seen_before == 3);
  CHECK(treated.seen_after == 3);
  CHECK(treated.began == 4);
  CHECK(treated.left == 2);
}

TEST_CASE("invariance: the order of the units, their names and the unit of measurement do not matter") {
  const Panel panel = trial();
  PanelBuilder turned(2);
  for (std::size_t u = panel.units.size(); u-- > 0;) {
    turned.unit(panel.units[u].treated);
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c)
      if (panel.unit_of[c] == static_cast<int>(u)) turned.cell(panel.period_of[c], 60 * panel.metrics[0].sum[c]);
  }
  const ArmFlow one = flow_of(panel, 0, true), other = flow_of(turned.panel, 0, true);
  CHECK(one.seen_before == other.seen_before);
  CHECK(one.seen_after == other.seen_after);
  CHECK(one.began == other.began);
  CHECK(one.left == other.left);
  CHECK(one.nonzero == other.nonzero);
}

TEST_CASE("recovery: as many are found to have left as were taken out") {
  Random random(8);
  PanelBuilder builder(5);
  std::size_t gone[2] = {0, 0};
  for (int u = 0; u < 400; ++u) {
    const bool treated = u % 2 == 0, leaves = random.uniform() < (treated ? 0.3 : 0.1);
    builder.unit(treated);
    gone[treated] += leaves;
    const int last = leaves ? static_cast<int>(random.below(9)) : 9;  // of ten weeks
    for (int t = 0; t <= last; ++t) builder.cell(t, random.normal());
  }
  CHECK(gone[1] > gone[0]);
  for (const bool treated : {false, true}) {
    CHECK(flow_of(builder.panel, 0, treated).began == 200);
    CHECK(flow_of(builder.panel, 0, treated).left == gone[treated]);
  }
}

TEST_CASE("refusal: a metric that nobody has shows who was assigned, and that none was seen") {
  Panel panel = trial();
  std::ranges::fill(panel.metrics[0].sum, missing);
  const ArmFlow treated = flow_of(panel, 0, true);
  CHECK(treated.assigned == 5);
  CHECK(treated.seen_before + treated.seen_after + treated.nonzero == 0);
  CHECK(treated.left == 5);
}

}  // TEST_SUITE("measure/facts/flow")
