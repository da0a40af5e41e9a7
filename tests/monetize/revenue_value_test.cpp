#include "monetize/revenue_value.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/revenue_value") {

TEST_CASE("revenue value: by hand, 2 USD a month is 24 a year, 2,400 for 100 customers, 960 at a margin of 0.4") {
  const std::vector<Rung> ladder = revenue_ladder(example::revenue_per_month(), example::plain_money());
  REQUIRE(ladder.size() == 3);
  CHECK(ladder[0].value == doctest::Approx(24));
  CHECK(ladder[1].value == doctest::Approx(2400));
  CHECK(ladder[2].value == doctest::Approx(960));
  CHECK(ladder[2].low == doctest::Approx(480));
  CHECK(ladder[2].high == doctest::Approx(1440));
  CHECK(ladder[2].text == "2,400 x 0.4 gross margin");
}

TEST_CASE("revenue value: by hand, a cost that falls is a saving without a margin") {
  Effect effect = example::revenue_per_month();
  effect.metric.kind = MetricKind::cost;
  effect.metric.better = Better::lower;
  effect.absolute = {.estimate = -2, .se = 0.5, .df = INFINITY, .low = -3, .high = -1};
  const std::vector<Rung> ladder = revenue_ladder(effect, example::plain_money());
  REQUIRE(ladder.size() == 2);
  CHECK(ladder[0].name == "cost saved per person");
  CHECK(ladder[1].value == doctest::Approx(2400));
  CHECK(ladder[1].low == doctest::Approx(1200));
}

TEST_CASE("revenue value: by hand, revenue per order is multiplied by the orders of a week") {
  Effect effect = example::revenue_per_month();
  effect.metric.per = "orders";
  effect.volume_per_unit_week = 3;
  CHECK(revenue_ladder(effect, example::plain_money())[0].value == doctest::Approx(2 * 3 * 52));
}

}  // TEST_SUITE("monetize/revenue_value")
