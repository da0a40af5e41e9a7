#include "payoff/level.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/level") {

TEST_CASE("level: by hand, sum over sum of those with the tool while they had it, with its error by unit") {
  PanelBuilder builder(1, {.name = "cost", .kind = MetricKind::cost, .unit = "USD", .per = "changes"});
  builder.unit(true).cell(0, 900, 1).cell(1, 10, 2).cell(2, 14, 4);       // 24 over 6
  builder.unit(true).cell(0, 900, 1).cell(1, 12, 4).cell(2, missing, 1);  // 12 over 4
  builder.unit(false).cell(0, 1, 1).cell(1, 700, 1).cell(2, 700, 1);
  const LevelWithTool found = level_with_tool(builder.panel, 0, 0.95);
  CHECK_CLOSE(found.level.estimate, 3.6, 1e-14);
  CHECK(found.denominators == 10);
  // Residuals 24 - 21.6 = 2.4 and 12 - 14.4 = -2.4: sqrt(2 / 1 x 11.52) / 10 = 0.48; t of 1 df at 0.975 is 12.7062.
  CHECK_CLOSE(found.level.se, 0.48, 1e-12);
  CHECK(found.level.df == 1);
  CHECK_CLOSE(found.level.high, 3.6 + 12.7062047361747 * 0.48, 1e-9);
  CHECK(found.level.unit == "USD per change");
}

TEST_CASE("level: by hand, units of one cluster count as one, and one cluster alone has no interval") {
  PanelBuilder builder(0, {.name = "cost", .kind = MetricKind::cost, .unit = "USD"});
  builder.unit(true, 0).cell(1, 1).unit(true, 0).cell(1, 3).unit(true, 1).cell(1, 8).unit(false).cell(1, 5);
  const LevelWithTool found = level_with_tool(builder.panel, 0, 0.95);
  CHECK_CLOSE(found.level.estimate, 4, 1e-14);
  CHECK_CLOSE(found.level.se, std::sqrt(2 * (16.0 + 16)) / 3, 1e-12);  // 4 - 8 and 8 - 4
  for (Unit& unit : builder.panel.units) unit.cluster = 0;
  const LevelWithTool alone = level_with_tool(builder.panel, 0, 0.95);
  CHECK(std::isnan(alone.level.low));
  CHECK(alone.level.reason == "one group alone has no interval");
}

TEST_CASE("level: recovery, its interval holds the true ratio in 95 of 100 studies") {
  int covered = 0;
  constexpr int studies = 1000;
  for (int s = 0; s < studies; ++s) {
    Random random(static_cast<std::uint64_t>(s) + 1);
    PanelBuilder builder(0, {.name = "cost", .kind = MetricKind::cost, .unit = "USD", .per = "changes"});
    for (int u = 0; u < 30; ++u) {
      builder.unit(true);
      const double own = 5 + random.normal();
      for (int t = 0; t < 4; ++t) {
        const double weight = 5 + 10 * random.uniform();
        builder.cell(t, weight * (own + random.normal()), weight);
      }
    }
    builder.unit(false).cell(0, 1, 1);
    const Estimate level = level_with_tool(builder.panel, 0, 0.95).level;
    covered += level.low <= 5 && 5 <= level.high;
  }
  CHECK(std::abs(covered - 0.95 * studies) < 4 * std::sqrt(studies * 0.95 * 0.05));
}

TEST_CASE("level: refusal, of nobody nothing is known") {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 1).unit(false).cell(0, 1);
  CHECK(level_with_tool(builder.panel, 0, 0.95).level.reason == "nothing was seen of those with the tool");
}

}  // TEST_SUITE("measure/level")
