#include "payoff/panel.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("data/panel") {

namespace {

// Two treated units (adopting in week 2), one comparison unit; minutes per ticket, one missing cell.
Panel small() {
  PanelBuilder builder(2, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  builder.unit(true).cell(0, 10, 1).cell(1, 30, 2).cell(2, 20, 4);
  builder.unit(true).cell(1, missing, 2).cell(2, 8, 1).cell(3, 6, 2);
  builder.unit(false).cell(0, 12, 1).cell(3, 14, 2);
  builder.panel.covariates.push_back({"load", {1, 3, 5, missing, 7, 9, 2, 4}});
  builder.panel.uptake = {0.5, 1, missing};
  return builder.panel;
}

}  // namespace

TEST_CASE("panel: phases are the sums of the cells before and after the unit's adoption") {
  // Unit 0: before 10 + 30 over 1 + 2, after 20 over 4. Unit 1: before missing, after 8 + 6 over 3. Unit 2 changes
  // sides with the earliest adoption, week 2: before 12 over 1, after 14 over 2.
  const Panel phases = to_phases(small());
  CHECK(phases.grain == Grain::phases);
  CHECK(phases.unit_of == std::vector<std::int32_t>{0, 0, 1, 1, 2, 2});
  CHECK(phases.period_of == std::vector<std::int32_t>{0, 1, 0, 1, 0, 1});
  const std::vector<double>&sum = phases.metrics[0].sum, &weight = phases.metrics[0].weight;
  CHECK(sum[0] == 40);
  CHECK(weight[0] == 3);
  CHECK(sum[1] == 20);
  CHECK(std::isnan(sum[2]));
  CHECK(std::isnan(weight[2]));
  CHECK(sum[3] == 14);
  CHECK(weight[3] == 3);
  CHECK(sum[5] == 14);
  // Covariates: means over the phase's cells, missing ones left out.
  CHECK(phases.covariates[0].value[0] == 2);
  CHECK(std::isnan(phases.covariates[0].value[2]));
  CHECK(phases.covariates[0].value[3] == 8);
  check(phases);
}

TEST_CASE("panel: a plain metric's phase holds the number of its cells, a log metric both of its sums") {
  PanelBuilder builder(2, {.name = "minutes", .scale = Scale::log});
  builder.unit(true).cell(0, std::log(2.0)).cell(1, std::log(8.0)).cell(2, std::log(3.0));
  builder.panel.metrics[0].level_sum = {2, 8, 3};
  const Panel phases = to_phases(builder.panel);
  CHECK_CLOSE(phases.metrics[0].sum[0], std::log(16.0), 1e-14);
  CHECK(phases.metrics[0].weight == std::vector<double>{2, 1});
  CHECK(phases.metrics[0].level_sum == std::vector<double>{10, 3});
}

TEST_CASE("panel: the trend is sum over sum by group and week, and phases keep it") {
  const Panel panel = small();
  const auto trend = trend_of(panel);
  REQUIRE(trend.size() == 1);
  REQUIRE(trend[0].size() == 6);  // comparison weeks 0 and 3, treated weeks 0 to 3
  CHECK_FALSE(trend[0][0].treated);
  CHECK(trend[0][1].period == 3);
  CHECK(trend[0][1].mean == 7);
  CHECK(trend[0][4].period == 2);
  CHECK(trend[0][4].treated);
  CHECK_CLOSE(trend[0][4].mean, 28.0 / 5, 1e-15);
  CHECK(trend[0][4].units == 2);
  CHECK(trend[0][3].units == 1);  // week 1: unit 1 is missing
  const Panel phases = to_phases(panel);
  REQUIRE(phases.trend.size() == 1);
  CHECK(phases.trend[0].size() == 6);
  CHECK(message_of([&] { trend_of(phases); }) == "trend_of: grain is phases, but must be periods");
}

TEST_CASE("panel: phases of phases are the same, and phases of a subset are the subset of the phases") {
  const Panel panel = small();
  const Panel once = to_phases(panel), twice = to_phases(once);
  CHECK(twice.unit_of == once.unit_of);
  const std::vector<bool> keep = {true, false, true};
  const Panel one = to_phases(subset(panel, keep)), other = subset(to_phases(panel), keep);
  CHECK(one.unit_of == other.unit_of);
  CHECK(one.metrics[0].sum == other.metrics[0].sum);
  CHECK(one.metrics[0].weight == other.metrics[0].weight);
  CHECK(one.uptake.size() == 2);
  CHECK(other.units[1].label == "unit 2");
}

TEST_CASE("panel: of a subset of phases the periods are known, the means are not") {
  const Panel some = subset(to_phases(small()), {true, false, true});
  REQUIRE(some.trend[0].size() == 6);
  CHECK(some.trend[0][1].period == 3);
  CHECK(std::isnan(some.trend[0][1].mean));
}

TEST_CASE("panel: what is not in order is refused, naming it") {
  const auto refusal = [](const std::function<void(Panel&)>& spoil) {
    Panel panel = small();
    spoil(panel);
    return message_of([&] { check(panel); });
  };
  CHECK(refusal([](Panel&) {}) == "no error");
  CHECK(refusal([](Panel& p) { p.period_of[1] = 0; }) ==
        "panel: cell 1 (unit 'unit 0', period 0) is there twice, but must be unique");
  CHECK(refusal([](Panel& p) { p.period_of[0] = 9; }) ==
        "panel: cell 1 (unit 'unit 0', period 1) follows a later one, but cells must be sorted by unit, then period");
  CHECK(refusal([](Panel& p) { p.unit_of[7] = 3; }) == "panel: unit_of[7] is 3, but must be an index below 3");
  CHECK(refusal([](Panel& p) { p.metrics[0].sum.pop_back(); }) ==
        "panel: metric 'minutes': sum has 7 entries, but must have 8, one for each cell");
  CHECK(refusal([](Panel& p) { p.metrics[0].weight.clear(); }) ==
        "panel: metric 'minutes': weight has 0 entries, but must have 8, one for each cell");
  CHECK(refusal([](Panel& p) { p.metrics[0].weight[2] = -1; }) ==
        "panel: metric 'minutes': weight[2] is -1, but must be finite and at least 0");
  CHECK(refusal([](Panel& p) { p.metrics[0].metric.scale = Scale::log; }) ==
        "panel: metric 'minutes': level_sum has 0 entries, but must have 8, one for each cell");
  CHECK(refusal([](Panel& p) { p.units[2].adopted_period = 3; }) ==
        "panel: adopted_period of comparison unit 'unit 2' is 3, but must be never; a unit that gets the tool belongs "
        "to the treated");
  CHECK(refusal([](Panel& p) { p.units[0].cluster = 0; }) ==
        "panel: cluster of unit 'unit 0' is 0, but must be -1 or an index below 0");
  CHECK(refusal([](Panel& p) { p.uptake[1] = 1.5; }) ==
        "panel: uptake of unit 'unit 1' is 1.5, but must be a share in 0 to 1");
  CHECK(refusal([](Panel& p) { p.uptake.pop_back(); }) ==
        "panel: uptake has 2 entries, but must have 3, one for each unit");
  CHECK(refusal([](Panel& p) { p.grain = Grain::phases; }) ==
        "panel: period_of[2] is 2, but must be 0 (before) or 1 (after) in a panel of phases");
  CHECK(message_of([] { check(Panel{}); }) == "panel: the panel has 0 cells, but must have at least one");
}

}  // TEST_SUITE("data/panel")
