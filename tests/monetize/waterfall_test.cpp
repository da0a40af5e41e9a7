#include "monetize/waterfall.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "monetize/cash_flow.hpp"
#include "monetize/random_money.hpp"
#include "monetize/scenario.hpp"

using namespace payoff;

TEST_SUITE("monetize/waterfall") {

TEST_CASE("waterfall: by hand, every step from all of it to what is left") {
  // Time 10 % rework, half realised: 100 x 5 h x 50 x 52 x 3 = 3,900,000 -> 3,510,000 -> 1,755,000.
  // Revenue 2 x 12 x 3 x 100 = 7,200 at a margin of 0.4; 2 x 52 x 3 x 100 = 31,200 cases at 35 = 1,092,000, soft.
  // A tenth is risk. Costs 60,000 and 108,000, tax a quarter.
  Assumptions assumptions = example::plain_money();
  assumptions.rework_share = 0.1;
  assumptions.risk_of_benefits = 0.1;
  assumptions.tax_rate = 0.25;
  assumptions.values = {{.metric = "handle_minutes"},
                        {.metric = "revenue", .apart = "web shop"},
                        {.metric = "escalations", .value_class = ValueClass::soft, .price = 35}};
  const example::Priced priced({example::minutes_per_ticket(), example::revenue_per_month(), example::escalations()},
                               assumptions);
  const std::vector<WaterfallStep> steps = waterfall(priced.model());
  const double benefits = 0.9 * (1755000 + 2880), before_tax = benefits - 168000;
  const std::vector<WaterfallStep> expected{{"if all of it counted", 4999200, 4999200, false},
                                            {"review and rework", -390000, 4609200, false},
                                            {"what the business does not get back", -1755000, 2854200, false},
                                            {"what is sold has cost", -4320, 2849880, false},
                                            {"risk", -284988, 2564892, false},
                                            {"soft: not counted", -982800, benefits, false},
                                            {"benefits", 0, benefits, true},
                                            {"training", -60000, benefits - 60000, false},
                                            {"licences", -108000, before_tax, false},
                                            {"tax", -before_tax / 4, 0.75 * before_tax, false},
                                            {"net present value", 0, 0.75 * before_tax, true}};
  REQUIRE(steps.size() == expected.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    CHECK(steps[i].name == expected[i].name);
    CHECK(steps[i].change == doctest::Approx(expected[i].change));
    CHECK(steps[i].total == doctest::Approx(expected[i].total));
    CHECK(steps[i].is_total == expected[i].is_total);
  }
}

TEST_CASE("waterfall: by hand, a step that changes nothing is left out") {
  const example::Priced priced(example::saved_each_month(10), example::plain_money());
  std::vector<std::string> names;
  for (const WaterfallStep& step : waterfall(priced.model())) names.push_back(step.name);
  CHECK(names ==
        std::vector<std::string>{"if all of it counted", "benefits", "training", "licences", "net present value"});
}

TEST_CASE(
    "waterfall: by hand, of hours lost slack absorbs its share, and a loss is not called what one does not get back") {
  Assumptions assumptions = example::plain_money();
  assumptions.realized_share = 0.5;
  for (const double hours : {10.0, -10.0}) {
    Effect effect = example::minutes_per_ticket();
    if (hours < 0) effect.absolute.estimate *= -1;
    const example::Priced priced({effect}, assumptions);
    const std::vector<WaterfallStep> steps = waterfall(priced.model());
    CHECK(steps[1].name ==
          (hours > 0 ? "what the business does not get back" : "what slack in the working day absorbs"));
    CHECK(steps[1].change == doctest::Approx(-steps[0].total / 2));
  }
}

TEST_CASE(
    "waterfall: invariance, of 200 random models the steps add up to the expected NPV, and each total to those "
    "before") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const example::RandomMoney money(seed);
    const example::Priced priced(money.effects, money.assumptions);
    const CashFlow cash = cash_flow(priced.model(), middle_of(priced.model()));
    double sum = 0, size = 0, benefits = 0;
    for (const WaterfallStep& step : waterfall(priced.model())) {
      sum += step.change;
      size += std::abs(step.change);
      CHECK(std::abs(step.total - sum) <= 1e-12 * size);
      if (step.name == "benefits") benefits = step.total;
    }
    CHECK(std::abs(sum - money_scenarios(priced.model())[1].npv) <= 1e-11 * size);
    CHECK(std::abs(benefits - present_value(priced.model(), cash.benefit)) <= 1e-11 * size);
  }
}

}  // TEST_SUITE("monetize/waterfall")
