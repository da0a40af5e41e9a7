#include "measure/facts/arm_level.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/facts/arm_level") {

TEST_CASE("by hand: means of those seen on both sides, each unit by its own mean") {
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 4).cell(1, 6).cell(2, 3);  // 5, then 3
  builder.unit(true).cell(1, 9).cell(2, 7).cell(3, 9);  // 9, then 8
  builder.unit(true).cell(2, 100);                      // never seen before
  builder.unit(false).cell(0, 10).cell(3, 12);
  const ArmLevel treated = arm_level(builder.panel, 0, true), comparison = arm_level(builder.panel, 0, false);
  CHECK(treated.before == 7);
  CHECK(treated.after == 5.5);
  CHECK(treated.change() == -1.5);
  CHECK(comparison.before == 10);
  CHECK(comparison.after == 12);
}

TEST_CASE("by hand: a ratio metric is sum over sum within a unit") {
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 3, 1).cell(1, 6, 2).cell(2, 9, 4);
  builder.panel.metrics[0].metric.per = "ticket";
  const ArmLevel level = arm_level(builder.panel, 0, true);
  CHECK(level.before == 3);
  CHECK(level.after == 2.25);
}

TEST_CASE("by hand: of two dates each unit has its own before and after, and those without the tool have none") {
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 4).cell(1, 5).cell(2, 3);
  builder.unit(false).cell(0, 4).cell(2, 4);
  builder.unit(true).cell(0, 6).cell(1, 4).cell(2, 5);
  builder.panel.units.back().adopted_period = 1;
  CHECK(arm_level(builder.panel, 0, true).before == 5.25);  // 4.5 and 6
  CHECK(arm_level(builder.panel, 0, true).after == 3.75);   // 3 and 4.5
  CHECK(std::isnan(arm_level(builder.panel, 0, false).change()));
}

TEST_CASE("refusal: nobody on both sides") {
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 4).cell(1, 3);
  builder.unit(false).cell(0, 4);
  CHECK(std::isnan(arm_level(builder.panel, 0, true).before));
  CHECK(std::isnan(arm_level(builder.panel, 0, false).before));
}

}  // TEST_SUITE("measure/facts/arm_level")
