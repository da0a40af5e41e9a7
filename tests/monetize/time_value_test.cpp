#include "monetize/time_value.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/time_value") {

namespace {

std::vector<Rung> time_ladder_of(const Effect& effect, const Assumptions& assumptions) {
  return time_ladder(valued_as_assumed(effect, assumptions), level_effect(effect), assumptions);
}

}  // namespace

TEST_CASE("time value: by hand, every rung from minutes to money") {
  // 6 min x 50 / 60 = 5 h; x 0.9 = 4.5; x 100 = 450; x 0.5 = 225; x 50 x 52 = 585,000.
  Assumptions assumptions = example::plain_money();
  assumptions.rework_share = 0.1;
  const std::vector<Rung> ladder = time_ladder_of(example::minutes_per_ticket(), assumptions);
  REQUIRE(ladder.size() == 5);
  const std::vector<double> values{5, 4.5, 450, 225, 585000};
  for (std::size_t i = 0; i < 5; ++i) {
    CAPTURE(ladder[i].name);
    CHECK(ladder[i].value == doctest::Approx(values[i]).epsilon(1e-12));
    // The interval is 4 to 8 minutes: two thirds and four thirds of every value.
    CHECK(ladder[i].low == doctest::Approx(values[i] * 2 / 3).epsilon(1e-12));
    CHECK(ladder[i].high == doctest::Approx(values[i] * 4 / 3).epsilon(1e-12));
  }
  CHECK(ladder[0].text == "6 minutes x 50 tickets per person and week / 60");
  CHECK(ladder[1].text == "5 x (1 - 0.1)");
  CHECK(ladder[2].text == "4.5 x 100 people");
  CHECK(ladder[3].text == "450 x 0.5");
  CHECK(ladder[4].text == "225 x USD 50 per hour x 52 weeks");
  CHECK(ladder[0].unit == "hours per person and week");
  CHECK(ladder[4].unit == "USD per year");
}

TEST_CASE("time value: by hand, harm descends the same ladder below zero, lows below highs") {
  Effect effect = example::minutes_per_ticket();
  effect.absolute = {.estimate = 6, .se = 1, .df = INFINITY, .low = 4, .high = 8};
  Assumptions assumptions = example::plain_money();
  assumptions.rework_share = 0.1;
  const std::vector<Rung> ladder = time_ladder_of(effect, assumptions);
  CHECK(ladder[1].value == doctest::Approx(-5));
  CHECK(ladder[1].text == "time lost is not reduced by rework");
  CHECK(ladder.back().value == doctest::Approx(-650000));
  for (const Rung& rung : ladder) {
    CHECK(rung.low <= rung.value);
    CHECK(rung.value <= rung.high);
  }
}

TEST_CASE("time value: by hand, seconds, minutes, hours and working days") {
  CHECK(hours_in("seconds") == doctest::Approx(1.0 / 3600));
  CHECK(hours_in("minutes") == doctest::Approx(1.0 / 60));
  CHECK(hours_in("hours") == 1);
  CHECK(hours_in("days") == 8);
}

TEST_CASE("time value: by hand, a day saved a week says that it is a working day of 8 hours") {
  Effect effect = example::minutes_per_ticket();
  effect.metric.unit = "days";
  effect.metric.per = "";
  effect.absolute.estimate = -1;
  const Rung gross = time_ladder_of(effect, example::plain_money()).front();
  CHECK(gross.value == doctest::Approx(8));
  CHECK(gross.text == "1 days x 1 period per week x 8 hours in a working day");
}

TEST_CASE("time value: by hand, a share above one half is said to need a reason") {
  Assumptions assumptions = example::plain_money();
  assumptions.realized_share = Uncertain{0.5, 0.6, 0.7};
  const std::string text = time_ladder_of(example::minutes_per_ticket(), assumptions)[3].text;
  CHECK(text == "500 x 0.6; more than the conventional 0.5, which needs a reason");
}

TEST_CASE("time value: by hand, no rework is said to be assumed none, and stated numbers stand in full") {
  Assumptions assumptions = example::plain_money();
  assumptions.people = 12345;
  const std::vector<Rung> ladder = time_ladder_of(example::minutes_per_ticket(), assumptions);
  CHECK(ladder[1].text == "no share is assumed to go into rework");
  CHECK(ladder[2].text == "5 x 12,345 people");
  CHECK(ladder[3].text == "61,700 x 0.5");
}

TEST_CASE("time value: invariance, minutes and hours give the same money") {
  Effect hours = example::minutes_per_ticket();
  hours.metric.unit = "hours";
  for (double* x : {&hours.absolute.estimate, &hours.absolute.se, &hours.absolute.low, &hours.absolute.high}) *x /= 60;
  const double from_minutes = time_ladder_of(example::minutes_per_ticket(), example::plain_money()).back().value;
  CHECK(time_ladder_of(hours, example::plain_money()).back().value == doctest::Approx(from_minutes).epsilon(1e-12));
}

TEST_CASE("time value: refusal, another word for the unit is met with a suggestion") {
  CHECK(example::error_of([] { hours_in("minute"); }) ==
        "money: the unit of a time metric is 'minute', but must be seconds, minutes, hours or days; did you mean "
        "'minutes'?");
}

}  // TEST_SUITE("monetize/time_value")
