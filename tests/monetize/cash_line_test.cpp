#include "monetize/cash_line.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "monetize/example.hpp"
#include "monetize/reach.hpp"

using namespace payoff;

TEST_SUITE("monetize/cash_line") {

namespace {

// 1,000 a month of all, half of whom begin after 6 months; 30 months, at year ends of 10 %.
Assumptions two_halves() {
  Assumptions assumptions = example::plain_money();
  assumptions.costs = {{.name = "training", .once = 500},
                       {.name = "licences", .per_person_month = 2, .growth_per_year = 0.5}};
  assumptions.rollout = {{0, 0.5}, {6, 0.5}};
  assumptions.horizon_months = 30;
  assumptions.discount_rate_per_year = 0.1;
  assumptions.discounting = Discounting::year_ends;
  return assumptions;
}

}  // namespace

TEST_CASE("cash line: by hand, a table by year with present values, to the dollar") {
  const Assumptions assumptions = two_halves();
  const CashModel model = cash_model(assumptions);
  const std::vector<CashLine> lines = cash_lines(example::minutes_per_ticket(), assumptions, model, 1000);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].name == "handle minutes: time saved");
  CHECK_FALSE(lines[0].is_cost);
  CHECK(lines[0].by_year() == std::vector<double>{0, 9000, 12000, 6000});
  CHECK(lines[0].total() == 27000);
  CHECK(std::round(lines[0].present_value) == 22607);  // 9,000 / 1.1 + 12,000 / 1.21 + 6,000 / 1.331 = 22,607.06
  CHECK(lines[1].is_cost);
  CHECK(lines[1].by_year() == std::vector<double>{500, 0, 0, 0});
  CHECK(lines[1].present_value == 500);
  // 100 people x 2 x (6 x 0.5 + 6) = 1,800; x 12 x 1.5 = 3,600; x 6 x 2.25 = 2,700.
  CHECK(lines[2].by_year() == std::vector<double>{0, 1800, 3600, 2700});
  CHECK(std::round(lines[2].present_value) == 6640);  // 1,636.36 + 2,975.21 + 2,028.55
}

TEST_CASE("cash line: invariance, what the lines are worth adds up to the NPV, and their months to the cash flow") {
  const Assumptions assumptions = two_halves();
  const CashModel model = cash_model(assumptions);
  const std::vector<MonthlyCash> flow = monthly_cash(model, {.mean = 1000, .p10 = 500, .p50 = 1000, .p90 = 1500});
  double npv = 0, total = 0;
  for (const CashLine& line : cash_lines(example::minutes_per_ticket(), assumptions, model, 1000)) {
    npv += (line.is_cost ? -1 : 1) * line.present_value;
    total += (line.is_cost ? -1 : 1) * line.total();
  }
  CHECK(npv == doctest::Approx(net_present_value(model, 1000)).epsilon(1e-12));
  CHECK(total == doctest::Approx(flow.back().cumulative).epsilon(1e-12));
}

}  // TEST_SUITE("monetize/cash_line")
