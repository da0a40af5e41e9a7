#include "monetize/cash_line.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "monetize/random_money.hpp"

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

void check_years(const CashLine& line, const std::vector<double>& expected) {
  const std::vector<double> years = line.by_year();
  REQUIRE(years.size() == expected.size());
  for (std::size_t y = 0; y < years.size(); ++y) CHECK(years[y] == doctest::Approx(expected[y]));
}

}  // namespace

TEST_CASE("cash line: by hand, a table by year with present values, to the dollar") {
  const example::Priced priced(example::saved_each_month(10), two_halves());
  const std::vector<CashLine> lines = cash_lines(priced.model());
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].name == "spend: cost avoided");
  CHECK_FALSE(lines[0].is_cost);
  check_years(lines[0], {0, 9000, 12000, 6000});
  CHECK(lines[0].total() == doctest::Approx(27000));
  CHECK(std::round(lines[0].present_value) == 22607);  // 9,000 / 1.1 + 12,000 / 1.21 + 6,000 / 1.331 = 22,607.06
  CHECK(lines[1].is_cost);
  check_years(lines[1], {500, 0, 0, 0});
  CHECK(lines[1].present_value == 500);
  // 100 people x 2 x (6 x 0.5 + 6) = 1,800; x 12 x 1.5 = 3,600; x 6 x 2.25 = 2,700.
  check_years(lines[2], {0, 1800, 3600, 2700});
  CHECK(std::round(lines[2].present_value) == 6640);  // 1,636.36 + 2,975.21 + 2,028.55
}

TEST_CASE("cash line: by hand, tax is a line of its own, of what is counted, and a loss saves some") {
  Assumptions assumptions = two_halves();
  assumptions.tax_rate = 0.3;
  const example::Priced priced(example::saved_each_month(10), assumptions);
  const std::vector<CashLine> lines = cash_lines(priced.model());
  REQUIRE(lines.size() == 4);
  CHECK(lines[3].name == "tax");
  CHECK(lines[3].is_cost);
  check_years(lines[3], {-150, 0.3 * 7200, 0.3 * 8400, 0.3 * 3300});
}

TEST_CASE("cash line: by hand, each says what it is, of whom, and that it is not counted where it is soft") {
  Effect senior = example::minutes_per_ticket(), orders = example::escalations();
  senior.segment = SegmentValue{"role", "senior"};
  orders.metric.better = Better::higher;
  orders.metric.name = "customers";
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "handle_minutes", .segment = "role", .label = "senior", .people = 40},
                        {.metric = "revenue", .apart = "other hours"},
                        {.metric = "escalations", .value_class = ValueClass::soft, .price = 35},
                        {.metric = "customers", .as = ValueAs::retention, .price = 200, .apart = "other months"}};
  const example::Priced priced({senior, example::revenue_per_month(), example::escalations(), orders}, assumptions);
  const std::vector<CashLine> lines = cash_lines(priced.model());
  REQUIRE(lines.size() == 6);
  CHECK(lines[0].name == "handle minutes, role = senior: time saved");
  CHECK(lines[1].name == "revenue: margin gained");
  CHECK(lines[2].name == "escalations: quality (soft, not counted)");
  CHECK_FALSE(lines[2].counted);
  CHECK(lines[2].present_value > 0);
  CHECK(lines[3].name == "customers: kept");
}

TEST_CASE("cash line: by hand, the cumulative cash begins at minus the one-off costs") {
  const std::vector<CashLine> lines{
      {"in", false, {0, 10, 10}}, {"out", true, {100, 2, 2}}, {"soft", false, {0, 500, 500}, 0, false}};
  MoneyDraws draws;
  draws.cumulative = {{-100, -100}, {-95, -95}, {-90, -90}};
  const std::vector<MonthlyCash> flow = monthly_cash(lines, draws);
  REQUIRE(flow.size() == 3);
  CHECK(flow[0].month == 0);
  CHECK(flow[0].benefit == 0);
  CHECK(flow[0].cost == 100);
  CHECK(flow[0].cumulative == -100);
  CHECK(flow[1].benefit == 10);
  CHECK(flow[1].cost == 2);
  CHECK(flow[2].cumulative == -84);
  CHECK(flow[2].cumulative_p10 == -90);
  CHECK(flow[2].cumulative_p90 == -90);
}

TEST_CASE("cash line: invariance, what the lines are worth adds up to the NPV, and their months to the cash flow") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    const example::RandomMoney money(seed);
    const example::Priced priced(money.effects, money.assumptions);
    const MoneyDraws draws = simulate(priced.model(), 300, seed, {.threads = 1});
    const std::vector<CashLine> lines = cash_lines(priced.model());
    double npv = 0, total = 0, size = 0;
    for (const CashLine& line : lines) {
      if (!line.counted) continue;
      npv += (line.is_cost ? -1 : 1) * line.present_value;
      total += (line.is_cost ? -1 : 1) * line.total();
      size += std::abs(line.present_value);
    }
    const CashFlow cash = cash_flow(priced.model(), middle_of(priced.model()));
    CHECK(std::abs(npv - net_present_value(priced.model(), cash)) < 1e-11 * size);
    CHECK(std::abs(total - monthly_cash(lines, draws).back().cumulative) < 1e-11 * size);
  }
}

}  // TEST_SUITE("monetize/cash_line")
