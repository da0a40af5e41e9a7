#include "data/arm_differences.hpp"

#include <doctest/doctest.h>

#include <climits>
#include <cmath>

using namespace payoff;

TEST_SUITE("data/arm_differences") {

TEST_CASE("the difference of the means, where both arms have two units") {
  MetricMoments arms;
  arms.treated.path = ArmPath{.periods = {{.period = 3, .units = 2, .mean = 5},
                                          {.period = 4, .units = 9, .mean = 7},
                                          {.period = 6, .units = 1, .mean = 8},
                                          {.period = 7, .units = 4, .mean = 1}}};
  arms.comparison.path = ArmPath{.periods = {{.period = 3, .units = 3, .mean = 4},
                                             {.period = 5, .units = 9, .mean = 7},
                                             {.period = 6, .units = 9, .mean = 7},
                                             {.period = 7, .units = 0, .mean = NAN}}};
  const ArmDifferences found = arm_differences({3, 4, 5, 6, 7}, 5, arms);
  CHECK(found.event_time == std::vector{-2, -1, 0, 1, 2});
  CHECK(found.estimate[0] == 1);
  for (const std::size_t without : {1, 2, 3, 4}) CHECK(std::isnan(found.estimate[without]));
  CHECK(arm_differences({3, 4}, INT_MIN, arms).event_time == std::vector{0, 1});
  CHECK(arm_differences({}, INT_MIN, arms).estimate.empty());
  CHECK(moments_in(*arms.treated.path, 4)->mean == 7);
  CHECK(!moments_in(*arms.treated.path, 5));
  CHECK(!moments_in(*arms.comparison.path, 7));
}

}  // TEST_SUITE("data/arm_differences")
