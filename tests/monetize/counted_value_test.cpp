#include "monetize/counted_value.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/counted_value") {

namespace {

std::vector<Rung> counted_ladder_of(const Effect& effect, const Assumptions& assumptions) {
  return counted_ladder(valued_as_assumed(effect, assumptions), level_effect(effect), assumptions);
}

}  // namespace

TEST_CASE("counted value: by hand, 2 USD a month is 24 a year, 2,400 for 100 customers, 960 at a margin of 0.4") {
  const std::vector<Rung> ladder = counted_ladder_of(example::revenue_per_month(), example::plain_money());
  REQUIRE(ladder.size() == 3);
  CHECK(ladder[0].value == doctest::Approx(24));
  CHECK(ladder[1].value == doctest::Approx(2400));
  CHECK(ladder[2].value == doctest::Approx(960));
  CHECK(ladder[2].low == doctest::Approx(480));
  CHECK(ladder[2].high == doctest::Approx(1440));
  CHECK(ladder[2].text == "2,400 x 0.4 gross margin");
}

TEST_CASE("counted value: by hand, a cost that falls is a saving without a margin") {
  Effect effect = example::revenue_per_month();
  effect.metric.kind = MetricKind::cost;
  effect.metric.better = Better::lower;
  effect.absolute = {.estimate = -2, .se = 0.5, .df = INFINITY, .low = -3, .high = -1};
  const std::vector<Rung> ladder = counted_ladder_of(effect, example::plain_money());
  REQUIRE(ladder.size() == 2);
  CHECK(ladder[0].name == "cost saved per person");
  CHECK(ladder[1].value == doctest::Approx(2400));
  CHECK(ladder[1].low == doctest::Approx(1200));
}

TEST_CASE("counted value: by hand, revenue per order is multiplied by the orders of a week") {
  Effect effect = example::revenue_per_month();
  effect.metric.per = "orders";
  effect.volume_per_unit_week = 3;
  CHECK(counted_ladder_of(effect, example::plain_money())[0].value == doctest::Approx(2 * 3 * 52));
}

TEST_CASE("counted value: by hand, 2 cases fewer a week at 35 each are 104 a year of one, and 364,000 of 100") {
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "escalations", .price = 35}};
  const std::vector<Rung> ladder = counted_ladder_of(example::escalations(), assumptions);
  REQUIRE(ladder.size() == 3);
  CHECK(ladder[0].name == "fewer escalations per person");
  CHECK(ladder[0].unit == "cases per person and year");
  CHECK(ladder[0].value == doctest::Approx(104));
  CHECK(ladder[0].text == "2 x 1 period per week x 52 weeks");
  CHECK(ladder[1].value == doctest::Approx(10400));
  CHECK(ladder[2].value == doctest::Approx(364000));
  CHECK(ladder[2].low == doctest::Approx(182000));
  CHECK(ladder[2].text == "10,400 x USD 35 for each");
}

TEST_CASE("counted value: by hand, revenue in another currency says its rate") {
  Effect effect = example::revenue_per_month();
  effect.metric.unit = "EUR";
  Assumptions assumptions = example::plain_money();
  assumptions.exchange_rates = {{.currency = "EUR", .rate = 1.08}};
  const std::vector<Rung> ladder = counted_ladder_of(effect, assumptions);
  CHECK(ladder[2].value == doctest::Approx(1.08 * 960));
  CHECK(ladder[0].text.starts_with("2 EUR x 1.08 USD x "));
}

TEST_CASE("counted value: by hand, of a cost that people's time is in, the share that comes back") {
  Effect effect = example::revenue_per_month();
  effect.metric.kind = MetricKind::cost;
  effect.metric.better = Better::lower;
  effect.absolute = {.estimate = -2, .se = 0.5, .df = INFINITY, .low = -3, .high = -1};
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "revenue", .realized_share = {0.3, 0.5, 0.7}}};
  const std::vector<Valued> values = valued_effects({&effect, 1}, assumptions);
  const std::vector<Rung> ladder = counted_ladder(values[0], level_effect(effect), assumptions);
  REQUIRE(ladder.size() == 3);
  CHECK(ladder[1].value == doctest::Approx(2400));
  CHECK(ladder[2].name == "realised by the business");
  CHECK(ladder[2].value == doctest::Approx(1200));
  CHECK(ladder[2].text == "2,400 x 0.5");
  CHECK(appraise({&effect, 1}, assumptions).benefit_per_year == doctest::Approx(1200));
}

}  // TEST_SUITE("monetize/counted_value")
