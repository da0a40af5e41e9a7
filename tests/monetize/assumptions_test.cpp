#include "monetize/assumptions.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/assumptions") {

namespace {

std::string refused(const Effect& effect, const std::function<void(Assumptions&)>& spoil) {
  Assumptions assumptions = example::plain_money();
  spoil(assumptions);
  return example::error_of([&] { check_assumptions(valued_effects(std::span(&effect, 1), assumptions), assumptions); });
}

std::string refused(const std::function<void(Assumptions&)>& spoil) {
  return refused(example::minutes_per_ticket(), spoil);
}

}  // namespace

TEST_CASE("assumptions: by hand, plain ones pass, and each limit is allowed itself") {
  CHECK(refused([](Assumptions&) {}) == "no error");
  CHECK(refused([](Assumptions& a) { a.realized_share = Uncertain{0, 0.5, 1}; }) == "no error");
  CHECK(refused([](Assumptions& a) { a.rework_share = 1; }) == "no error");
  CHECK(refused([](Assumptions& a) { a.horizon_months = 1; }) == "no error");
}

TEST_CASE("assumptions: refusal, the realised share has no default") {
  CHECK(refused([](Assumptions& a) { a.realized_share = {}; }) ==
        "money.realized_share: realized_share is missing, but must be set for a time metric; say which share of the "
        "time saved the business really gets back; 0.5 is Forrester's convention, and more than 0.5 needs a reason");
}

TEST_CASE("assumptions: refusal, the realised share is ordered and in 0 to 1") {
  const std::string rule = "but must be low <= mode <= high, all in 0 to 1; write half as 0.5";
  CHECK(refused([](Assumptions& a) { a.realized_share = 50; }) ==
        "money.realized_share: realized_share is 50, but must be in 0 to 1; write half as 0.5");
  CHECK(refused([](Assumptions& a) { a.realized_share = Uncertain{0.5, 0.6, 50}; }) ==
        "money.realized_share: realized_share is 0.5 to 50 with mode 0.6, " + rule);
  CHECK(refused([](Assumptions& a) { a.realized_share = Uncertain{0.5, 0.4, 0.7}; }) ==
        "money.realized_share: realized_share is 0.5 to 0.7 with mode 0.4, " + rule);
}

TEST_CASE("assumptions: refusal, each of the others by its name") {
  CHECK(refused([](Assumptions& a) { a.people = 0; }) ==
        "money.people: people is 0, but must be more than 0; set how many people have the tool after the rollout");
  CHECK(
      refused([](Assumptions& a) { a.hourly_cost = missing; }) ==
      "money.hourly_cost: hourly_cost is missing, but must be more than 0; set what an hour costs, with all overheads");
  CHECK(refused([](Assumptions& a) { a.rework_share = 10; }) ==
        "money.rework_share: rework_share is 10, but must be in 0 to 1; write 10 % as 0.10");
  CHECK(refused([](Assumptions& a) { a.discount_rate_per_year = 10; }) ==
        "money.discount_rate_per_year: discount_rate_per_year is 10, but must be in 0 to 1; write 10 % as 0.10");
  CHECK(refused([](Assumptions& a) { a.horizon_months = 0; }) ==
        "money.horizon_months: horizon_months is 0, but must be in 1 to 240; 36 is Forrester's convention");
  CHECK(refused([](Assumptions& a) { a.draws = 10; }) ==
        "money.draws: draws is 10, but must be in 100 to 10000000; 100000 is the default");
  CHECK(
      refused([](Assumptions& a) { a.volume_per_person_week = -1; }) ==
      "money.volume_per_person_week: volume_per_person_week is -1, but must be more than 0; remove it to take it from "
      "the data");
  CHECK(refused([](Assumptions& a) { a.costs[1].per_person_month = -30; }) ==
        "money.costs[1].per_person_month: per_person_month is -30, but must be 0 or more; a saving is measured by a "
        "metric, not entered as a negative cost");
}

TEST_CASE("assumptions: refusal, a rollout to more than all, to nobody, or backwards; growth and risk in percent") {
  const auto rollout = [](std::vector<Start> starts) { return refused([&](Assumptions& a) { a.rollout = starts; }); };
  CHECK(rollout({{0, 0.5}, {3, 0.5}}) == "no error");
  CHECK(
      rollout({{0, 0.5}, {3, 0.6}}) ==
      "money.rollout: rollout is 1.1 of the people, but must be at most 1 in all; write who begins, not who has begun");
  CHECK(
      rollout({{40, 1}}) ==
      "money.rollout: rollout is nobody, but must be someone who begins within the horizon; write \"month\": 0 for the "
      "first");
  CHECK(rollout({{-1, 1}}) ==
        "money.rollout[0].month: month is -1, but must be in 0 to 240; months after the first began");
  CHECK(rollout({{0, 50}}) ==
        "money.rollout[0].share: share is 50, but must be in 0 to 1; of all people, who begin in that month");
  CHECK(refused([](Assumptions& a) { a.volume_growth_per_year = 5; }) ==
        "money.volume_growth_per_year: volume_growth_per_year is 5, but must be in -0.9 to 1; write 3 % as 0.03");
  CHECK(refused([](Assumptions& a) { a.costs[0].growth_per_year = 5; }) ==
        "money.costs[0].growth_per_year: growth_per_year is 5, but must be in -0.9 to 1; write 3 % as 0.03");
  CHECK(refused([](Assumptions& a) { a.risk_of_benefits = 15; }) ==
        "money.risk_of_benefits: risk_of_benefits is 15, but must be in 0 to 1; write 15 % as 0.15");
  CHECK(refused([](Assumptions& a) { a.risk_of_costs = -1; }) ==
        "money.risk_of_costs: risk_of_costs is -1, but must be in 0 to 2; write 10 % as 0.10");
}

TEST_CASE("assumptions: refusal, use beyond what was measured, or where nobody measured it") {
  const auto uptake = [](double measured, std::vector<Uptake> steps) {
    Effect effect = example::minutes_per_ticket();
    effect.uptake_treated = measured;
    return refused(effect, [&](Assumptions& a) { a.uptake = steps; });
  };
  CHECK(uptake(0.8, {{0, 0.8}, {12, 0.3}}) == "no error");
  CHECK(uptake(0.8, {{0, 0.8}, {12, 0.9}}) ==
        "money.uptake[1].share: share is 0.9, but must be in 0 to 0.8, the use that was measured; the effect of those "
        "who did not use it is not known");
  CHECK(uptake(0.8, {{-1, 0.5}}).starts_with("money.uptake[0].month: month is -1"));
  CHECK(uptake(missing, {{0, 0.5}}) ==
        "money.uptake: uptake is given, but must be absent where the data do not say who used the tool; name the "
        "column of use in \"columns.uptake\"");
  CHECK(uptake(0, {{0, 0}}).starts_with("money.uptake: uptake is given"));
}

TEST_CASE("assumptions: refusal, tax, inflation, rates and campaigns out of their range") {
  CHECK(refused([](Assumptions& a) { a.tax_rate = 25; }) ==
        "money.tax_rate: tax_rate is 25, but must be in 0 to 0.99; write 25 % as 0.25");
  CHECK(refused([](Assumptions& a) { a.inflation_per_year = 2; }) ==
        "money.inflation_per_year: inflation_per_year is 2, but must be in -0.5 to 0.5; write 2 % as 0.02");
  CHECK(refused([](Assumptions& a) { a.exchange_rates = {{.currency = "EUR", .rate = 0}}; }) ==
        "money.exchange_rates[0].rate: rate is 0, but must be more than 0; write how many USD one EUR is");
  const auto campaigns = [](double times) {
    return refused(example::minutes_per_campaign(), [&](Assumptions& a) { a.campaigns = times; });
  };
  CHECK(campaigns(36) == "no error");
  CHECK(campaigns(37) ==
        "money.volume.times: times is 37, but must be a whole number of campaigns in 1 to 36, the months of the "
        "horizon; write how many there will be in all");
  CHECK(campaigns(0).starts_with("money.volume.times: times is 0"));
  CHECK(campaigns(1.5).starts_with("money.volume.times: times is 1.5"));
}

TEST_CASE("assumptions: refusal, distributions that are none, or go beyond what they are of") {
  const auto share = [](const Uncertain& u) { return refused([&](Assumptions& a) { a.realized_share = u; }); };
  CHECK(share(Uncertain::sample({0.2, 0.4, 0.7})) == "no error");
  CHECK(share(Uncertain::sample({0.2, 1.4})).starts_with("money.realized_share: realized_share is 0.2 to 1.4"));
  CHECK(share(Uncertain::log_normal(0.3, 0.9)) ==
        "money.realized_share: realized_share is 0.3 to 0.9 with mode 0.5196152422706632, but must be of a shape that "
        "ends, all in 0 to 1; write half as 0.5");
  CHECK(refused([](Assumptions& a) {
          a.people = Uncertain(0, 50, 100);
        }).starts_with("money.people: people is 0 to 100"));
  CHECK(refused([](Assumptions& a) { a.hourly_cost = Uncertain(40, 30, 60); })
            .starts_with(
                "money.hourly_cost: hourly_cost is 40 to 60 with mode 30, but must be in the order low, mode, high"));
  CHECK(refused([](Assumptions& a) {
          a.costs[0].once = Uncertain(-1, 5, 9);
        }).starts_with("money.costs[0].once: once is -1 to 9 with mode 5, but must be 0 or more"));
  CHECK(refused([](Assumptions& a) { a.hourly_cost = Uncertain::log_normal(40, 60); }) == "no error");
}

TEST_CASE("assumptions: refusal, what a value has of its own is named at the value") {
  const auto values = [](const std::vector<Value>& all) {
    const std::vector<Effect> effects{example::minutes_per_ticket(), example::escalations()};
    Assumptions assumptions = example::plain_money();
    assumptions.values = all;
    return example::error_of([&] { check_assumptions(valued_effects(effects, assumptions), assumptions); });
  };
  CHECK(values({{.metric = "handle_minutes"}, {.metric = "escalations", .people = -5, .price = 35}}) ==
        "money.values[1].people: people is -5, but must be more than 0; set how many people have the tool after the "
        "rollout");
  CHECK(values({{.metric = "escalations", .price = -35}}).starts_with("money.values[0].price: price is -35"));
  CHECK(values({{.metric = "handle_minutes", .realized_share = 5}}).starts_with("money.values[0].realized_share"));
  CHECK(values({{.metric = "handle_minutes", .value_class = ValueClass::soft}}) ==
        "money.values: values is all soft, but must be at least one that is cash or capacity; what is soft is shown, "
        "and not counted");
}

TEST_CASE("assumptions: refusal, two costs of one name, and a cost in a currency without a rate") {
  CHECK(refused([](Assumptions& a) { a.costs[1].name = "training"; }) ==
        "money.costs[1].name: name is 'training', which another cost has, but must be its own; name each cost apart");
  CHECK(refused([](Assumptions& a) {
          a.costs[1].currency = "EUR";
        }).starts_with("money.exchange_rates: there is no rate of EUR"));
  CHECK(refused([](Assumptions& a) {
          a.costs[1].currency = "EUR";
          a.exchange_rates = {{.currency = "EUR", .rate = 1.08}};
        }) == "no error");
  CHECK(refused([](Assumptions& a) {
          a.hourly_cost = missing;
          a.values = {{.metric = "handle_minutes", .hourly_cost = 80}};
          a.costs = {{.name = "training", .hours_per_person = Uncertain(0, 0, 4)}};
        }).starts_with("money.hourly_cost: hourly_cost is missing"));
  Effect euros = example::revenue_per_month();
  euros.metric.unit = "EUR";
  CHECK(refused(euros, [](Assumptions&) {}).starts_with("money.currency: currency is 'USD', but must be 'EUR'"));
  CHECK(refused(euros, [](Assumptions& a) { a.exchange_rates = {{.currency = "EUR", .rate = 1.08}}; }) == "no error");
}

TEST_CASE("assumptions: refusal, hours of a revenue need the price of one") {
  CHECK(refused(example::revenue_per_month(),
                [](Assumptions& a) {
                  a.hourly_cost = missing;
                  a.costs = {{.name = "training", .hours_per_person = 4}};
                }) ==
        "money.hourly_cost: hourly_cost is missing, but must be more than 0; set what an hour costs: 'training' takes "
        "hours");
}

TEST_CASE("assumptions: refusal, a bill from before the tool, and one of nobody") {
  const auto with = [](Bill bill) { return refused([&](Assumptions& a) { a.bills = {bill}; }); };
  CHECK(with({.name = "b", .by_month = {0, 1}}) == "no error");
  CHECK(
      with({.name = "b", .by_month = {5}}) ==
      "money.bills[0].month: month is before the first month with the tool, but must be of at least one month with it; "
      "write what was paid before as a cost \"once\"");
  CHECK(with({.name = "b", .by_month = {0, 1}, .goes_on = BillGoesOn::per_person}) ==
        "money.bills[0].people: people is 0, but must be more than 0; nobody of the study had the tool");
}

TEST_CASE("assumptions: refusal, revenue needs a margin and its own currency") {
  const Effect revenue = example::revenue_per_month();
  CHECK(refused(revenue, [](Assumptions& a) {
          a.hourly_cost = missing;
          a.realized_share = {};
        }) == "no error");
  CHECK(
      refused(revenue, [](Assumptions& a) { a.gross_margin = missing; }) ==
      "money.gross_margin: gross_margin is missing, but must be in 0 to 1; revenue pays back only through its margin; "
      "write 60 % as 0.6");
  CHECK(refused(revenue, [](Assumptions& a) { a.currency = "EUR"; }) ==
        "money.currency: currency is 'EUR', but must be 'USD', the unit of the metric 'revenue'; give its rate in "
        "\"exchange_rates\", convert the metric in its value expression, or change one of the two");
}

TEST_CASE("assumptions: refusal, a bill that a metric holds is held by one that is counted") {
  const auto with = [](const char* metric) {
    return refused([&](Assumptions& a) { a.bills = {{.name = "b", .by_month = {0, 1}, .counted_in = metric}}; });
  };
  CHECK(with("handle_minutes") ==
        "money.bills[0].counted_in: counted_in is 'handle_minutes', but must be a metric of kind cost whose value is "
        "counted; leave it out, or name that metric in \"values\"");
  CHECK(with("nothing").find("counted_in is 'nothing'") != std::string::npos);
}

TEST_CASE("assumptions: refusal, what is said twice, or of more people than there are") {
  const auto starts = [](const std::string& text, const char* with) { CHECK_MESSAGE(text.starts_with(with), text); };
  starts(
      refused([](Assumptions& a) { a.exchange_rates = {{"EUR", 1.1, ""}, {"EUR", 1.2, ""}}; }),
      "money.exchange_rates[1].currency: currency is 'EUR', but must be another than that of the money, and each once");
  starts(refused([](Assumptions& a) { a.exchange_rates = {{"USD", 1.1, ""}}; }), "money.exchange_rates[0].currency");
  starts(refused([](Assumptions& a) {
           a.correlations = {{"people", "hourly_cost", 0.5}, {"hourly_cost", "people", -0.5}};
         }),
         "money.correlations[1].between: between is 'hourly_cost' and 'people', but must be each pair once");
  Effect used = example::minutes_per_ticket();
  used.uptake_treated = 0.8;
  starts(refused(used, [](Assumptions& a) { a.uptake = {{3, 0.5}, {3, 0.4}}; }), "money.uptake[1].month: month is 3");
  Effect senior = example::minutes_per_ticket(), junior = senior;
  senior.segment = SegmentValue{"role", "senior"};
  junior.segment = SegmentValue{"role", "junior"};
  Assumptions parts = example::plain_money();
  parts.values = {{.metric = "handle_minutes", .segment = "role", .label = "senior", .people = 60},
                  {.metric = "handle_minutes", .segment = "role", .label = "junior", .people = 50}};
  const std::vector<Effect> effects{senior, junior};
  const auto refusal = [&] {
    return example::error_of([&] { check_assumptions(valued_effects(effects, parts), parts); });
  };
  starts(refusal(), "money.values[1].people: people is 50 of junior and those before, but must be at most 100 in all");
  parts.values[1].people = 40;
  CHECK(refusal() == "no error");
}

TEST_CASE("assumptions: refusal, bills of more people than the benefits are of") {
  Effect effect = example::minutes_per_ticket();
  effect.facts.adoption = {{0, 120}};
  const auto with = [](double people, const char* held) {
    return [=](Assumptions& a) {
      a.people = people;
      a.bills = {{.name = "b", .by_month = {0, 1}, .counted_in = held}};
    };
  };
  CHECK(refused(effect, with(100, "")).starts_with("money.people: people is 100, but must be at least 120, of whom"));
  CHECK(refused(effect, with(120, "")) == "no error");
}

}  // TEST_SUITE("monetize/assumptions")
