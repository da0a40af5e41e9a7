#include "monetize/value_of_information.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "base/distributions.hpp"
#include "monetize/example.hpp"
#include "monetize/simulate.hpp"

using namespace payoff;

TEST_SUITE("monetize/value_of_information") {

namespace {

// 1,950,000 in the middle, with a standard deviation of 325,000, against what is paid once.
Assumptions against(double once) {
  Assumptions assumptions = example::plain_money();
  assumptions.costs = {{.name = "all", .once = once}};
  return assumptions;
}

// Of a normal NPV: sd (phi(d) - d Phi(-d)), d = |mean| / sd: the unit normal loss (Raiffa & Schlaifer 1961).
double normal_loss(double mean, double sd) {
  const double d = std::abs(mean) / sd;
  return sd * (std::exp(-d * d / 2) / std::sqrt(2 * std::numbers::pi) - d * normal_cdf(-d));
}

Quantity of_effects(const Effect& effect, const Assumptions& assumptions) {
  const example::Priced priced(effect, assumptions);
  return value_of_effects(priced.model(), JointDraw(priced.model(), 1));
}

Quantity of_weeks(const Effect& effect, const Assumptions& assumptions, double more, double after) {
  const example::Priced priced(effect, assumptions);
  return value_of_weeks(priced.model(), JointDraw(priced.model(), 1), more, after);
}

Quantity of_everything(const Effect& effect, const Assumptions& assumptions) {
  const example::Priced priced(effect, assumptions);
  return value_of_certainty(simulate(priced.model(), 20480, 1, {.threads = 1}).net_present_value);
}

void check_near(const Quantity& found, double expected) {
  CHECK(std::abs(found.mean - expected) < 4 * found.mean_error);
  CHECK(found.mean_error < 0.05 * expected);
}

}  // namespace

TEST_CASE("value of information: by hand, 10, -2 and 1 are worth 2/3 more to who knows") {
  // Begun whatever comes: 3 on average; the loss of 2 in one of three is saved.
  CHECK(value_of_certainty({10, -2, 1}).mean == doctest::Approx(2 / 3.0));
  CHECK(value_of_certainty({-10, 2, -1}).mean == doctest::Approx(2 / 3.0));
  CHECK(value_of_certainty({1, 2, 3}).mean == 0);
  CHECK(value_of_certainty({-1, -2}).mean == 0);
}

TEST_CASE("value of information: reference, of a normal NPV it is the unit normal loss") {
  for (const double once : {1950000.0, 1625000.0, 2275000.0}) {  // a mean of 0, and of one standard deviation
    CAPTURE(once);
    const double expected = normal_loss(1950000 - once, 325000);
    check_near(of_everything(example::minutes_per_ticket(), against(once)), expected);
    check_near(of_effects(example::minutes_per_ticket(), against(once)), expected);
  }
}

TEST_CASE("value of information: reference, two more weeks are that of a smaller spread") {
  // What two weeks after 52 will show: sqrt(2 / 54) of the standard deviation, 62,546.
  const double sd = 325000 * std::sqrt(2 / 54.0);
  check_near(of_weeks(example::minutes_per_ticket(), against(1950000), 2, 52), normal_loss(0, sd));
  check_near(of_weeks(example::minutes_per_ticket(), against(1900000), 2, 52), normal_loss(50000, sd));
  check_near(of_weeks(example::minutes_per_ticket(), against(1950000), 52, 52),
             normal_loss(0, 325000 * std::sqrt(0.5)));
}

TEST_CASE("value of information: reference, of two values it is of their common spread") {
  // 2 USD more, 1,440 USD each in three years: 0.5 x 1,440 is little beside the time, so 300 USD of error make 432,000.
  Effect revenue = example::revenue_per_month();
  revenue.absolute.se = 300;
  Assumptions assumptions = against(1950000 + 2880);
  assumptions.values = {{.metric = "handle_minutes"}, {.metric = "revenue", .apart = "web shop"}};
  const example::Priced priced({example::minutes_per_ticket(), revenue}, assumptions);
  const JointDraw joint(priced.model(), 1);
  check_near(value_of_effects(priced.model(), joint), normal_loss(0, std::hypot(325000.0, 432000.0)));
}

TEST_CASE(
    "value of information: invariance, more weeks are worth less than the effects, and they less than everything") {
  Assumptions assumptions = against(1900000);
  assumptions.realized_share = Uncertain(0.2, 0.5, 0.8);
  assumptions.people = Uncertain(70, 100, 130);
  const Effect effect = example::minutes_per_ticket();
  const Quantity two = of_weeks(effect, assumptions, 2, 52), year = of_weeks(effect, assumptions, 52, 52);
  const Quantity effects = of_effects(effect, assumptions), everything = of_everything(effect, assumptions);
  const auto clearly_less = [](const Quantity& a, const Quantity& b) {
    return b.mean - a.mean > 4 * std::hypot(a.mean_error, b.mean_error);
  };
  CHECK(clearly_less(two, year));
  CHECK(clearly_less(year, effects));
  CHECK(clearly_less(effects, everything));
}

TEST_CASE("value of information: by hand, a mean share is the same as a known one to who asks about the effects") {
  Assumptions known = against(1950000), uncertain = known;
  uncertain.realized_share = Uncertain(0.2, 0.4, 0.9);  // mean 0.5
  const double expected = normal_loss(0, 325000);
  check_near(of_effects(example::minutes_per_ticket(), known), expected);
  check_near(of_effects(example::minutes_per_ticket(), uncertain), expected);
}

TEST_CASE("value of information: refusal, of weeks after nobody knows how many") {
  CHECK(std::isnan(of_weeks(example::minutes_per_ticket(), against(1950000), 2, missing).mean));
  CHECK(std::isnan(of_weeks(example::minutes_per_ticket(), against(1950000), 2, 0).mean));
}

}  // TEST_SUITE("monetize/value_of_information")
