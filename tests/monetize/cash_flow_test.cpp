#include "monetize/cash_flow.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace payoff;

TEST_SUITE("monetize/cash_flow") {

TEST_CASE("cash flow: by hand, 12 months at 0 % are worth 12, and month 12 alone at 10 % is 1 / 1.1") {
  CHECK(annuity(0, 12) == 12);
  CHECK(annuity(0.1, 12) - annuity(0.1, 11) == doctest::Approx(1 / 1.1).epsilon(1e-12));
}

TEST_CASE("cash flow: by hand, NPV and ROI of 100 once, 10 a month in, 2 a month out, 36 months, undiscounted") {
  // -100 + 8 x 36 = 188; spent 100 + 72 = 172; 188 / 172.
  const CostStream costs{100, 2};
  CHECK(net_present_value(10, costs, 36) == doctest::Approx(188));
  CHECK(return_on_investment(10, costs, 36) == doctest::Approx(188.0 / 172));
}

TEST_CASE("cash flow: by hand, 100 at a net 8 a month is back in month 13") {
  CHECK(payback_month(10, {100, 2}, 36) == 13);  // 12 x 8 = 96, 13 x 8 = 104
  CHECK(payback_month(10, {96, 2}, 36) == 12);   // exactly
  CHECK(payback_month(10, {100, 2}, 12) == std::nullopt);
  CHECK(payback_month(0.1, {1.2, 0}, 36) == 12);  // 1.2 / 0.1 is 11.999999999999998 or 12.000000000000002
}

TEST_CASE("cash flow: by hand, without a one-off cost any gain pays back in the first month, and a loss never") {
  CHECK(payback_month(3, {0, 2}, 36) == 1);
  CHECK(payback_month(1, {0, 2}, 36) == std::nullopt);
  CHECK(payback_month(2, {100, 2}, 36) == std::nullopt);
}

TEST_CASE("cash flow: by hand, the cumulative cash begins at minus the one-off costs") {
  const std::vector<MonthlyCash> flow = monthly_cash({.mean = 10, .p10 = 5, .p50 = 10, .p90 = 15}, {100, 2}, 24);
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
  const double factor = annuity(0.10, 36);
  const CostStream costs{6.9e6 + 4.4e6, (17.0e6 - 11.3e6) / factor};
  const double benefit = 36.7e6 / factor;
  CHECK(net_present_value(benefit, costs, factor) == doctest::Approx(19.7e6).epsilon(1e-9));
  CHECK(std::round(100 * return_on_investment(benefit, costs, factor)) == 116);
}

TEST_CASE("cash flow: reference, the annuity is the closed geometric sum") {
  // v (1 - v^H) / (1 - v), v = (1 + r)^(-1/12): any textbook of finance. Tolerance 1e-12, relative.
  for (double rate : {0.01, 0.1, 0.3}) {
    const double v = std::pow(1 + rate, -1.0 / 12);
    CHECK(annuity(rate, 36) == doctest::Approx(v * (1 - std::pow(v, 36)) / (1 - v)).epsilon(1e-12));
  }
}

TEST_CASE("cash flow: invariance, two horizons end to end are worth what one long one is") {
  const double rate = 0.1, later = std::pow(1 + rate, -1.0);  // 12 months
  CHECK(annuity(rate, 12) + later * annuity(rate, 24) == doctest::Approx(annuity(rate, 36)).epsilon(1e-12));
}

TEST_CASE("cash flow: refusal, a return on nothing does not exist") {
  CHECK(std::isnan(return_on_investment(10, {0, 0}, 36)));
}

}  // TEST_SUITE("monetize/cash_flow")
