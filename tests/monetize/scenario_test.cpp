#include "monetize/scenario.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "monetize/random_money.hpp"

using namespace payoff;

TEST_SUITE("monetize/scenario") {

namespace {

std::vector<MoneyScenario> scenarios_of(const Effect& effect, const Assumptions& assumptions) {
  return money_scenarios(example::Priced(effect, assumptions).model());
}

}  // namespace

TEST_CASE("scenario: by hand, both ends, the middle, and half the adoption at all of the costs") {
  Assumptions assumptions = example::plain_money();
  assumptions.realized_share = Uncertain{0.3, 0.5, 0.7};
  const std::vector<MoneyScenario> all = scenarios_of(example::minutes_per_ticket(), assumptions);
  REQUIRE(all.size() == 4);
  // 4 minutes of 6 and 0.3 of 0.5: 650,000 x 0.4; 8 of 6 and 0.7 of 0.5: x 28 / 15.
  const double yearly[] = {260000, 650000, 650000 * 28 / 15.0, 325000};
  for (int i = 0; i < 4; ++i) {
    CAPTURE(all[i].name);
    CHECK(all[i].npv == doctest::Approx(3 * yearly[i] - 168000));
    CHECK(all[i].roi == doctest::Approx((3 * yearly[i] - 168000) / 168000));
    CHECK(all[i].payback_month == std::ceil(60000 / (yearly[i] / 12 - 3000)));
  }
  CHECK(all[0].assuming == "the worse end of the effect's interval and of the realised share");
}

TEST_CASE("scenario: by hand, of a loss the conservative is the larger loss, and nothing pays back") {
  Effect harm = example::minutes_per_ticket();
  harm.absolute = {.estimate = 6, .se = 1, .df = 30, .low = 4, .high = 8};
  Assumptions assumptions = example::plain_money();
  assumptions.realized_share = Uncertain{0.3, 0.5, 0.7};
  const std::vector<MoneyScenario> all = scenarios_of(harm, assumptions);
  CHECK(all[0].npv == doctest::Approx(-3 * 650000 * 28 / 15.0 - 168000));  // 8 minutes lost, 0.7 of them
  CHECK(all[2].npv == doctest::Approx(-3 * 260000 - 168000));
  CHECK(all[0].npv < all[1].npv);
  CHECK(all[1].npv < all[2].npv);
  for (const MoneyScenario& each : all) CHECK(std::isnan(each.payback_month));
}

TEST_CASE("scenario: by hand, a dearer licence is the worse end, a cheaper one the better") {
  Assumptions assumptions = example::plain_money();
  assumptions.costs[1].per_person_month = Uncertain{20, 30, 60};
  const std::vector<MoneyScenario> all = scenarios_of(example::minutes_per_ticket(), assumptions);
  CHECK(all[0].npv == doctest::Approx(1300000 - 60000 - 216000));
  CHECK(all[2].npv == doctest::Approx(2600000 - 60000 - 72000));
}

TEST_CASE("scenario: by hand, what is moved is told: nothing but the effect, or all where it is much") {
  CHECK(scenarios_of(example::revenue_per_month(), example::plain_money())[1].assuming == "the middle of everything");
  CHECK(scenarios_of(example::revenue_per_month(), example::plain_money())[2].assuming ==
        "the better end of the effect's interval");
  Assumptions assumptions = example::plain_money();
  assumptions.people = Uncertain(80, 100, 120);
  assumptions.hourly_cost = Uncertain(40, 50, 60);
  assumptions.realized_share = Uncertain(0.3, 0.5, 0.7);
  assumptions.rework_share = Uncertain(0, 0.1, 0.2);
  CHECK(scenarios_of(example::minutes_per_ticket(), assumptions)[0].assuming ==
        "the worse end of the effect's interval, and of every range");
}

TEST_CASE(
    "scenario: invariance, of 100 random models the conservative is at most the expected, and that the optimistic") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    const example::RandomMoney money(seed);
    const example::Priced priced(money.effects, money.assumptions);
    const std::vector<MoneyScenario> all = money_scenarios(priced.model());
    const double slack = 1e-9 * (1 + std::abs(all[0].npv) + std::abs(all[2].npv));
    CHECK(all[0].npv <= all[1].npv + slack);
    CHECK(all[1].npv <= all[2].npv + slack);
  }
}

}  // TEST_SUITE("monetize/scenario")
