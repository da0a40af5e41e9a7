#include "measure/adjustment.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/adjustment") {

namespace {

// Forty units over twelve weeks, the tool from week 6 on; `load` moves the outcome by one, and by `moved` with the tool.
Panel with_load(double moved, std::uint64_t seed = 5) {
  Random random(seed);
  PanelBuilder builder(6);
  builder.panel.covariates.push_back({.name = "case_load", .value = {}});
  for (int u = 0; u < 40; ++u) {
    builder.unit(u % 2 == 0);
    const double level = 30 + 3 * random.normal();
    for (int t = 0; t < 12; ++t) {
      const double load = 10 + random.normal() + moved * (u % 2 == 0 && t >= 6);
      builder.panel.covariates[0].value.push_back(load);
      builder.cell(t, level + load - 2 * (u % 2 == 0 && t >= 6) + 0.3 * random.normal());
    }
  }
  return builder.panel;
}

const Alternative* unadjusted(const Effect& effect) {
  const auto found = std::ranges::find(effect.alternatives, Purpose::unadjusted, &Alternative::purpose);
  return found == effect.alternatives.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("adjustment: the answer without covariates stands beside it, and is the one asked for without them") {
  const Panel panel = with_load(0);
  const Effect effect = estimate(panel, {.method = "did", .covariates = {0}});
  REQUIRE(effect.adjusted_for.size() == 1);
  CHECK(effect.adjusted_for[0].name == "case load");
  CHECK_FALSE(effect.adjusted_for[0].moved_by_tool);
  REQUIRE(unadjusted(effect));
  CHECK(unadjusted(effect)->absolute.estimate == estimate(panel, {.method = "did"}).absolute.estimate);
  CHECK(unadjusted(effect)->absolute.se > 2 * effect.absolute.se);
}

TEST_CASE("adjustment: recovery, a covariate that the tool moves is told, and what it hides stands beside the answer") {
  const Effect effect = estimate(with_load(2), {.method = "did", .covariates = {0}});
  CHECK(effect.adjusted_for[0].moved_by_tool);
  CHECK(std::abs(effect.absolute.estimate + 2) < 0.2);
  CHECK(std::abs(unadjusted(effect)->absolute.estimate) < 0.5);  // -2 + 2
}

TEST_CASE("adjustment: recovery, of covariates that the tool does not move one in twenty is told") {
  int told = 0;
  constexpr int studies = 200;
  for (int s = 0; s < studies; ++s) {
    Effect effect{.method = "did", .usable = true, .adjusted_for = {{"case load"}}};
    add_adjustments(effect, with_load(0, 100 + s), {.method = "did", .covariates = {0}}, {});
    told += effect.adjusted_for[0].moved_by_tool;
  }
  MESSAGE("told in ", told, " of ", studies);
  CHECK(told >= 2);
  CHECK(told <= 22);
}

TEST_CASE("adjustment: the past of a comparison of groups is named, and nothing where nothing is adjusted") {
  Question question{.method = "two_sample", .randomized = true};
  const Effect effect = estimate(with_load(0), question);
  REQUIRE(effect.adjusted_for.size() == 1);
  CHECK(effect.adjusted_for[0].name == "minutes before the rollout");
  CHECK(unadjusted(effect));
  const Effect plain = estimate(with_load(0), {.method = "did"});
  CHECK(plain.adjusted_for.empty());
  CHECK_FALSE(unadjusted(plain));
}

TEST_CASE("adjustment: a rank is of outcomes as they are, and so is adjusted for nothing") {
  for (const char* method : {"did", "two_sample"}) {
    Panel panel = with_load(0);
    for (std::size_t u = 2; u < panel.units.size(); u += 2) panel.units[u].treated = false;
    for (Unit& unit : panel.units)
      if (!unit.treated) unit.adopted_period = never;
    const Effect effect = estimate(panel, {.method = method, .covariates = {0}});
    CHECK(effect.interval_by == IntervalBy::placebo_rank);
    CHECK(effect.adjusted_for.empty());
    CHECK_FALSE(unadjusted(effect));
  }
}

}  // TEST_SUITE("measure/adjustment")
