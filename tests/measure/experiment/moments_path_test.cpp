// The path of two arms, from the moments of their periods.
#include "measure/experiment/moments_path.hpp"

#include <cmath>

#include "measure/answer/inference.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/moments_path") {

namespace {

// Of 5 and of 4 units; three periods from the rollout on.
struct Case {
  Panel panel{.calendar = {}};
  MetricMoments arms;
  Effect effect;

  Case() {
    panel.metrics.push_back({.metric = {.name = "minutes"}, .sum = {}});
    panel.trend.emplace_back();
    panel.calendar.kind = PeriodKind::day;
    panel.grain = Grain::phases;
    panel.adopted_period = 10;
    for (const bool treated : {false, true})
      for (int period = 10; period < 13; ++period) panel.trend[0].push_back({period, treated, 1, 4});
    arms.comparison = {.units = 5, .seen = 5};
    arms.treated = {.units = 4, .seen = 4};
    arms.comparison.path = ArmPath{.periods = {{10, 5, 1, 20}, {11, 5, 1, 20}, {12, 4, 2, 12}}};
    arms.treated.path = ArmPath{.periods = {{10, 4, 4, 12}, {11, 1, 9, 0}, {12, 4, 3, 12}}};
    arms.treated.path->first_squares = arms.treated.path->last_squares = 0.75;
    arms.treated.path->thirds_products = 0.25;
    panel.moments = {arms};
    effect.metric = panel.metrics[0].metric;
    effect.level = 0.95;
  }
};

}  // namespace

TEST_CASE("by hand: points of two arms, and none where an arm has one unit") {
  Case c;
  add_moments_path(c.effect, c.panel, 0, c.arms, Quantile::t);
  REQUIRE(c.effect.path.size() == 3);
  CHECK(c.effect.path[0].event_time == 0);
  CHECK(c.effect.path[0].estimate == 3);
  CHECK_CLOSE(c.effect.path[0].se, std::sqrt(5.0 / 4 * 20 / 25 + 4.0 / 3 * 12 / 16), 1e-15);
  CHECK(std::isnan(c.effect.path[1].estimate));
  CHECK(c.effect.path[2].estimate == 1);
  REQUIRE(c.effect.course);
  CHECK(c.effect.course->first.estimate == 3);
  CHECK(c.effect.course->last.estimate == 1);
  CHECK(c.effect.course->change.estimate == -2);
  CHECK_CLOSE(c.effect.course->first.se, 1, 1e-15);                        // 4/3 of 0.75
  CHECK_CLOSE(c.effect.course->change.se, std::sqrt(2 - 2.0 / 3), 1e-15);  // less twice 4/3 of 0.25
  CHECK_CLOSE(c.effect.course->first.df, welch_df_alike(4, 5), 1e-15);
}

TEST_CASE("refusals: two periods, a single unit, and moments without periods have no path") {
  const auto is_empty = [](auto change) {
    Case c;
    change(c);
    add_moments_path(c.effect, c.panel, 0, c.arms, Quantile::t);
    return c.effect.path.empty() && !c.effect.course;
  };
  CHECK(!is_empty([](Case&) {}));
  CHECK(is_empty([](Case& c) { c.panel.adopted_period = 11; }));
  CHECK(is_empty([](Case& c) { c.arms.treated.seen = 1; }));
  CHECK(is_empty([](Case& c) { c.arms.comparison.path.reset(); }));
}

}  // TEST_SUITE("measure/experiment/moments_path")
