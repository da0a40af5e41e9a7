#include "monetize/cash_flow.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "monetize/random_money.hpp"

using namespace payoff;

TEST_SUITE("monetize/cash_flow") {

namespace {

// One person, one cost and one benefit of so much a month, at a discount rate.
Assumptions paying(double once, double per_month, int horizon_months, double rate = 0) {
  Assumptions assumptions = example::plain_money();
  assumptions.people = 1;
  assumptions.costs = {{.name = "all", .once = once, .per_month = per_month}};
  assumptions.rollout = {{0, 1}};
  assumptions.horizon_months = horizon_months;
  assumptions.discount_rate_per_year = rate;
  return assumptions;
}

struct Case {
  example::Priced priced;
  const CashModel& model;
  CashFlow cash;

  Case(double benefit, const Assumptions& assumptions)
      : priced(example::saved_each_month(benefit), assumptions),
        model(priced.model()),
        cash(cash_flow(model, middle_of(model))) {}
};

double annuity(int months, double rate, Discounting discounting = Discounting::months) {
  Assumptions assumptions = paying(0, 0, months, rate);
  assumptions.discounting = discounting;
  const Case one(1, assumptions);
  return present_value(one.model, one.cash.benefit);
}

std::optional<int> payback(double once, double per_month, int months, double benefit) {
  return payback_month(Case(benefit, paying(once, per_month, months)).cash);
}

Point random_point(const CashModel& model, Random& random) {
  Point point = middle_of(model);
  for (double& input : point.inputs) input *= 0.5 + random.uniform();
  for (double& effect : point.effects) effect *= 3 * random.uniform() - 1;
  return point;
}

// What NPVs of a model are the difference of.
double size_of(const CashModel& model, const CashFlow& cash) {
  double size = 0;
  for (std::size_t m = 0; m < model.months(); ++m)
    size += model.discount[m] * (std::abs(cash.benefit[m]) + std::abs(cash.cost[m]));
  return size;
}

}  // namespace

TEST_CASE("cash flow: by hand, 12 months at 0 % are worth 12, and month 12 alone at 10 % is 1 / 1.1") {
  CHECK(annuity(12, 0) == doctest::Approx(12).epsilon(1e-12));
  CHECK(annuity(12, 0.1) - annuity(11, 0.1) == doctest::Approx(1 / 1.1).epsilon(1e-12));
}

TEST_CASE("cash flow: by hand, at year ends all months of a year count as its last") {
  CHECK(annuity(30, 0.1, Discounting::year_ends) == doctest::Approx(12 / 1.1 + 12 / 1.21 + 6 / 1.331).epsilon(1e-12));
}

TEST_CASE("cash flow: by hand, NPV and ROI of 100 once, 10 a month in, 2 a month out, 36 months, undiscounted") {
  // -100 + 8 x 36 = 188; spent 100 + 72 = 172; 188 / 172.
  const Case plain(10, paying(100, 2, 36));
  CHECK(net_present_value(plain.model, plain.cash) == doctest::Approx(188));
  CHECK(return_on_investment(plain.model, plain.cash) == doctest::Approx(188.0 / 172));
  CHECK(steady_benefit(plain.model, middle_of(plain.model)) == doctest::Approx(10));
}

TEST_CASE("cash flow: by hand, tax takes a quarter of the NPV, and leaves ROI, payback and delay what they are") {
  Assumptions taxed = paying(100, 2, 36);
  taxed.tax_rate = 0.25;
  const Case plain(10, paying(100, 2, 36)), after(10, taxed);
  CHECK(net_present_value(after.model, after.cash) == doctest::Approx(0.75 * 188));
  CHECK(return_on_investment(after.model, after.cash) == return_on_investment(plain.model, plain.cash));
  CHECK(payback_month(after.cash) == payback_month(plain.cash));
  CHECK(discounted_payback_month(after.model, after.cash) == discounted_payback_month(plain.model, plain.cash));
  CHECK(cost_of_delay(after.model, after.cash) == doctest::Approx(0.75 * 8));
}

TEST_CASE("cash flow: by hand, 100 at a net 8 a month is back in month 13") {
  CHECK(payback(100, 2, 36, 10) == 13);  // 12 x 8 = 96, 13 x 8 = 104
  CHECK(payback(96, 2, 36, 10) == 12);   // exactly
  CHECK(payback(100, 2, 12, 10) == std::nullopt);
  CHECK(payback(1.2, 0, 36, 0.1) == 12);  // 12 x 0.1 is 1.2000000000000002, or less
}

TEST_CASE("cash flow: by hand, without a one-off cost any gain pays back in the first month, and a loss never") {
  CHECK(payback(0, 2, 36, 3) == 1);
  CHECK(payback(0, 2, 36, 1) == std::nullopt);
  CHECK(payback(100, 2, 36, 2) == std::nullopt);
  CHECK(payback(0, 0, 36, 0) == 1);  // nothing was spent
  CHECK(payback(0, 0, 36, -1) == std::nullopt);
}

TEST_CASE("cash flow: by hand, discounted at 100 % a year a payback takes longer, or never comes") {
  // Month 12 counts half of month 0; 100 at 10 a month: sum over 12 of 10 x 2^(-m / 12) = 84.1, over 15 it is 97.5, over 16 101.4.
  const Case ten(10, paying(100, 0, 36, 1)), five(5, paying(100, 0, 36, 1));
  CHECK(payback_month(ten.cash) == 10);
  CHECK(discounted_payback_month(ten.model, ten.cash) == 16);
  CHECK(discounted_payback_month(five.model, five.cash) == std::nullopt);  // 36 months are worth 74
}

TEST_CASE("cash flow: by hand, who begins in month 4 brings nothing before, and no licence either") {
  Assumptions assumptions = paying(0, 0, 6);
  assumptions.people = 100;
  assumptions.rollout = {{0, 0.5}, {3, 0.5}};
  assumptions.costs = {{.name = "licences", .per_person_month = 1}};
  const Case halves(1, assumptions);
  const double expected[] = {0, 50, 50, 50, 100, 100, 100};
  for (std::size_t m = 0; m < 7; ++m) {
    CHECK(halves.cash.benefit[m] == doctest::Approx(expected[m]));
    CHECK(halves.cash.cost[m] == doctest::Approx(expected[m]));
  }
  assumptions.horizon_months = 13;
  assumptions.volume_growth_per_year = 0.1;
  CHECK(Case(1, assumptions).cash.benefit[12] == doctest::Approx(100));
  CHECK(Case(1, assumptions).cash.benefit[13] == doctest::Approx(110));
  assumptions.inflation_per_year = 0.02;  // of prices, beside the volume; the licence has no growth of its own
  CHECK(Case(1, assumptions).cash.benefit[13] == doctest::Approx(112.2));
  CHECK(Case(1, assumptions).cash.cost[13] == doctest::Approx(102));
}

TEST_CASE("cash flow: by hand, a month of delay costs the last month, and all else a month's interest") {
  const Case plain(10, paying(100, 2, 36)), free(1, paying(0, 0, 12, 0.1));
  CHECK(cost_of_delay(plain.model, plain.cash) == doctest::Approx(8));  // undiscounted
  // The first falls away.
  CHECK(cost_of_delay(free.model, free.cash) == doctest::Approx(std::pow(1.1, -1 / 12.0)).epsilon(1e-12));
}

TEST_CASE("cash flow: by hand, a gain loses rework and risk, a loss neither, and what is soft counts nowhere") {
  Assumptions assumptions = example::plain_money();
  assumptions.rework_share = 0.1;
  assumptions.risk_of_benefits = 0.2;
  const example::Priced priced(example::minutes_per_ticket(), assumptions);
  Point point = middle_of(priced.model());
  const double gross = 650000 / 12.0;
  CHECK(benefit_by_month(priced.model().benefits[0], point)[1] == doctest::Approx(0.72 * gross));
  CHECK(steady_benefit(priced.model(), point) == doctest::Approx(0.72 * gross));
  point.effects[0] = 6;
  CHECK(benefit_by_month(priced.model().benefits[0], point)[1] == doctest::Approx(-gross));
  CHECK(steady_benefit(priced.model(), point) == doctest::Approx(-gross));
  assumptions.values = {{.metric = "handle_minutes"},
                        {.metric = "escalations", .value_class = ValueClass::soft, .price = 35}};
  const example::Priced two({example::minutes_per_ticket(), example::escalations()}, assumptions);
  const Point middle = middle_of(two.model());
  CHECK(benefit_by_month(two.model().benefits[1], middle)[1] == doctest::Approx(0.8 * 2 * 100 * 35 * 52 / 12));
  CHECK(cash_flow(two.model(), middle).benefit[1] == doctest::Approx(0.72 * gross));
  CHECK(steady_benefit(two.model(), middle) == doctest::Approx(0.72 * gross));
}

TEST_CASE("cash flow: reference, ROI 116 % and NPV 19.7 M follow from costs of 17.0 M and benefits of 36.7 M") {
  // Forrester, Total Economic Impact of Microsoft 365 Copilot, March 2025: printed to three digits.
  const double factor = annuity(36, 0.1, Discounting::year_ends);
  Assumptions assumptions = paying(6.9e6 + 4.4e6, (17.0e6 - 11.3e6) / factor, 36, 0.1);
  assumptions.discounting = Discounting::year_ends;
  const Case copilot(36.7e6 / factor, assumptions);
  CHECK(net_present_value(copilot.model, copilot.cash) == doctest::Approx(19.7e6).epsilon(1e-9));
  CHECK(std::round(100 * return_on_investment(copilot.model, copilot.cash)) == 116);
}

TEST_CASE("cash flow: reference, a level cash is worth the closed geometric sum") {
  // v (1 - v^H) / (1 - v), v = (1 + r)^(-1/12): any textbook of finance. Tolerance 1e-12, relative.
  for (double rate : {0.01, 0.1, 0.3}) {
    const double v = std::pow(1 + rate, -1.0 / 12);
    CHECK(annuity(36, rate) == doctest::Approx(v * (1 - std::pow(v, 36)) / (1 - v)).epsilon(1e-12));
  }
}

TEST_CASE("cash flow: invariance, two horizons end to end are worth what one long one is") {
  CHECK(annuity(12, 0.1) + annuity(24, 0.1) / 1.1 == doctest::Approx(annuity(36, 0.1)).epsilon(1e-12));
}

TEST_CASE("cash flow: invariance, of random rollouts and costs the figures are those of the months added up") {
  Random random(5);
  for (int i = 0; i < 100; ++i) {
    Assumptions assumptions = paying(1000 * random.uniform(), 10 * random.uniform(), 24, 0.3 * random.uniform());
    assumptions.rollout = {{0, 0.3}, {6 * random.uniform(), 0.6 * random.uniform()}};
    assumptions.risk_of_costs = random.uniform() / 5;
    const double benefit = 200 * random.uniform();
    const Case drawn(benefit, assumptions);
    double worth = 0, sum = 0;
    std::optional<int> back;
    for (std::size_t m = 0; m < 25; ++m) {
      double reach = 0;
      for (const Start& start : assumptions.rollout)
        reach += start.share * std::clamp(static_cast<double>(m) - start.month, 0.0, 1.0);
      const Cost& cost = assumptions.costs[0];
      const double paid = (1 + assumptions.risk_of_costs) * (m == 0 ? cost.once : cost.per_month).middle();
      const double cash = reach * benefit - paid;
      worth += cash * std::pow(1 + assumptions.discount_rate_per_year, -static_cast<double>(m) / 12);
      sum += cash;
      if (m > 0 && sum >= 0 && !back) back = static_cast<int>(m);
    }
    CHECK(net_present_value(drawn.model, drawn.cash) == doctest::Approx(worth).epsilon(1e-9));
    CHECK(payback_month(drawn.cash) == back);
    CHECK(discounted_payback_month(drawn.model, drawn.cash).value_or(99) >= back.value_or(99));
  }
}

TEST_CASE("cash flow: invariance, what is discounted beforehand is worth the same at 10 points of 200 random models") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const example::RandomMoney money(seed);
    const example::Priced priced(money.effects, money.assumptions);
    const PresentValue worth(priced.model());
    Random random(seed, 1);
    for (int i = 0; i < 10; ++i) {
      const Point point = random_point(priced.model(), random);
      const CashFlow cash = cash_flow(priced.model(), point);
      const double slow = net_present_value(priced.model(), cash);
      CHECK(std::abs(worth.net(point) - slow) < 1e-12 * size_of(priced.model(), cash));
    }
  }
}

TEST_CASE("cash flow: refusal, a return on nothing does not exist") {
  const Case free(10, paying(0, 0, 36));
  CHECK(std::isnan(return_on_investment(free.model, free.cash)));
}

}  // TEST_SUITE("monetize/cash_flow")
