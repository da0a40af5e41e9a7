#include "monetize/effect_months.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"
#include "monetize/example.hpp"
#include "monetize/reach.hpp"

using namespace payoff;

TEST_SUITE("monetize/effect_months") {

namespace {

// 52 weeks are 12 months: the thirds have their middles in month 2 and month 10.
EffectMonths months_of(const Effect& effect, const std::vector<Start>& rollout = {{0, 1}}) {
  return effect_months(effect, rollout, 36);
}

Effect with_course(double first, double last) {
  Effect effect = example::fading_minutes();
  effect.course->first = {.estimate = first, .se = 1, .df = INFINITY, .low = first - 2, .high = first + 2};
  effect.course->last = {.estimate = last, .se = 1, .df = INFINITY, .low = last - 2, .high = last + 2};
  return effect;
}

void check_weights(const EffectMonths& months, std::size_t month, double first, double last) {
  CAPTURE(month);
  CHECK(months.profile[0][month] == doctest::Approx(first).epsilon(1e-12));
  CHECK(months.profile[1][month] == doctest::Approx(last).epsilon(1e-12));
}

}  // namespace

TEST_CASE("effect months: by hand, one that lasts is one number, in the months of who has the tool") {
  const EffectMonths months = months_of(example::minutes_per_ticket(), {{0, 0.5}, {2.25, 0.5}});
  REQUIRE(months.coordinates.size() == 1);
  CHECK(months.coordinates[0].name == "effect on handle minutes");
  CHECK(months.coordinates[0].unit == "minutes");
  CHECK(months.coordinates[0].estimate == -6);
  CHECK(months.coordinates[0].low == -8);
  CHECK(months.steady == std::vector<double>{1});
  CHECK(months.profile[0] == reach_by_month({{0, 0.5}, {2.25, 0.5}}, 36));
}

TEST_CASE("effect months: by hand, one that fades goes from its first third to its last, and on at the same pace") {
  // From 9 minutes to 3 in 8 months: a third of it every 8 months.
  const EffectMonths months = months_of(example::fading_minutes());
  REQUIRE(months.coordinates.size() == 2);
  CHECK(months.coordinates[0].name == "effect on handle minutes, first third");
  CHECK(months.coordinates[1].name == "effect on handle minutes, last third");
  CHECK(months.coordinates[0].estimate == -9);
  CHECK(months.coordinates[1].estimate == -3);
  CHECK(months.steady == std::vector<double>{0, 1});
  CHECK(months.correlation == doctest::Approx(0.5));  // (1 + 1 - 1) / 2
  check_weights(months, 0, 0, 0);
  check_weights(months, 1, 1, 0);
  check_weights(months, 2, 1, 0);             // at 1.5 months
  check_weights(months, 3, 0.9375, 0.0625);   // 0.5 of 8
  check_weights(months, 6, 0.5625, 0.4375);   // 3.5 of 8
  check_weights(months, 10, 0.0625, 0.9375);  // 7.5 of 8
  check_weights(months, 11, 0, 1);
  check_weights(months, 12, 0, 1);
  check_weights(months, 13, 0, std::pow(1 / 3.0, 0.5 / 8));
  check_weights(months, 36, 0, std::pow(1 / 3.0, 23.5 / 8));
}

TEST_CASE("effect months: by hand, who begins later is younger in it, and within a month has a part") {
  const EffectMonths months = months_of(example::fading_minutes(), {{0, 0.5}, {3, 0.5}});
  check_weights(months, 3, 0.5 * 0.9375, 0.5 * 0.0625);
  check_weights(months, 4, 0.5 * 0.8125 + 0.5, 0.5 * 0.1875);
  check_weights(months, 15, 0, 0.5 + 0.5 * std::pow(1 / 3.0, 2.5 / 8));
  const EffectMonths within = months_of(example::fading_minutes(), {{2.5, 1}});
  check_weights(within, 2, 0, 0);
  check_weights(within, 3, 0.5, 0);
  check_weights(within, 13, 0, 1);  // at 10 months
}

TEST_CASE("effect months: by hand, one that begins late is less at first, and then stays") {
  const EffectMonths months = months_of(with_course(-1, -8));
  REQUIRE(months.coordinates.size() == 2);
  CHECK(months.steady == std::vector<double>{0.5, 0.5});
  check_weights(months, 1, 1, 0);
  check_weights(months, 6, 0.5625, 0.4375);
  check_weights(months, 13, 0, 1);
  check_weights(months, 36, 0, 1);
}

TEST_CASE("effect months: by hand, one that turned round stays turned: a loss does not fade away") {
  const EffectMonths months = months_of(with_course(-9, 4));
  REQUIRE(months.coordinates.size() == 2);
  check_weights(months, 36, 0, 1);
  CHECK(months.steady == std::vector<double>{0, 1});
}

TEST_CASE(
    "effect months: by hand, where nobody knows the length of a period it is one number, that of the end where it "
    "fades") {
  Effect effect = example::fading_minutes();
  effect.weeks_after = missing;
  const EffectMonths months = months_of(effect);
  REQUIRE(months.coordinates.size() == 1);
  CHECK(months.coordinates[0].estimate == -3);
  CHECK(months.profile[0][36] == 1);
  effect = with_course(-1, -8);
  effect.weeks_after = missing;
  CHECK(months_of(effect).coordinates[0].estimate == -6);
}

TEST_CASE("effect months: by hand, without covariances the thirds are independent, and a correlation stays below 1") {
  Effect effect = example::fading_minutes();
  effect.course->change.se = missing;
  CHECK(months_of(effect).correlation == 0);
  effect.course->change.se = 0;
  CHECK(months_of(effect).correlation == 0.999);
}

TEST_CASE(
    "effect months: invariance, the weights of both thirds are those who have it, up to the end of the follow-up") {
  Random random(3);
  for (int i = 0; i < 100; ++i) {
    const std::vector<Start> rollout{{0, 0.4}, {4 * random.uniform(), 0.3}};
    Effect effect = with_course(-9, -9 * 0.4 * random.uniform());
    effect.weeks_after = 60 + 90 * random.uniform();
    const EffectMonths months = months_of(effect, rollout);
    const std::vector<double> reach = reach_by_month(rollout, 36);
    for (std::size_t m = 0; m <= 36; ++m) {
      const double both = months.profile[0][m] + months.profile[1][m];
      if (static_cast<double>(m) < effect.weeks_after * 12 / 52)
        CHECK(both == doctest::Approx(reach[m]).epsilon(1e-12));
      CHECK(both <= reach[m] + 1e-12);
    }
  }
}

}  // TEST_SUITE("monetize/effect_months")
