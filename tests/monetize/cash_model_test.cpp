#include "monetize/cash_model.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/cash_model") {

namespace {

std::vector<std::string> names_of(const CashModel& model) {
  std::vector<std::string> names;
  for (const MoneyInput& input : model.inputs) names.push_back(input.name);
  return names;
}

}  // namespace

TEST_CASE("cash model: by hand, months are discounted each, or at the end of their year, and month 0 never") {
  Assumptions assumptions;
  assumptions.horizon_months = 13;
  assumptions.discount_rate_per_year = 0.21;
  const std::vector<double> months = discount_factors(assumptions);
  REQUIRE(months.size() == 14);
  CHECK(months[0] == 1);
  CHECK(months[6] == doctest::Approx(1 / 1.1));
  CHECK(months[12] == doctest::Approx(1 / 1.21));
  assumptions.discounting = Discounting::year_ends;
  const std::vector<double> ends = discount_factors(assumptions);
  CHECK(ends[0] == 1);
  CHECK(ends[1] == doctest::Approx(1 / 1.21));
  CHECK(ends[12] == doctest::Approx(1 / 1.21));
  CHECK(ends[13] == doctest::Approx(1 / 1.4641));
}

TEST_CASE("cash model: by hand, who has the same name is the same input") {
  CashModel model;
  CHECK(input_of(model, {"people", "people", "people", false, 100}) == 0);
  CHECK(input_of(model, {"hourly_cost", "hourly cost", "USD per hour", false, 50}) == 1);
  CHECK(input_of(model, {"people", "people", "people", false, 100}) == 0);
  CHECK(model.inputs.size() == 2);
}

TEST_CASE("cash model: by hand, its inputs by name: those of all are shared, those of a value bear its metric") {
  Assumptions assumptions = example::plain_money();
  assumptions.rework_share = 0.1;
  assumptions.costs.push_back({.name = "review", .hours_per_person_month = 1});
  assumptions.values = {{.metric = "handle_minutes", .hourly_cost = 80},
                        {.metric = "escalations", .people = 20, .price = 35}};
  const example::Priced priced({example::minutes_per_ticket(), example::escalations()}, assumptions);
  CHECK(names_of(priced.model()) == std::vector<std::string>{"people", "handle_minutes.volume_per_person_week",
                                                             "realized_share", "handle_minutes.hourly_cost",
                                                             "rework_share", "escalations.people", "escalations.price",
                                                             "training.once", "licences.per_person_month",
                                                             "hourly_cost", "review.hours_per_person_month"});
  const Point middle = middle_of(priced.model());
  CHECK(middle.inputs[1] == 50);
  CHECK(middle.inputs[3] == 80);
  CHECK(middle.inputs[9] == 50);
  CHECK(middle.effects == std::vector<double>{-6, -2});
  CHECK(priced.model().inputs[3].label == "hourly cost of handle minutes");
  CHECK(priced.model().inputs[3].unit == "USD per hour");
  CHECK(priced.model().inputs[2].share);
}

TEST_CASE("cash model: by hand, two values that differ in nothing but the shape of a range are two inputs") {
  Assumptions assumptions = example::plain_money();
  assumptions.people = Uncertain(80, 100, 120);
  assumptions.values = {{.metric = "handle_minutes"},
                        {.metric = "escalations", .people = Uncertain(80, 100, 120, Shape::pert), .price = 35}};
  const example::Priced priced({example::minutes_per_ticket(), example::escalations()}, assumptions);
  const std::vector<std::string> names = names_of(priced.model());
  CHECK(std::ranges::count(names, "people") == 1);
  CHECK(std::ranges::count(names, "escalations.people") == 1);
}

TEST_CASE("cash model: by hand, a log effect of 0.2 on 30 minutes is a fifth of them and a little more") {
  const EffectCoordinate log{.name = "", .unit = "", .log_baseline = 30};
  CHECK(log.level(std::log(1.2)) == doctest::Approx(6));
  CHECK(EffectCoordinate{.name = "", .unit = ""}.level(-6) == -6);
}

TEST_CASE("cash model: by hand, a rate is of one currency in that of the money") {
  Assumptions assumptions = example::plain_money();
  assumptions.exchange_rates = {{.currency = "EUR", .rate = 1.08}};
  CHECK(exchange_rate(assumptions, "") == 1);
  CHECK(exchange_rate(assumptions, "USD") == 1);
  CHECK(exchange_rate(assumptions, "EUR") == 1.08);
  CHECK(example::error_of([&] { exchange_rate(assumptions, "GBP"); }) ==
        "money.exchange_rates: there is no rate of GBP, which is not USD, the currency of the money; write how many "
        "USD one GBP is");
}

}  // TEST_SUITE("monetize/cash_model")
