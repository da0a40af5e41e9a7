#include "monetize/level_effect.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/level_effect") {

TEST_CASE("level effect: by hand, a level effect is itself") {
  const LevelEffect level = level_effect(example::minutes_per_ticket());
  CHECK(level.estimate == -6);
  CHECK(level.low == -8);
  CHECK(level.high == -4);
}

TEST_CASE("level effect: by hand, log(1.2) on a baseline of 30 is 6 more") {
  Effect effect = example::minutes_per_ticket();
  effect.metric.scale = Scale::log;
  effect.absolute = {.estimate = std::log(1.2), .se = 0.1, .df = INFINITY, .low = std::log(0.9), .high = std::log(1.5)};
  const LevelEffect level = level_effect(effect);
  CHECK(level.estimate == doctest::Approx(6).epsilon(1e-12));
  CHECK(level.low == doctest::Approx(-3).epsilon(1e-12));
  CHECK(level.high == doctest::Approx(15).epsilon(1e-12));
}

TEST_CASE("level effect: by hand, a gain is a fall where lower is better and a rise where higher is") {
  CHECK(gain_sign({.better = Better::lower}) == -1);
  CHECK(gain_sign({.better = Better::higher}) == 1);
}

}  // TEST_SUITE("monetize/level_effect")
