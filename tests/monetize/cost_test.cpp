#include "monetize/cost.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/cost") {

TEST_CASE("cost: by hand, 60,000 once and 30 x 100 people + 500 a month") {
  Assumptions assumptions = example::plain_money();
  assumptions.costs.push_back({.name = "monitoring", .per_month = 500});
  const CostRates rates = cost_rates(assumptions);
  CHECK(rates.once == 60000);
  CHECK(rates.per_month == 3500);
}

TEST_CASE("cost: by hand, no costs cost nothing") {
  CHECK(cost_rates({}).once == 0);
  CHECK(cost_rates({}).per_month == 0);
}

TEST_CASE("cost: by hand, of 100 people half have it in month 1, and in the second year it is 10 % dearer") {
  Assumptions assumptions = example::plain_money();
  std::vector<double> reach(26, 1);
  reach[0] = 0, reach[1] = 0.5;
  const Cost cost{.name = "", .once = 7, .per_month = 500, .per_person_month = 30, .growth_per_year = 0.1};
  const std::vector<double> months = cost_by_month(cost, assumptions, reach);
  REQUIRE(months.size() == 26);
  CHECK(months[0] == 7);
  CHECK(months[1] == 2000);
  CHECK(months[12] == 3500);
  CHECK(months[13] == doctest::Approx(3850));
  CHECK(months[25] == doctest::Approx(4235));
  assumptions.risk_of_costs = 0.2;
  CHECK(cost_by_month(cost, assumptions, reach)[0] == doctest::Approx(8.4));
  CHECK(cost_by_month(cost, assumptions, reach)[13] == doctest::Approx(1.2 * 3850));
}

TEST_CASE("cost: by hand, who begins is trained when they begin, and reviews what it does while they have it") {
  Assumptions assumptions = example::plain_money();  // 100 people, 50 an hour
  assumptions.rollout = {{0, 0.4}, {2.5, 0.5}};
  const Cost cost{.name = "", .once_per_person = 10, .hours_per_person = 2, .hours_per_person_month = 0.1};
  const std::vector<double> reach{0, 0.4, 0.4, 0.65, 0.9};
  // 110 for 40 people in month 0, for 50 in month 2; 5 a month for each who has it.
  CHECK(cost_by_month(cost, assumptions, reach) == std::vector<double>{4400, 200, 5700, 325, 450});
  assumptions.costs = {cost};
  CHECK(cost_rates(assumptions).once == 11000);
  CHECK(cost_rates(assumptions).per_month == 500);
  assumptions.hourly_cost = missing;  // of a revenue: nobody's hours
  assumptions.costs = {{.name = "", .once_per_person = 10}};
  CHECK(cost_rates(assumptions).once == 1000);
}

TEST_CASE("cost: by hand, a bill is as it came, and then goes on as it says; risk is only of what is to come") {
  Assumptions assumptions = example::plain_money();  // 100 people
  const std::vector<double> reach{0, 0.1, 0.2, 0.5, 1};
  Bill bill{.name = "licences", .by_month = {7, 100, 200}, .people = 20};
  const auto months = [&](BillGoesOn goes_on) {
    bill.goes_on = goes_on;
    return bill_by_month(bill, assumptions, reach);
  };
  CHECK(months(BillGoesOn::not_at_all) == std::vector<double>{7, 100, 200, 0, 0});
  CHECK(months(BillGoesOn::last_month) == std::vector<double>{7, 100, 200, 200, 200});
  CHECK(months(BillGoesOn::mean_month) == std::vector<double>{7, 100, 200, 150, 150});
  CHECK(months(BillGoesOn::per_person) == std::vector<double>{7, 100, 200, 500, 1000});  // 10 each of 50, of 100
  assumptions.risk_of_costs = 0.5;
  CHECK(months(BillGoesOn::last_month) == std::vector<double>{7, 100, 200, 300, 300});
  bill.by_month = {0, 1, 2, 3, 4, 5};  // longer than the horizon
  CHECK(months(BillGoesOn::last_month) == std::vector<double>{0, 1, 2, 3, 4});
}

TEST_CASE("cost: by hand, costs and bills are all of them") {
  Assumptions assumptions = example::plain_money();
  assumptions.bills = {{.name = "tokens", .by_month = {0, 5}}};
  const std::vector<CostMonths> all = costs_by_month(assumptions, {0, 1});
  REQUIRE(all.size() == 3);
  CHECK(all[0].by_month == std::vector<double>{60000, 0});
  CHECK(all[2].name == "tokens");
  CHECK(all[2].by_month == std::vector<double>{0, 5});
}

}  // TEST_SUITE("monetize/cost")
