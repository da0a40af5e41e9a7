#include "measure/answer/sample.hpp"

#include <climits>
#include <utility>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/answer/sample") {

namespace {

Effect described(const Panel& panel, std::vector<bool> used) {
  return describe(panel, {.metric = 0, .method = "did"}, Sample(panel, 0, std::move(used)));
}

Effect described(const Panel& panel) {
  return described(panel, std::vector<bool>(panel.units.size(), true));
}

}  // namespace

TEST_CASE("by hand: a sample counts the units and clusters of each arm in use") {
  Panel panel = small_ratio_panel();
  panel.clusters = {"a", "b"};
  panel.units[0].cluster = panel.units[2].cluster = 0;
  panel.units[1].cluster = 1;
  const Sample all(panel, 0, {true, true, true});
  CHECK(all.treated.units == 2);
  CHECK(all.treated.clusters == 2);
  CHECK(all.comparison.units == 1);
  CHECK(all.comparison.clusters == 1);
  CHECK(all.clusters.count == 2);  // one of them has units in both arms
  CHECK(all.periods == std::vector<int>{0, 1, 2, 3});
  CHECK(all.first_adoption == 2);
  const Sample few(panel, 0, {false, true, false});
  CHECK(few.treated.clusters == 1);
  CHECK(few.comparison.clusters == 0);
}

TEST_CASE("sample: units, clusters, periods and missing cells are counted by hand") {
  const Effect effect = described(small_ratio_panel());
  CHECK(effect.units_treated == 2);
  CHECK(effect.units_comparison == 1);
  CHECK(effect.clusters == 2);
  CHECK(effect.clusters_treated == 1);
  CHECK(effect.periods_before == 2);
  CHECK(effect.periods_after == 2);
  CHECK(effect.weeks_before == 2);
  CHECK(effect.weeks_after == 2);
  CHECK(effect.missing_share_treated == 0.25);     // 6 of 8
  CHECK(effect.missing_share_comparison == 0.25);  // 3 of 4
}

TEST_CASE("sample: volume counts weeks unseen as weeks without work") {
  // After: 4 + 8 + 6 tickets by 2 units in 2 weeks: 18 / 4.
  CHECK(described(small_ratio_panel()).volume_per_unit_week == 4.5);
  Panel days = small_ratio_panel();
  days.calendar.kind = PeriodKind::day;
  CHECK_CLOSE(described(days).volume_per_unit_week, 4.5 * 7, 1e-15);
}

TEST_CASE("sample: uptake is the mean share of use among the treated that are known") {
  Panel panel = small_ratio_panel();
  CHECK(std::isnan(described(panel).uptake_treated));
  panel.uptake = {0.5, missing, 0};
  CHECK(described(panel).uptake_treated == 0.5);
  panel.uptake = {0.5, 1, 0};
  CHECK(described(panel).uptake_treated == 0.75);
}

TEST_CASE("sample: totals of phases tell the same periods and missing shares as the periods do") {
  const Panel panel = small_ratio_panel();
  const Effect periods = described(panel), phases = described(to_phases(panel));
  CHECK(phases.periods_before == periods.periods_before);
  CHECK(phases.weeks_after == periods.weeks_after);
  CHECK(phases.missing_share_treated == periods.missing_share_treated);
  CHECK(phases.missing_share_comparison == periods.missing_share_comparison);
  CHECK(phases.volume_per_unit_week == periods.volume_per_unit_week);
}

TEST_CASE("sample: with the tool from the start there is nothing before, without time there are no weeks") {
  Panel panel = small_ratio_panel();
  for (Unit& unit : panel.units) {
    if (unit.treated) unit.adopted_period = INT_MIN;
  }
  CHECK(described(panel).periods_before == 0);
  CHECK(described(panel).periods_after == 4);
  const Effect timeless = described(two_arms({1, 2}, {3}));
  CHECK(timeless.periods_after == 0);
  CHECK(std::isnan(timeless.weeks_after));
  CHECK(timeless.missing_share_treated == 0);
}

TEST_CASE("by hand: the clock starts with the first adoption among the units in use") {
  Panel panel = small_ratio_panel();
  panel.units[0].adopted_period = -9;  // before the data, so an estimator of changes leaves the unit out
  const Effect effect = described(panel, {false, true, true});
  CHECK(effect.periods_before == 2);
  CHECK(effect.weeks_before == 2);
  CHECK(effect.weeks_after == 2);
  CHECK(described(panel).weeks_after == 4);  // an estimator that uses it follows it from the start
}

}  // TEST_SUITE("measure/answer/sample")
