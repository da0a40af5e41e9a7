#include "monetize/reach.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/random.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/reach") {

TEST_CASE("reach: by hand, all at once, a half and a quarter later, and never") {
  CHECK(reach_by_month({{0, 1}}, 3) == std::vector<double>{0, 1, 1, 1});
  CHECK(reach_by_month({{0, 0.5}, {2, 0.5}}, 4) == std::vector<double>{0, 0.5, 0.5, 1, 1});
  CHECK(reach_by_month({{0, 0.5}, {1.25, 0.25}}, 3) ==
        std::vector<double>{0, 0.5, 0.6875, 0.75});  // 0.25 x 0.75 of month 2
  CHECK(reach_by_month({{5, 1}}, 2) == std::vector<double>{0, 0, 0});
}

TEST_CASE("reach: by hand, as those of the study began, a month being 52 / 12 weeks") {
  Effect effect = example::minutes_per_ticket();
  CHECK(rollout_of(effect, {}).size() == 1);  // not known: all at once
  effect.facts.adoption = {{0, 10}, {13, 30}};
  const std::vector<Start> rollout = rollout_of(effect, {});
  REQUIRE(rollout.size() == 2);
  CHECK(rollout[0].share == 0.25);
  CHECK(rollout[1].month == doctest::Approx(3));
  CHECK(rollout[1].share == 0.75);
  Assumptions assumptions = example::plain_money();
  CHECK(with_rollout(effect, assumptions).rollout.size() == 2);
  assumptions.rollout = {{0, 1}};
  CHECK(with_rollout(effect, assumptions).rollout.size() == 1);
}

TEST_CASE("reach: by hand, a bill is of the people of the study, and the others begin after it") {
  Effect effect = example::minutes_per_ticket();
  effect.facts.adoption = {{0, 10}, {13, 30}};
  Assumptions assumptions = example::plain_money();  // 100 people
  assumptions.bills = {{.name = "licences", .by_month = {0, 100, 100, 100, 400, 400}}};
  const std::vector<Start> rollout = rollout_of(effect, assumptions);
  REQUIRE(rollout.size() == 3);
  CHECK(rollout[0].share == 0.1);
  CHECK(rollout[1].share == 0.3);
  CHECK(rollout[2].share == doctest::Approx(0.6));
  CHECK(rollout[2].month == 5);
  assumptions.people = 40;
  CHECK(rollout_of(effect, assumptions).size() == 2);
}

TEST_CASE("reach: invariance, it never falls, and ends at what begins within the time") {
  Random random(7);
  for (int i = 0; i < 200; ++i) {
    std::vector<Start> rollout(1 + random.below(6));
    for (Start& start : rollout) start = {10 * random.uniform(), random.uniform() / 6};
    const std::vector<double> reach = reach_by_month(rollout, 12);
    CHECK(std::ranges::is_sorted(reach));
    double all = 0;
    for (const Start& start : rollout) all += start.share;
    CHECK(reach.back() == doctest::Approx(all).epsilon(1e-12));
  }
}

}  // TEST_SUITE("monetize/reach")
