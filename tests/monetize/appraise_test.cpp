#include <doctest/doctest.h>

#include <cmath>

#include "monetize/example.hpp"
#include "payoff/monetize.hpp"

using namespace payoff;

TEST_SUITE("monetize/appraise") {

namespace {

// An NPV that is exact: no uncertainty at all.
double sure_npv(Effect effect, const Assumptions& assumptions) {
  effect.absolute.se = 0;
  return appraise(effect, assumptions).npv.mean;
}

}  // namespace

TEST_CASE("appraise: by hand, the support assistant from minutes to NPV, ROI and payback") {
  // 650,000 a year x 3 = 1,950,000; costs 60,000 + 36 x 3,000 = 168,000; NPV 1,782,000; ROI 10.607.
  // Month 1 already brings 54,167 - 3,000 = 51,167 net, month 2 102,333: payback in month 2.
  Effect effect = example::minutes_per_ticket();
  effect.absolute.se = 0;
  const Appraisal appraisal = appraise(effect, example::plain_money());
  CHECK(appraisal.npv.mean == doctest::Approx(1782000).epsilon(1e-9));
  CHECK(appraisal.npv.p10 == doctest::Approx(1782000).epsilon(1e-9));
  CHECK(appraisal.roi.p50 == doctest::Approx(1782000.0 / 168000).epsilon(1e-9));
  CHECK(appraisal.payback_months.p50 == 2);
  CHECK(appraisal.probability_npv_positive == 1);
  CHECK(appraisal.probability_pays_back == 1);
  CHECK(appraisal.pv_costs == doctest::Approx(168000));  // 60,000 + 36 x 3,000
  CHECK(appraisal.pv_benefits == doctest::Approx(1950000));
  CHECK(appraisal.assumptions.people.middle() == 100);
  CHECK(appraisal.benefit_per_year == doctest::Approx(650000));
  CHECK(appraisal.cost_once == 60000);
  CHECK(appraisal.cost_per_month == 3000);
  CHECK(appraisal.hours_per_person_week == doctest::Approx(5));
  CHECK(appraisal.hours_per_person_week_low == doctest::Approx(10.0 / 3));
  CHECK(appraisal.hours_per_person_week_high == doctest::Approx(20.0 / 3));
  CHECK(appraisal.metric == "handle_minutes");
  CHECK(appraisal.cash_flow.size() == 37);
  CHECK(appraisal.cash_flow.back().cumulative == doctest::Approx(1782000).epsilon(1e-9));
}

TEST_CASE("appraise: by hand, break-even is the saving that just pays for the costs") {
  // 6 minutes bring 1,950,000 in 3 years, the costs are 168,000: 6 x 168 / 1,950 = 0.5169 minutes.
  const double break_even = appraise(example::minutes_per_ticket(), example::plain_money()).break_even_effect;
  CHECK(break_even == doctest::Approx(6 * 168.0 / 1950).epsilon(1e-9));
  Effect effect = example::minutes_per_ticket();
  effect.absolute.estimate = -break_even;
  Assumptions assumptions = example::plain_money();
  CHECK(std::abs(sure_npv(effect, assumptions)) < 1e-6);
  assumptions.discount_rate_per_year = 0.1;
  assumptions.rework_share = 0.2;
  effect.absolute.estimate = -appraise(effect, assumptions).break_even_effect;
  CHECK(std::abs(sure_npv(effect, assumptions)) < 1e-6);
}

TEST_CASE("appraise: by hand, the other figures of the support assistant") {
  Effect effect = example::minutes_per_ticket();
  effect.absolute.se = 0;
  const Appraisal appraisal = appraise(effect, example::plain_money());
  CHECK(appraisal.discounted_payback_months.p50 == 2);
  CHECK(appraisal.benefit_cost_ratio == doctest::Approx(1950.0 / 168));
  CHECK(appraisal.break_even_minutes_per_person_week == doctest::Approx(60 * 5 * 168.0 / 1950));
  CHECK(appraisal.break_even_share == doctest::Approx(168.0 / 1950));
  CHECK(appraisal.break_even_price == doctest::Approx((1950000 - 60000) / 3600.0));  // 100 people x 36 months
  CHECK(appraisal.cost_of_delay_per_month == doctest::Approx(650000 / 12.0 - 3000));
  REQUIRE(appraisal.lines.size() == 3);
  CHECK(appraisal.lines[0].by_year()[3] == doctest::Approx(650000));
  CHECK(appraisal.ladder().back().name == "present value of the benefits");
  CHECK(appraisal.ladder().back().value == doctest::Approx(1950000));
  // 51,167 a month on 60,000: x = 1 / monthly growth solves sum of 0.85278 x^m = 1, near 0.54.
  CHECK(std::isnan(appraisal.internal_rate));
  CHECK(appraisal.internal_rate_reason == "it is not between -99% and 10,000% a year");
}

TEST_CASE("appraise: by hand, knowing is worth nothing where nothing is open, and what a bad rollout would lose else") {
  Effect effect = example::minutes_per_ticket();
  Assumptions assumptions = example::plain_money();
  effect.absolute.se = 0;
  CHECK(appraise(effect, assumptions).value_of_certainty.mean == 0);
  // NPV normal around 0 with a standard deviation of 325,000: half of the mean distance from 0, 325,000 x 0.3989.
  effect.absolute.se = 1;
  assumptions.draws = 100000;
  assumptions.costs = {{.name = "all", .once = 1950000}};
  const Quantity certainty = appraise(effect, assumptions).value_of_certainty;
  CHECK(std::abs(certainty.mean - 325000 * 0.39894) < 4 * certainty.mean_error);
  // Half normal above 0, 0 below: variance 1/2 - 1/(2 pi).
  CHECK(certainty.mean_error == doctest::Approx(325000 * std::sqrt(0.5 - 0.15915) / std::sqrt(1e5)).epsilon(0.02));
}

TEST_CASE("appraise: by hand, who begins later brings less, and risk takes its share of a gain") {
  Effect effect = example::minutes_per_ticket();
  effect.facts.adoption = {{0, 1}, {26, 1}};  // half of them 6 months later: 650,000 x (3 - 0.25)
  Assumptions assumptions = example::plain_money();
  CHECK(sure_npv(effect, assumptions) == doctest::Approx(650000 * 2.75 - 60000 - 3000 * 33));
  assumptions.rollout = {{0, 1}};
  assumptions.risk_of_benefits = 0.2;
  assumptions.risk_of_costs = 0.1;
  CHECK(sure_npv(effect, assumptions) == doctest::Approx(0.8 * 1950000 - 1.1 * 168000));
  const std::vector<Rung> ladder = appraise(effect, assumptions).ladder();
  CHECK(ladder[ladder.size() - 2].name == "risk-adjusted");
  CHECK(ladder[ladder.size() - 2].value == doctest::Approx(520000));
  effect.absolute.estimate = 6;  // a loss stays what it is
  CHECK(sure_npv(effect, assumptions) == doctest::Approx(-1950000 - 1.1 * 168000));
}

TEST_CASE("appraise: by hand, a follow-up shorter than the horizon makes it a projection, and so does an unknown one") {
  Effect effect = example::minutes_per_ticket();
  CHECK(appraise(effect, example::plain_money()).projected);  // 52 of 156 weeks
  effect.weeks_after = 156;
  CHECK_FALSE(appraise(effect, example::plain_money()).projected);
  effect.weeks_after = missing;
  CHECK(appraise(effect, example::plain_money()).projected);
}

TEST_CASE("appraise: by hand, harm is a loss and never pays back") {
  Effect harm = example::minutes_per_ticket();
  harm.absolute = {.estimate = 6, .se = 1, .df = 30, .low = 4, .high = 8};
  const Appraisal appraisal = appraise(harm, example::plain_money());
  CHECK(appraisal.hours_per_person_week == doctest::Approx(-5));
  CHECK(appraisal.hours_per_person_week_low <= appraisal.hours_per_person_week_high);
  CHECK(appraisal.benefit_per_year == doctest::Approx(-650000));
  CHECK(appraisal.npv.p90 < -168000);
  CHECK(appraisal.probability_npv_positive == 0);
  CHECK(appraisal.probability_pays_back == 0);
  CHECK(std::isnan(appraisal.payback_months.p50));
}

TEST_CASE("appraise: by hand, revenue at its margin has no hours") {
  const Appraisal appraisal = appraise(example::revenue_per_month(), example::plain_money());
  CHECK(appraisal.benefit_per_year == doctest::Approx(960));
  CHECK(std::isnan(appraisal.hours_per_person_week));
}

TEST_CASE("appraise: by hand, without costs there is no return on investment, and any gain breaks even") {
  Assumptions assumptions = example::plain_money();
  assumptions.costs.clear();
  const Appraisal appraisal = appraise(example::minutes_per_ticket(), assumptions);
  CHECK(std::isnan(appraisal.roi.mean));
  CHECK(appraisal.break_even_effect == 0);
}

TEST_CASE("appraise: reference, the mean NPV agrees with its closed form within 4 Monte Carlo errors") {
  // NPV = -60,000 + 36 (E X E S k - 3,000), X ~ N(6, 1), S ~ triangular(0.3, 0.5, 0.7), k = 650,000 / 12 / 3.
  Assumptions assumptions = example::plain_money();
  assumptions.realized_share = Uncertain{0.3, 0.5, 0.7};
  const double k = 650000 / 12.0 / 3, share_variance = 0.12 / 18;  // (0.09 + 0.25 + 0.49 - 0.15 - 0.21 - 0.35) / 18
  const double sd = 36 * k * std::sqrt(37 * (0.25 + share_variance) - 9);
  const Appraisal appraisal = appraise(example::minutes_per_ticket(), assumptions);
  CHECK(std::abs(appraisal.npv.mean - 1782000) < 4 * sd / 100);
}

TEST_CASE("appraise: invariance, money in cents is a hundred times the money") {
  Assumptions cents = example::plain_money();
  cents.hourly_cost = 100 * cents.hourly_cost.middle();
  for (Cost& cost : cents.costs) {
    cost.once = 100 * cost.once.middle();
    cost.per_person_month = 100 * cost.per_person_month.middle();
  }
  const Appraisal in_dollars = appraise(example::minutes_per_ticket(), example::plain_money());
  const Appraisal in_cents = appraise(example::minutes_per_ticket(), cents);
  CHECK(in_cents.npv.p10 == doctest::Approx(100 * in_dollars.npv.p10).epsilon(1e-12));
  CHECK(in_cents.roi.p50 == doctest::Approx(in_dollars.roi.p50).epsilon(1e-12));
  CHECK(in_cents.payback_months.p90 == in_dollars.payback_months.p90);
  CHECK(in_cents.break_even_effect == doctest::Approx(in_dollars.break_even_effect).epsilon(1e-12));
}

TEST_CASE("appraise: invariance, the second and third year add to the first, discounted") {
  Assumptions assumptions = example::plain_money();
  assumptions.discount_rate_per_year = 0.1;
  const auto npv = [&](int months, double once) {
    assumptions.horizon_months = months;
    assumptions.costs[0].once = once;
    return sure_npv(example::minutes_per_ticket(), assumptions);
  };
  CHECK(npv(12, 60000) + npv(24, 0) / 1.1 == doctest::Approx(npv(36, 60000)).epsilon(1e-12));
}

TEST_CASE("appraise: invariance, with all costs per person the NPV is linear in the people") {
  Assumptions assumptions = example::plain_money();
  assumptions.costs = {{.name = "licences", .per_person_month = 30}};
  const double of_hundred = sure_npv(example::minutes_per_ticket(), assumptions);
  assumptions.people = 300;
  CHECK(sure_npv(example::minutes_per_ticket(), assumptions) == doctest::Approx(3 * of_hundred).epsilon(1e-12));
}

TEST_CASE("appraise: by hand, an effect on the log scale is worth what its share of the baseline is") {
  // exp(e) - 1 = -0.2 of 30 minutes: the 6 minutes of the example.
  Effect log = example::minutes_per_ticket();
  log.metric.scale = Scale::log;
  log.absolute.estimate = std::log(0.8);
  CHECK(sure_npv(log, example::plain_money()) == doctest::Approx(1782000).epsilon(1e-9));
}

TEST_CASE("appraise: reference, two values add up, and how their effects go together widens the NPV as it must") {
  // 325,000 for each minute fewer, 1,440 for each USD more; errors of 1 minute and 200 USD: sds of 325,000 and 288,000.
  // What is saved falls with the effect on minutes: Var = A^2 + B^2 - 2 r A B; P90 - P10 = 2 x 1.281552 sd.
  Effect revenue = example::revenue_per_month();
  revenue.absolute = {.estimate = 500, .se = 200, .df = INFINITY, .low = 100, .high = 900};
  const std::vector<Effect> effects{example::minutes_per_ticket(), revenue};
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "handle_minutes"}, {.metric = "revenue", .apart = "web shop"}};
  assumptions.draws = 40000;
  for (const double r : {0.9, 0.0, -0.9}) {
    CAPTURE(r);
    assumptions.correlations = {{"effect on handle minutes", "effect on revenue", r}};
    const Appraisal both = appraise(effects, assumptions);
    const double a = 325000, b = 288000, sd = std::sqrt(a * a + b * b - 2 * r * a * b);
    CHECK(std::abs(both.npv.mean - (1950000 + 720000 - 168000)) < 4 * sd / std::sqrt(40000.0));
    const double width = both.npv.p90 - both.npv.p10;
    CHECK(std::abs(width - 2 * 1.2815516 * sd) < 4 * std::hypot(both.npv.p10_error, both.npv.p90_error));
    REQUIRE(both.values.size() == 2);
    CHECK(both.values[0].present_value + both.values[1].present_value == doctest::Approx(both.pv_benefits));
    CHECK(both.pv_cash_released == both.values[1].present_value);
    CHECK(both.npv.mean == doctest::Approx(both.pv_benefits - both.pv_costs));
    CHECK(both.benefit_per_year == doctest::Approx(650000 + 240000));
  }
}

TEST_CASE("appraise: by hand, tax takes its part of the NPV and is a line; ROI and payback are what they were") {
  Assumptions assumptions = example::plain_money();
  const Appraisal before = appraise(example::minutes_per_ticket(), assumptions);
  assumptions.tax_rate = 0.25;
  const Appraisal after = appraise(example::minutes_per_ticket(), assumptions);
  CHECK(after.npv.p10 == doctest::Approx(0.75 * before.npv.p10));
  CHECK(after.pv_tax == doctest::Approx(0.25 * before.npv.mean));
  CHECK(after.pv_costs == before.pv_costs);
  CHECK(after.npv.mean == doctest::Approx(after.pv_benefits - after.pv_costs - after.pv_tax));
  CHECK(after.roi.p50 == before.roi.p50);
  CHECK(after.payback_months.p90 == before.payback_months.p90);
  CHECK(after.lines.back().name == "tax");
  CHECK(after.cash_flow.back().cumulative == doctest::Approx(0.75 * before.cash_flow.back().cumulative));
}

TEST_CASE("appraise: by hand, what is soft is shown and in no figure, and a campaign is worth it once") {
  Assumptions assumptions = example::plain_money();
  const Appraisal alone = appraise(example::minutes_per_ticket(), assumptions);
  assumptions.values = {{.metric = "handle_minutes"},
                        {.metric = "escalations", .value_class = ValueClass::soft, .price = 35}};
  const std::vector<Effect> effects{example::minutes_per_ticket(), example::escalations()};
  const Appraisal soft = appraise(effects, assumptions);
  CHECK(std::abs(soft.npv.mean - alone.npv.mean) < 4 * std::hypot(soft.npv.mean_error, alone.npv.mean_error));
  CHECK(soft.benefit_per_year == alone.benefit_per_year);
  CHECK(soft.values[1].present_value == doctest::Approx(1092000).epsilon(0.02));
  CHECK(soft.pv_benefits == soft.values[0].present_value);
  Assumptions once = example::plain_money();
  once.campaigns = 1;
  CHECK(sure_npv(example::revenue_per_month(), once) == doctest::Approx(80 - 168000));
  once.campaigns = missing;
  CHECK(sure_npv(example::revenue_per_month(), once) == doctest::Approx(2880 - 168000));
}

TEST_CASE("appraise: by hand, where it may be that nothing is spent there is no return on it") {
  Assumptions assumptions = example::plain_money();
  assumptions.costs = {{.name = "training", .once = Uncertain::sample({0, 60000})}};
  CHECK(std::isnan(appraise(example::minutes_per_ticket(), assumptions).roi.mean));
  assumptions.costs[0].once = Uncertain::sample({10000, 60000});
  CHECK(appraise(example::minutes_per_ticket(), assumptions).roi.mean > 0);
}

TEST_CASE("appraise: refusal, what may not be turned into money") {
  const auto refused = [](auto spoil) {
    Effect effect = example::minutes_per_ticket();
    spoil(effect);
    return example::error_of([&] { appraise(effect, example::plain_money()); });
  };
  CHECK(refused([](Effect& e) { e.metric.activity = true; }) ==
        "money: 'handle minutes' is a measure of activity, but must be one of results to be worth money; value the "
        "time, revenue or cost that the activity changes");
  CHECK(
      refused([](Effect& e) { e.metric.kind = MetricKind::score; }) ==
      "money: the kind of 'handle minutes' is score, but must be time, revenue, cost, count or rate to be worth money; "
      "make a metric of kind time, revenue or cost the primary one");
  CHECK(refused([](Effect& e) {
          e.usable = false;
          e.message = "every value is 3";
        }) == "money: the effect on 'handle minutes' is not usable: every value is 3");
  CHECK(refused([](Effect& e) { e.absolute.df = 1; }) ==
        "money: the effect on 'handle minutes' has 1 degrees of freedom, but must have more than 1: its draws have no "
        "mean; observe more units");
  CHECK(refused([](Effect& e) { e.absolute.se = missing; }) ==
        "money: the effect on 'handle minutes' has no standard error, but must have one to be simulated");
  CHECK(refused([](Effect& e) {
          e.absolute.se = missing;
          e.absolute.reason = "20 groups give an interval";
        }).ends_with("has no standard error, but must have one to be simulated; 20 groups give an interval"));
  CHECK(refused([](Effect& e) {
          e.metric.scale = Scale::log;
          e.baseline = missing;
        }) == "money: the baseline of 'handle minutes' is missing, but must be known to value a relative effect");
}

}  // TEST_SUITE("monetize/appraise")
