#include "measure/experiment/arm_path.hpp"

#include "measure/panels.hpp"
#include "measure/simulated_rollout.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/arm_path") {

namespace {

EventPath path_of_all(const Panel& panel) {
  const Sample sample(panel, 0, std::vector<bool>(panel.units.size(), true));
  return arm_path(panel, 0, sample);
}

// Weeks 0 to 2, all with the tool: treated (4, 6, 8) and (6, 6, 10), comparison (1, 2, 3) and (3, 2, 5).
PanelBuilder two_and_two() {
  PanelBuilder builder(0);
  builder.unit(true).cell(0, 4).cell(1, 6).cell(2, 8);
  builder.unit(true).cell(0, 6).cell(1, 6).cell(2, 10);
  builder.unit(false).cell(0, 1).cell(1, 2).cell(2, 3);
  builder.unit(false).cell(0, 3).cell(1, 2).cell(2, 5);
  return builder;
}

struct Trial {
  int units = 40, before = 4, after = 9, per_cluster = 1;
  double effect = 1, growth = 0;  // a period
};

// Arms by turns of whole clusters; levels that last, AR(1) noise.
Panel simulate(const Trial& plan, Random& random) {
  PanelBuilder builder(plan.before);
  double shared = 0;
  for (int u = 0; u < plan.units; ++u) {
    const int cluster = u / plan.per_cluster;
    const bool treated = cluster % 2 == 0;
    if (u % plan.per_cluster == 0) shared = random.normal();
    builder.unit(treated, plan.per_cluster > 1 ? cluster : -1);
    const double level = 10 + random.normal() + shared;
    const std::vector<double> noise = persistent_noise(random, plan.before + plan.after, 0.5);
    for (int t = 0; t < plan.before + plan.after; ++t) {
      const bool with_tool = treated && t >= plan.before;
      builder.cell(t, level + noise[t] + (with_tool ? plan.effect + plan.growth * (t - plan.before) : 0));
    }
  }
  return builder.panel;
}

}  // namespace

TEST_CASE("by hand: the difference of the arms in each period, with what the periods share") {
  // 5 - 2, 6 - 2 and 9 - 4. Every unit is -1, 0, -1 or 1, 0, 1 from its arm's mean, over 2: 2 x 4 x 1/4.
  const EventPath path = path_of_all(two_and_two().panel);
  CHECK(path.event_time == std::vector<int>{0, 1, 2});
  CHECK(path.estimate == std::vector<double>{3, 4, 5});
  const std::vector<double> expected{1, 0, 1, 0, 0, 0, 1, 0, 1};
  for (int i = 0; i < 9; ++i) CHECK_CLOSE(path.covariance[i], expected[i] * 2, 1e-14);
  CHECK(path.df == 2);
}

TEST_CASE("a past that only one arm has leaves no period without its difference") {
  PanelBuilder builder(1);
  for (const int level : {3, 5, 8})
    builder.unit(true).cell(0, level).cell(1, level + 1).cell(2, level).cell(3, level + 2);
  for (const int level : {2, 4}) builder.unit(false).cell(1, level).cell(2, level).cell(3, level);
  const EventPath path = path_of_all(builder.panel);
  REQUIRE(path.event_time == std::vector<int>{-1, 0, 1, 2});
  CHECK(std::isnan(path.estimate[0]));
  CHECK_CLOSE(path.estimate[1], 19.0 / 3 - 3, 1e-14);  // what their past says of the three averages to nothing
  CHECK_CLOSE(path.estimate[3], 22.0 / 3 - 3, 1e-14);
}

TEST_CASE("refusal: one cluster in an arm says nothing of how clusters differ") {
  Panel panel = two_and_two().panel;
  panel.clusters = {"team"};
  panel.units[0].cluster = panel.units[1].cluster = 0;
  CHECK(path_of_all(panel).event_time.empty());
}

TEST_CASE("by hand: a ratio metric is sum over sum, linearised") {
  // Treated 30 / 3 and 10 / 1: 10, from which 30 - 10 x 3 and 10 - 10 x 1 do not deviate; comparison 8 / 2 and 12 / 2:
  // 5, deviations (8 - 10) / 4 and (12 - 10) / 4.
  PanelBuilder builder(0, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  for (const auto& [treated, sum, weight] : {std::tuple(true, 30, 3), {true, 10, 1}, {false, 8, 2}, {false, 12, 2}}) {
    builder.unit(treated);
    for (int t = 0; t < 3; ++t) builder.cell(t, sum, weight);
  }
  const EventPath path = path_of_all(builder.panel);
  CHECK_CLOSE(path.estimate[1], 5, 1e-14);
  CHECK_CLOSE(path.covariance[4], 2 * 0.5, 1e-14);
}

TEST_CASE("by hand: what the past says of a unit is taken from its periods after the rollout") {
  // Before: 2, 4 and 1, 3; after it 3 + 2 x, 10 more for the treated: slope 2, and nothing varies beyond it.
  PanelBuilder builder(2);
  for (const auto& [treated, x] : {std::pair(true, 2), {true, 4}, {false, 1}, {false, 3}}) {
    builder.unit(treated).cell(0, x - 1).cell(1, x + 1);
    for (int t = 2; t < 5; ++t) builder.cell(t, 3 + 2 * x + (treated ? 10 : 0));
  }
  const EventPath path = path_of_all(builder.panel);
  CHECK(path.event_time == std::vector<int>{-2, -1, 0, 1, 2});
  CHECK_CLOSE(path.estimate[0], 2 - 1, 1e-14);  // as it was
  for (int i = 2; i < 5; ++i) {
    CHECK_CLOSE(path.estimate[i], 10, 1e-13);
    CHECK(std::abs(path.covariance[6 * i]) < 1e-20);
  }
  CHECK(path.covariance[0] > 1);
}

TEST_CASE("by hand: asked for the normal distribution, path and course have it") {
  Effect effect{.metric = {.name = "minutes", .unit = "minutes"}, .level = 0.9};
  const Panel panel = two_and_two().panel;
  add_arm_path(effect, panel, 0, Sample(panel, 0, std::vector<bool>(4, true)), Quantile::normal);
  CHECK_CLOSE(effect.path[2].high, 5 + 1.644853626951472 * std::sqrt(2.0), 1e-10);
  CHECK(std::isinf(effect.course->first.df));
}

TEST_CASE("by hand: its points, and what they say of the course") {
  Effect effect{.metric = {.name = "minutes", .unit = "minutes"}, .level = 0.9};
  const Panel panel = two_and_two().panel;
  add_arm_path(effect, panel, 0, Sample(panel, 0, std::vector<bool>(4, true)));
  REQUIRE(effect.path.size() == 3);
  CHECK(effect.path[2].event_time == 2);
  CHECK_CLOSE(effect.path[2].se, std::sqrt(2.0), 1e-14);
  CHECK_CLOSE(effect.path[2].high, 5 + 2.9199855803537 * std::sqrt(2.0), 1e-10);  // t(2), 95 %
  CHECK(std::isnan(effect.path[2].low_uniform));
  CHECK(effect.course->first.estimate == 3);
  CHECK(effect.course->change.estimate == 2);
  CHECK(effect.course->change.se == 0);  // the first and the last move together
}

TEST_CASE("reference: each point is the two-sample estimate of its period alone") {
  Random random(5);
  const Panel panel = simulate({.units = 30, .before = 0}, random);
  const EventPath path = path_of_all(panel);
  REQUIRE(path.estimate.size() == 9);
  for (int t = 0; t < 9; ++t) {
    std::vector<double> arm[2];
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c)
      if (panel.period_of[c] == t) arm[panel.units[panel.unit_of[c]].treated].push_back(panel.metrics[0].sum[c]);
    const Effect alone = estimate(two_arms(arm[1], arm[0]), ask());
    CHECK_CLOSE(path.estimate[t], alone.absolute.estimate, 1e-12);
    CHECK_CLOSE(std::sqrt(path.covariance[10 * t]), alone.absolute.se, 1e-12);
  }
  CHECK(estimate(panel, ask()).path.size() == 9);
  CHECK(estimate(panel, ask()).course.has_value());
}

TEST_CASE("invariance: scale, origin and the order of the units") {
  Random random(6);
  const Panel panel = simulate({.units = 12}, random);
  Panel scaled = panel, shifted = panel, turned = panel;
  for (double& value : scaled.metrics[0].sum) value *= 60;
  for (double& value : shifted.metrics[0].sum) value += 500;
  std::ranges::reverse(turned.units);
  for (std::size_t u = 0; u < 12; ++u)
    std::copy_n(panel.metrics[0].sum.begin() + u * 13, 13, turned.metrics[0].sum.begin() + (11 - u) * 13);
  const EventPath path = path_of_all(panel), in_seconds = path_of_all(scaled), moved = path_of_all(shifted),
                  other_order = path_of_all(turned);
  for (std::size_t t = 0; t < 13; ++t) {
    CHECK_CLOSE(in_seconds.estimate[t], 60 * path.estimate[t], 1e-11);
    CHECK_CLOSE(in_seconds.covariance[t * 13 + 7], 3600 * path.covariance[t * 13 + 7], 1e-11);
    CHECK_CLOSE(moved.estimate[t], path.estimate[t], 1e-10);
    CHECK_CLOSE(moved.covariance[t * 13 + 7], path.covariance[t * 13 + 7], 1e-10);
    CHECK_CLOSE(other_order.estimate[t], path.estimate[t], 1e-11);
    CHECK_CLOSE(other_order.covariance[t * 13 + 7], path.covariance[t * 13 + 7], 1e-11);
  }
}

TEST_CASE("recovery: 95 of 100 intervals hold the change of the effect, and its level at the end") {
  for (const Trial& plan : {Trial{}, Trial{.growth = 0.1}, Trial{.before = 0}, Trial{.units = 120, .per_cluster = 4}}) {
    Random random(71);
    const int studies = 1000;
    int change = 0, last = 0;
    for (int s = 0; s < studies; ++s) {
      Effect effect;
      const Panel panel = simulate(plan, random);
      add_arm_path(effect, panel, 0, Sample(panel, 0, std::vector<bool>(panel.units.size(), true)));
      const Course course = effect.course.value();
      change += course.change.low <= 6 * plan.growth && 6 * plan.growth <= course.change.high;
      const double at_end = plan.effect + 7 * plan.growth;  // lags 6, 7 and 8
      last += course.last.low <= at_end && at_end <= course.last.high;
    }
    MESSAGE("coverage of the change ", change / double(studies), ", of the last third ", last / double(studies));
    CHECK(std::abs(change - 0.95 * studies) < 4 * std::sqrt(0.95 * 0.05 * studies));
    CHECK(std::abs(last - 0.95 * studies) < 4 * std::sqrt(0.95 * 0.05 * studies));
  }
}

TEST_CASE("refusal: without three periods after the rollout there is no path, nor a point of one unit") {
  PanelBuilder builder = two_and_two();
  CHECK(path_of_all(to_phases(builder.panel)).event_time.empty());
  Panel timeless = builder.panel;
  timeless.calendar.kind = PeriodKind::none;
  CHECK(path_of_all(timeless).event_time.empty());
  Panel late = builder.panel;
  for (Unit& unit : late.units) unit.adopted_period = unit.treated ? 1 : never;
  CHECK(path_of_all(late).event_time.empty());  // two periods after it
  Effect effect;
  add_arm_path(effect, late, 0, Sample(late, 0, std::vector<bool>(4, true)));
  CHECK(effect.path.empty());
  CHECK_FALSE(effect.course.has_value());
  builder.panel.metrics[0].sum[4] = missing;  // the second treated unit in week 1
  const EventPath path = path_of_all(builder.panel);
  CHECK(std::isnan(path.estimate[1]));
  CHECK(path.estimate[2] == 5);
}

}  // TEST_SUITE("measure/experiment/arm_path")
