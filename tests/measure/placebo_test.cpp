#include "measure/placebo.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/placebo") {

namespace {

// Eight periods before and four after; those with the tool change by `step` in period 4, and by `effect` in period 8.
Panel rollout(double step, double effect, std::uint64_t seed = 3, double noise = 0) {
  Random random(seed);
  PanelBuilder builder(8);
  for (int u = 0; u < 24; ++u) {
    const bool treated = u % 2 == 0;
    builder.unit(treated);
    const double level = 20 + random.normal();
    for (int t = 0; t < 12; ++t)
      builder.cell(t, level + treated * (step * (t >= 4) + effect * (t >= 8)) + noise * random.normal());
  }
  return builder.panel;
}

Estimate placebo(const Panel& panel) {
  return placebo_before(panel, {.method = "did"}, {});
}

}  // namespace

TEST_CASE(
    "placebo: by hand, what happened halfway through the time before is found, and what came with the tool is not") {
  CHECK_CLOSE(placebo(rollout(-3, 50)).estimate, -3, 1e-12);
  CHECK(std::abs(placebo(rollout(0, 50)).estimate) < 1e-12);
}

TEST_CASE("placebo: it is the difference in differences of the time before") {
  const Panel panel = rollout(0.5, -2, 9, 1);
  PanelBuilder before(4);
  for (int u = 0; u < 24; ++u) {
    before.unit(u % 2 == 0);
    for (int t = 0; t < 8; ++t) before.cell(t, panel.metrics[0].sum[u * 12 + t]);
  }
  const Effect expected = estimate(before.panel, {.method = "did", .compare_methods = false});
  CHECK(placebo(panel).estimate == expected.absolute.estimate);
  CHECK(placebo(panel).p == expected.absolute.p);
  CHECK(estimate(panel, {.method = "did"}).facts.placebo.p == expected.absolute.p);
}

TEST_CASE("placebo: recovery, where there is nothing to find it finds something in one of twenty") {
  int found = 0;
  constexpr int studies = 400;
  for (int s = 0; s < studies; ++s) found += placebo(rollout(0, -2, 50 + s, 1)).p < 0.05;
  MESSAGE("found in ", found, " of ", studies);
  CHECK(found >= 8);
  CHECK(found <= 34);
}

TEST_CASE("placebo: who began later is taken together, in the time before the first of them") {
  Panel panel = rollout(-3, 50);
  for (std::size_t u = 0; u < 12; u += 2) panel.units[u].adopted_period = 10;
  CHECK_CLOSE(placebo(panel).estimate, -3, 1e-12);
}

namespace {

// Six teams of eight; the tool comes to half of each of the first three in period 8, or of the third in period 10. Two of each
// team are out of its reach; whatever else happens to the three teams at that time moves everyone in them by `other`.
Panel with_some_out_of_reach(double effect, double other, bool staggered = false) {
  Random random(4);
  PanelBuilder builder(8);
  for (int team = 0; team < 6; ++team)
    for (int member = 0; member < 8; ++member) {
      const bool there = team < 3, treated = there && member < 4;
      builder.rollout = staggered && team == 2 ? 10 : 8;
      builder.unit(treated, team);
      builder.panel.units.back().unaffected = member >= 6;
      const double level = 20 + random.normal();
      for (int t = 0; t < 14; ++t)
        builder.cell(
            t, level + 0.3 * t + (there && t >= builder.rollout) * (other + treated * effect) + 0.1 * random.normal());
    }
  return builder.panel;
}

}  // namespace

TEST_CASE("placebo group: by hand, what else happened where the tool came is found in those out of its reach") {
  const auto found = [](double effect, double other) {
    return estimate(with_some_out_of_reach(effect, other), {.method = "did"}).facts.placebo_group.estimate;
  };
  const double by_noise = found(0, 0);
  CHECK(std::abs(by_noise) < 0.1);
  CHECK_CLOSE(found(0, -1.5), by_noise - 1.5, 1e-10);
  CHECK_CLOSE(found(-5, -1.5), by_noise - 1.5, 1e-10);
}

TEST_CASE("placebo group: by hand, each date is that of the cluster") {
  const auto found = [](double other) {
    return estimate(with_some_out_of_reach(-5, other, true), {.method = "group_time"}).facts.placebo_group.estimate;
  };
  CHECK(std::abs(found(0)) < 0.1);
  CHECK_CLOSE(found(-1.5), found(0) - 1.5, 1e-10);
}

TEST_CASE("placebo group: by hand, without clusters it is all that are out of reach, from the first date on") {
  const auto found = [](double other) {
    Panel panel = with_some_out_of_reach(-5, 0);
    for (Unit& unit : panel.units) unit.cluster = -1;
    panel.clusters.clear();
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c)
      if (panel.units[panel.unit_of[c]].unaffected && panel.period_of[c] >= 8) panel.metrics[0].sum[c] += other;
    return estimate(panel, {.method = "did"}).facts.placebo_group.estimate;
  };
  CHECK_CLOSE(found(-2), found(0) - 2, 1e-10);
}

TEST_CASE("placebo group: by hand, where nobody is named there is none") {
  CHECK(std::isnan(estimate(rollout(0, 1, 3, 1), {.method = "did"}).facts.placebo_group.estimate));
  CHECK(estimate(rollout(0, 1, 3, 1), {.method = "did"}).facts.placebo_group.reason.empty());
}

TEST_CASE("placebo group: refusal, a method that compares no changes, and groups that cannot be, say why") {
  Panel panel = with_some_out_of_reach(-5, 0);
  const Effect levels = estimate(panel, {.method = "two_sample", .randomized = true});
  CHECK(std::isnan(levels.facts.placebo_group.estimate));
  CHECK_FALSE(levels.facts.placebo_group.reason.empty());
  for (Unit& unit : panel.units) unit.unaffected = !unit.treated;
  for (Unit& unit : panel.units) unit.cluster = -1;
  panel.clusters.clear();
  const Effect nobody_left = estimate(panel, {.method = "did"});
  CHECK(std::isnan(nobody_left.facts.placebo_group.estimate));
  CHECK_FALSE(nobody_left.facts.placebo_group.reason.empty());
}

TEST_CASE("placebo: refusal, a short time before, totals, or nobody to compare with") {
  Panel panel = rollout(0, 1);
  for (Unit& unit : panel.units)
    if (unit.treated) unit.adopted_period = 5;
  CHECK(std::isnan(placebo(panel).estimate));
  CHECK(std::isnan(placebo(to_phases(rollout(0, 1))).estimate));
  panel = rollout(0, 1);
  for (Unit& unit : panel.units) unit.treated = true, unit.adopted_period = 8;
  CHECK(std::isnan(placebo(panel).estimate));
  CHECK(placebo(panel).unit == "minutes");
}

}  // TEST_SUITE("measure/placebo")
