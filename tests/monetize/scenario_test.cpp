#include "monetize/scenario.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "monetize/example.hpp"
#include "monetize/reach.hpp"

using namespace payoff;

TEST_SUITE("monetize/scenario") {

namespace {

std::vector<MoneyScenario> scenarios_of(const Effect& effect, const Assumptions& assumptions) {
  return money_scenarios(benefit_of(effect, assumptions), level_effect(effect),
                         cash_model(with_rollout(effect, assumptions)));
}

}  // namespace

TEST_CASE("scenario: by hand, both ends, the middle, and half the adoption at all of the costs") {
  Assumptions assumptions = example::plain_money();
  assumptions.realized_share = Range{0.3, 0.5, 0.7};
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
  assumptions.realized_share = Range{0.3, 0.5, 0.7};
  const std::vector<MoneyScenario> all = scenarios_of(harm, assumptions);
  CHECK(all[0].npv < all[1].npv);
  CHECK(all[1].npv < all[2].npv);
  for (const MoneyScenario& each : all) CHECK(std::isnan(each.payback_month));
}

TEST_CASE("scenario: by hand, revenue has no realised share") {
  CHECK(scenarios_of(example::revenue_per_month(), example::plain_money())[1].assuming == "the point estimate");
}

}  // TEST_SUITE("monetize/scenario")
