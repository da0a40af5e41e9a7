#include "monetize/cash_flow.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/cash_flow") {

namespace {

// Costs, all at once, at a discount rate.
Assumptions paying(double once, double per_month, int horizon_months, double rate = 0) {
  Assumptions assumptions = example::plain_money();
  assumptions.costs = {{.name = "all", .once = once, .per_month = per_month}};
  assumptions.rollout = {{0, 1}};
  assumptions.horizon_months = horizon_months;
  assumptions.discount_rate_per_year = rate;
  return assumptions;
}

CashModel model_of(double once, double per_month, int horizon_months, double rate = 0) {
  return cash_model(paying(once, per_month, horizon_months, rate));
}

}  // namespace

TEST_CASE("cash flow: by hand, 12 months at 0 % are worth 12, and month 12 alone at 10 % is 1 / 1.1") {
  CHECK(model_of(0, 0, 12).worth_of_benefit == 12);
  CHECK(model_of(0, 0, 12, 0.1).worth_of_benefit - model_of(0, 0, 11, 0.1).worth_of_benefit ==
        doctest::Approx(1 / 1.1).epsilon(1e-12));
}

TEST_CASE("cash flow: by hand, at year ends all months of a year count as its last") {
  Assumptions assumptions = paying(100, 0, 30, 0.1);
  assumptions.discounting = Discounting::year_ends;
  const CashModel model = cash_model(assumptions);
  CHECK(model.discount[0] == 1);
  CHECK(model.worth_of_benefit == doctest::Approx(12 / 1.1 + 12 / 1.21 + 6 / 1.331).epsilon(1e-12));
}

TEST_CASE("cash flow: by hand, NPV and ROI of 100 once, 10 a month in, 2 a month out, 36 months, undiscounted") {
  // -100 + 8 x 36 = 188; spent 100 + 72 = 172; 188 / 172.
  CHECK(net_present_value(model_of(100, 2, 36), 10) == doctest::Approx(188));
  CHECK(return_on_investment(model_of(100, 2, 36), 10) == doctest::Approx(188.0 / 172));
}

TEST_CASE("cash flow: by hand, 100 at a net 8 a month is back in month 13") {
  CHECK(payback_month(model_of(100, 2, 36), 10) == 13);  // 12 x 8 = 96, 13 x 8 = 104
  CHECK(payback_month(model_of(96, 2, 36), 10) == 12);   // exactly
  CHECK(payback_month(model_of(100, 2, 12), 10) == std::nullopt);
  CHECK(payback_month(model_of(1.2, 0, 36), 0.1) == 12);  // 12 x 0.1 is 1.2000000000000002, or less
}

TEST_CASE("cash flow: by hand, without a one-off cost any gain pays back in the first month, and a loss never") {
  CHECK(payback_month(model_of(0, 2, 36), 3) == 1);
  CHECK(payback_month(model_of(0, 2, 36), 1) == std::nullopt);
  CHECK(payback_month(model_of(100, 2, 36), 2) == std::nullopt);
  CHECK(payback_month(model_of(0, 0, 36), 0) == 1);  // nothing was spent
  CHECK(payback_month(model_of(0, 0, 36), -1) == std::nullopt);
}

TEST_CASE("cash flow: by hand, discounted at 100 % a year a payback takes longer, or never comes") {
  // Month 12 counts half of month 0; 100 at 10 a month: sum over 12 of 10 x 2^(-m / 12) = 84.1, over 15 it is 97.5, over 16 101.4.
  const CashModel model = model_of(100, 0, 36, 1);
  CHECK(payback_month(model, 10) == 10);
  CHECK(discounted_payback_month(model, 10) == 16);
  CHECK(discounted_payback_month(model, 5) == std::nullopt);  // 36 months are worth 74
}

TEST_CASE("cash flow: by hand, who begins in month 4 brings nothing before, and no licence either") {
  Assumptions assumptions = paying(0, 0, 6);
  assumptions.rollout = {{0, 0.5}, {3, 0.5}};
  assumptions.costs = {{.name = "licences", .per_person_month = 1}};
  const CashModel model = cash_model(assumptions);
  CHECK(model.weight == std::vector<double>{0, 0.5, 0.5, 0.5, 1, 1, 1});
  CHECK(model.cost == std::vector<double>{0, 50, 50, 50, 100, 100, 100});
  assumptions.horizon_months = 13;
  assumptions.volume_growth_per_year = 0.1;
  CHECK(cash_model(assumptions).weight[12] == 1);
  CHECK(cash_model(assumptions).weight[13] == doctest::Approx(1.1));
}

TEST_CASE("cash flow: by hand, a month of delay costs the last month, and all else a month's interest") {
  CHECK(cost_of_delay(model_of(100, 2, 36), 10) == doctest::Approx(8));  // undiscounted
  const CashModel model = model_of(0, 0, 12, 0.1);
  CHECK(cost_of_delay(model, 1) == doctest::Approx(std::pow(1.1, -1 / 12.0)).epsilon(1e-12));  // the first falls away
}

TEST_CASE("cash flow: by hand, the cumulative cash begins at minus the one-off costs") {
  const std::vector<MonthlyCash> flow =
      monthly_cash(model_of(100, 2, 24), {.mean = 10, .p10 = 5, .p50 = 10, .p90 = 15});
  REQUIRE(flow.size() == 25);
  CHECK(flow[0].benefit == 0);
  CHECK(flow[0].cost == 100);
  CHECK(flow[0].cumulative == -100);
  CHECK(flow[1].benefit == 10);
  CHECK(flow[1].cost == 2);
  CHECK(flow[24].cumulative == doctest::Approx(92));
  CHECK(flow[24].cumulative_p10 == doctest::Approx(-28));
  CHECK(flow[24].cumulative_p90 == doctest::Approx(212));
}

TEST_CASE("cash flow: reference, ROI 116 % and NPV 19.7 M follow from costs of 17.0 M and benefits of 36.7 M") {
  // Forrester, Total Economic Impact of Microsoft 365 Copilot, March 2025: printed to three digits.
  Assumptions assumptions = paying(6.9e6 + 4.4e6, 1, 36, 0.1);
  assumptions.discounting = Discounting::year_ends;
  const double factor = cash_model(assumptions).worth_of_benefit;
  assumptions.costs[0].per_month = (17.0e6 - 11.3e6) / factor;
  const CashModel model = cash_model(assumptions);
  CHECK(net_present_value(model, 36.7e6 / factor) == doctest::Approx(19.7e6).epsilon(1e-9));
  CHECK(std::round(100 * return_on_investment(model, 36.7e6 / factor)) == 116);
}

TEST_CASE("cash flow: reference, a level cash is worth the closed geometric sum") {
  // v (1 - v^H) / (1 - v), v = (1 + r)^(-1/12): any textbook of finance. Tolerance 1e-12, relative.
  for (double rate : {0.01, 0.1, 0.3}) {
    const double v = std::pow(1 + rate, -1.0 / 12);
    CHECK(model_of(0, 0, 36, rate).worth_of_benefit ==
          doctest::Approx(v * (1 - std::pow(v, 36)) / (1 - v)).epsilon(1e-12));
  }
}

TEST_CASE("cash flow: invariance, two horizons end to end are worth what one long one is") {
  const auto annuity = [](int months) { return model_of(0, 0, months, 0.1).worth_of_benefit; };
  CHECK(annuity(12) + annuity(24) / 1.1 == doctest::Approx(annuity(36)).epsilon(1e-12));
}

TEST_CASE("cash flow: invariance, of random rollouts and costs the figures are those of the months added up") {
  Random random(5);
  for (int i = 0; i < 100; ++i) {
    Assumptions assumptions = paying(1000 * random.uniform(), 10 * random.uniform(), 24, 0.3 * random.uniform());
    assumptions.rollout = {{0, 0.3}, {6 * random.uniform(), 0.6 * random.uniform()}};
    assumptions.risk_of_costs = random.uniform() / 5;
    const CashModel model = cash_model(assumptions);
    const double benefit = 200 * random.uniform();
    double worth = 0, sum = 0;
    std::optional<int> payback;
    for (std::size_t m = 0; m < 25; ++m) {
      const double cash = model.weight[m] * benefit - model.cost[m];
      worth += cash * std::pow(1 + assumptions.discount_rate_per_year, -static_cast<double>(m) / 12);
      sum += cash;
      if (m > 0 && sum >= 0 && !payback) payback = static_cast<int>(m);
    }
    CHECK(net_present_value(model, benefit) == doctest::Approx(worth).epsilon(1e-9));
    CHECK(payback_month(model, benefit) == payback);
    CHECK(discounted_payback_month(model, benefit).value_or(99) >= payback_month(model, benefit).value_or(99));
  }
}

TEST_CASE("cash flow: refusal, a return on nothing does not exist") {
  CHECK(std::isnan(return_on_investment(model_of(0, 0, 36), 10)));
}

}  // TEST_SUITE("monetize/cash_flow")
