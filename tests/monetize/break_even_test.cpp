#include "monetize/break_even.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "monetize/cash_flow.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/break_even") {

namespace {

Appraisal break_evens(const std::vector<Effect>& effects, const Assumptions& assumptions) {
  const example::Priced priced(effects, assumptions);
  Appraisal appraisal;
  add_break_evens(priced.appraised, appraisal);
  return appraisal;
}

double expected_npv(const std::vector<Effect>& effects, const Assumptions& assumptions) {
  const example::Priced priced(effects, assumptions);
  return net_present_value(priced.model(), cash_flow(priced.model(), middle_of(priced.model())));
}

// Everything that a break-even must see through.
Assumptions involved() {
  Assumptions assumptions = example::plain_money();
  assumptions.discount_rate_per_year = 0.1;
  assumptions.rework_share = Uncertain(0.1, 0.2, 0.3);
  assumptions.realized_share = Uncertain(0.3, 0.5, 0.6);
  assumptions.rollout = {{0, 0.4}, {5, 0.6}};
  assumptions.volume_growth_per_year = 0.05;
  assumptions.inflation_per_year = 0.02;
  assumptions.risk_of_benefits = 0.1;
  assumptions.risk_of_costs = 0.1;
  assumptions.tax_rate = 0.3;
  assumptions.costs.push_back({.name = "seats", .per_person_month = 5, .growth_per_year = 0.1});
  assumptions.costs.push_back({.name = "learning", .once_per_person = 10, .hours_per_person = 4});
  return assumptions;
}

const std::vector<Effect> three{example::minutes_per_ticket(), example::revenue_per_month(), example::escalations()};

// Three values, of which the first alone does not pay.
Assumptions several() {
  Assumptions assumptions = involved();
  assumptions.costs[0].once = 600000;
  assumptions.values = {{.metric = "handle_minutes"},
                        {.metric = "revenue", .apart = "web shop"},
                        {.metric = "escalations", .value_class = ValueClass::soft, .price = 35}};
  return assumptions;
}

// That the NPV is 0 at each of its break-evens, beside costs of 168,000 and more.
void check_zero(const std::vector<Effect>& effects, const Assumptions& assumptions) {
  const Appraisal found = break_evens(effects, assumptions);
  REQUIRE(found.break_even_effect > 0);
  std::vector<Effect> changed = effects;
  const double sign = effects[0].metric.better == Better::lower ? -1 : 1;
  changed[0].absolute.estimate = sign * found.break_even_effect;
  CHECK(std::abs(expected_npv(changed, assumptions)) < 1e-6);
  changed = effects;
  for (Effect& effect : changed) effect.absolute.estimate *= found.break_even_share;
  CHECK(std::abs(expected_npv(changed, assumptions)) < 1e-6);
  Assumptions priced = assumptions;
  for (Cost& cost : priced.costs) cost.per_person_month = 0;
  priced.costs.push_back({.name = "price", .per_person_month = found.break_even_price, .growth_per_year = 0});
  CHECK(std::abs(expected_npv(effects, priced)) < 1e-6);
}

}  // namespace

TEST_CASE("break-even: by hand, of the support assistant") {
  // 6 minutes bring 1,950,000 in 3 years, the costs are 168,000: 6 x 168 / 1,950 = 0.5169 minutes.
  const Appraisal found = break_evens({example::minutes_per_ticket()}, example::plain_money());
  CHECK(found.break_even_effect == doctest::Approx(6 * 168.0 / 1950).epsilon(1e-12));
  CHECK(found.break_even_minutes_per_person_week == doctest::Approx(60 * 5 * 168.0 / 1950));
  CHECK(found.break_even_share == doctest::Approx(168.0 / 1950));
  CHECK(found.break_even_price == doctest::Approx((1950000 - 60000) / 3600.0));
  CHECK(found.cost_of_delay_per_month == doctest::Approx(650000 / 12.0 - 3000));
}

TEST_CASE("break-even: invariance, the NPV is 0 at its effect, share and price: one value, and several") {
  check_zero({example::minutes_per_ticket()}, example::plain_money());
  check_zero({example::minutes_per_ticket()}, involved());
  check_zero(three, several());
}

TEST_CASE("break-even: invariance, the same of campaigns") {
  Assumptions campaigns = involved();
  campaigns.campaigns = 5;
  campaigns.hourly_cost = 100000;  // so that five of them pay
  campaigns.costs[3].hours_per_person = 0;
  check_zero({example::minutes_per_campaign()}, campaigns);
  CHECK(std::isnan(break_evens({example::minutes_per_campaign()}, campaigns).break_even_minutes_per_person_week));
  campaigns = several();
  campaigns.campaigns = 5;
  campaigns.hourly_cost = 100000;
  campaigns.costs[3].hours_per_person = 0;
  std::vector<Effect> of_campaigns = three;
  for (Effect& effect : of_campaigns) effect.metric.per.clear();
  check_zero(of_campaigns, campaigns);
}

TEST_CASE("break-even: by hand, where the other values pay by themselves any effect does") {
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "handle_minutes"}, {.metric = "escalations", .price = 35}};  // 1,092,000 in 3 years
  const Appraisal found = break_evens({example::minutes_per_ticket(), example::escalations()}, assumptions);
  CHECK(found.break_even_effect == 0);
  CHECK(found.break_even_minutes_per_person_week == 0);
  CHECK(found.break_even_share == doctest::Approx(168000.0 / (1950000 + 1092000)));
}

TEST_CASE("break-even: by hand, a first value that is soft has no effect at which it would pay") {
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "escalations", .value_class = ValueClass::soft, .price = 35},
                        {.metric = "handle_minutes"}};
  const Appraisal found = break_evens({example::minutes_per_ticket(), example::escalations()}, assumptions);
  CHECK(std::isnan(found.break_even_effect));
  CHECK(found.break_even_share == doctest::Approx(168.0 / 1950));
}

TEST_CASE("break-even: by hand, no share where the benefits do not cover the costs, no price where there are bills") {
  Assumptions assumptions = example::plain_money();
  assumptions.costs[0].once = 2e6;
  CHECK(std::isnan(break_evens({example::minutes_per_ticket()}, assumptions).break_even_share));
  CHECK(std::isnan(break_evens({example::minutes_per_ticket()}, assumptions).break_even_price));
  assumptions = example::plain_money();
  assumptions.bills = {{.name = "tokens", .by_month = {0, 100}}};
  CHECK(std::isnan(break_evens({example::minutes_per_ticket()}, assumptions).break_even_price));
  assumptions.realized_share = 0;
  CHECK(std::isnan(break_evens({example::minutes_per_ticket()}, assumptions).break_even_effect));
}

TEST_CASE("break-even: by hand, of a fading effect it is one that stays as it is, in the months as they weigh") {
  const example::Priced priced(example::fading_minutes(), example::plain_money());
  Appraisal found;
  add_break_evens(priced.appraised, found);
  Point point = middle_of(priced.model());
  for (double& effect : point.effects) effect = -found.break_even_effect;
  CHECK(std::abs(PresentValue(priced.model()).net(point)) < 1e-6);
}

TEST_CASE("break-even: refusal, more hours saved a week than it has; of some people none are told") {
  Assumptions assumptions = example::plain_money();
  assumptions.volume_per_person_week = 2000;
  CHECK(example::error_of([&] { appraise(example::minutes_per_ticket(), assumptions); }) ==
        "money.volume_per_person_week: each person would save 200 hours a week, and a week has 168; write how often a "
        "week a person does what is measured");
  Effect senior = example::minutes_per_ticket();
  senior.segment = SegmentValue{"role", "senior"};
  assumptions = example::plain_money();
  assumptions.values = {{.metric = "handle_minutes", .segment = "role", .label = "senior", .people = 40}};
  CHECK(std::isnan(appraise({&senior, 1}, assumptions).hours_per_person_week));
}

}  // TEST_SUITE("monetize/break_even")
