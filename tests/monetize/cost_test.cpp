#include "monetize/cost.hpp"

#include <doctest/doctest.h>

#include "monetize/cash_flow.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/cost") {

namespace {

// Of each cost and bill by month, each input at its middle.
std::vector<std::vector<double>> costs_by_month(const Assumptions& assumptions, const std::vector<double>& reach) {
  CashModel model;
  model.discount.assign(reach.size(), 1);
  add_costs(assumptions, reach, model);
  std::vector<std::vector<double>> months;
  for (const CostStream& stream : model.costs) months.push_back(cost_by_month(stream, middle_of(model)));
  return months;
}

std::vector<double> months_of(const Cost& cost, Assumptions assumptions, const std::vector<double>& reach) {
  assumptions.costs = {cost};
  assumptions.bills.clear();
  return costs_by_month(assumptions, reach).front();
}

void check_months(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t m = 0; m < expected.size(); ++m) CHECK(found[m] == doctest::Approx(expected[m]).epsilon(1e-12));
}

}  // namespace

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
  const std::vector<double> months = months_of(cost, assumptions, reach);
  REQUIRE(months.size() == 26);
  CHECK(months[0] == 7);
  CHECK(months[1] == 2000);
  CHECK(months[12] == 3500);
  CHECK(months[13] == doctest::Approx(3850));
  CHECK(months[25] == doctest::Approx(4235));
  assumptions.risk_of_costs = 0.2;
  CHECK(months_of(cost, assumptions, reach)[0] == doctest::Approx(8.4));
  CHECK(months_of(cost, assumptions, reach)[13] == doctest::Approx(1.2 * 3850));
}

TEST_CASE("cost: by hand, a cost without a growth of its own is as dear as prices, one with 0 stays what it was") {
  Assumptions assumptions = example::plain_money();
  assumptions.inflation_per_year = 0.02;
  const std::vector<double> reach(26, 1);
  CHECK(months_of({.name = "", .per_month = 100}, assumptions, reach)[25] == doctest::Approx(104.04));
  CHECK(months_of({.name = "", .per_month = 100, .growth_per_year = 0}, assumptions, reach)[25] == 100);
  CHECK(months_of({.name = "", .per_month = 100, .growth_per_year = 0.5}, assumptions, reach)[13] == 150);
  CHECK(months_of({.name = "", .once = 100}, assumptions, reach)[0] == 100);
}

TEST_CASE("cost: by hand, who begins is trained when they begin, and reviews what it does while they have it") {
  Assumptions assumptions = example::plain_money();  // 100 people, 50 an hour
  assumptions.rollout = {{0, 0.4}, {2.5, 0.5}};
  const Cost cost{.name = "", .once_per_person = 10, .hours_per_person = 2, .hours_per_person_month = 0.1};
  const std::vector<double> reach{0, 0.4, 0.4, 0.65, 0.9};
  // 110 for 40 people in month 0, for 50 in month 2; 5 a month for each who has it.
  check_months(months_of(cost, assumptions, reach), {4400, 200, 5700, 325, 450});
  assumptions.costs = {cost};
  CHECK(cost_rates(assumptions).once == 11000);
  CHECK(cost_rates(assumptions).per_month == 500);
  assumptions.hourly_cost = missing;  // of a revenue: nobody's hours
  assumptions.costs = {{.name = "", .once_per_person = 10}};
  CHECK(cost_rates(assumptions).once == 1000);
}

TEST_CASE("cost: by hand, hours that are most likely none cost what those of the draw do") {
  Assumptions assumptions = example::plain_money();
  assumptions.rollout = {{0, 1}};
  assumptions.costs = {{.name = "learning", .hours_per_person = Uncertain(0, 0, 6)}};
  CashModel model;
  add_costs(assumptions, {0, 1}, model);
  Point point = middle_of(model);
  CHECK(cost_by_month(model.costs[0], point)[0] == 0);
  for (std::size_t i = 0; i < model.inputs.size(); ++i)
    if (model.inputs[i].name == "learning.hours_per_person") point.inputs[i] = 2;
  CHECK(cost_by_month(model.costs[0], point)[0] == doctest::Approx(2 * 100 * 50));
}

TEST_CASE("cost: by hand, 1,000 EUR at 1.08 are 1,080 USD, once and a month; a rate that is not there is refused") {
  Assumptions assumptions = example::plain_money();
  assumptions.exchange_rates = {{.currency = "EUR", .rate = 1.08, .on = "2025-03-31"}};
  check_months(months_of({.name = "", .once = 1000, .per_month = 10, .currency = "EUR"}, assumptions, {0, 1}),
               {1080, 10.8});
  assumptions.bills = {{.name = "tokens", .by_month = {1, 100}, .currency = "EUR"}};
  assumptions.costs = {{.name = "a", .once = 1000, .currency = "EUR"}, {.name = "b", .once = 1, .currency = "USD"}};
  check_months(costs_by_month(assumptions, {0, 1}).back(), {1.08, 108});
  CHECK(cost_rates(assumptions).once == doctest::Approx(1081));
  assumptions.exchange_rates.clear();
  CHECK(example::error_of([&] { costs_by_month(assumptions, {0, 1}); }) ==
        "money.exchange_rates: there is no rate of EUR, which is not USD, the currency of the money; write how many "
        "USD one EUR is");
}

TEST_CASE("cost: by hand, a bill is as it came, and then goes on as it says; risk is only of what is to come") {
  Assumptions assumptions = example::plain_money();  // 100 people
  assumptions.costs.clear();
  const std::vector<double> reach{0, 0.1, 0.2, 0.5, 1};
  Bill bill{.name = "licences", .by_month = {7, 100, 200}, .people = 20};
  const auto months = [&](BillGoesOn goes_on) {
    bill.goes_on = goes_on;
    assumptions.bills = {bill};
    return costs_by_month(assumptions, reach).front();
  };
  check_months(months(BillGoesOn::not_at_all), {7, 100, 200, 0, 0});
  check_months(months(BillGoesOn::last_month), {7, 100, 200, 200, 200});
  check_months(months(BillGoesOn::mean_month), {7, 100, 200, 150, 150});
  check_months(months(BillGoesOn::per_person), {7, 100, 200, 500, 1000});  // 10 each of 50, of 100
  assumptions.risk_of_costs = 0.5;
  check_months(months(BillGoesOn::last_month), {7, 100, 200, 300, 300});
  bill.later = Uncertain(0.5, 0.8, 2);
  check_months(months(BillGoesOn::last_month), {7, 100, 200, 240, 240});
  bill.by_month = {0, 1, 2, 3, 4, 5};  // longer than the horizon
  check_months(months(BillGoesOn::last_month), {0, 1, 2, 3, 4});
}

TEST_CASE("cost: by hand, costs and bills are all of them, and who is dearer is shared by name") {
  Assumptions assumptions = example::plain_money();
  assumptions.bills = {{.name = "tokens", .by_month = {0, 5}}};
  CashModel model;
  add_costs(assumptions, {0, 1}, model);
  REQUIRE(model.costs.size() == 3);
  CHECK(model.costs[2].name == "tokens");
  const std::vector<std::vector<double>> all = costs_by_month(assumptions, {0, 1});
  CHECK(all[0] == std::vector<double>{60000, 0});
  CHECK(all[2] == std::vector<double>{0, 5});
  std::vector<std::string> names;
  for (const MoneyInput& input : model.inputs) names.push_back(input.name);
  CHECK(names == std::vector<std::string>{"training.once", "people", "licences.per_person_month"});
}

TEST_CASE("cost: by hand, a bill that goes on is as dear as prices have become since its last month") {
  Assumptions assumptions = example::plain_money();
  assumptions.costs.clear();
  assumptions.inflation_per_year = 0.1;
  assumptions.bills = {{.name = "tokens", .by_month = {0, 100, 100}, .goes_on = BillGoesOn::last_month}};
  CashModel model;
  add_costs(assumptions, std::vector<double>(26, 1), model);
  const std::vector<double> months = cost_by_month(model.costs[0], middle_of(model));
  CHECK(months[2] == 100);
  CHECK(months[12] == doctest::Approx(100));
  CHECK(months[13] == doctest::Approx(110));
  CHECK(months[25] == doctest::Approx(121));
}

}  // TEST_SUITE("monetize/cost")
