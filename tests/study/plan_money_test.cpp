// "money" of a study file: every key, each shape, and what is refused.
#include <doctest/doctest.h>

#include <cmath>

#include "payoff/error.hpp"
#include "payoff/study.hpp"

using namespace payoff;

TEST_SUITE("study/plan_money") {

namespace {

Study study_with(const std::string& money) {
  return parse_study(R"({"data": {"files": "d.csv"}, "columns": {"unit": "u", "time": "t"},
    "rollout": {"group": "g", "treated": 1}, "metrics": [{"name": "m"}], "money": {)" +
                         money + "}}",
                     "s.json");
}

Assumptions money_of(const std::string& money) {
  return study_with(money).money.value();
}

std::string refusal_of(const std::string& money) {
  try {
    study_with(money);
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    return error.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("plan of money: what is left out takes its documented default") {
  const Assumptions read = money_of("");
  CHECK(read.currency == "USD");
  CHECK(read.people == Uncertain(0));
  CHECK_FALSE(read.hourly_cost.given());
  CHECK_FALSE(read.realized_share.given());
  CHECK(read.rework_share == Uncertain(0));
  CHECK(std::isnan(read.campaigns));
  CHECK(read.values.empty());
  CHECK(read.uptake.empty());
  CHECK(read.tax_rate == 0);
  CHECK(read.inflation_per_year == 0);
  CHECK(read.horizon_months == 36);
  CHECK(read.discount_rate_per_year == 0.1);
  CHECK(read.draws == 100000);
}

TEST_CASE("plan of money: a distribution in each shape, told by its keys or by its name") {
  const auto people = [](const std::string& text) { return money_of(R"("people": )" + text).people; };
  CHECK(people("420") == Uncertain(420));
  CHECK(people(R"({"low": 300, "mode": 420, "high": 500})") == Uncertain(300, 420, 500));
  CHECK(people(R"({"shape": "triangular", "low": 300, "mode": 420, "high": 500})") == Uncertain(300, 420, 500));
  CHECK(people(R"({"shape": "pert", "low": 300, "mode": 420, "high": 500})") == Uncertain(300, 420, 500, Shape::pert));
  CHECK(people(R"({"p10": 20, "p90": 60})") == Uncertain::log_normal(20, 60));
  CHECK(people(R"({"shape": "log_normal", "p10": 20, "p90": 60})") == Uncertain::log_normal(20, 60));
  CHECK(people(R"({"values": [57, 38, 41]})") == Uncertain::sample({38, 41, 57}));
  CHECK(people(R"({"shape": "sample", "values": [57, 38, 41]})").values == std::vector<double>{38, 41, 57});
}

TEST_CASE("plan of money: every amount may be uncertain") {
  const std::string range = R"({"low": 0.1, "mode": 0.2, "high": 0.6})";
  const Uncertain expected(0.1, 0.2, 0.6);
  const auto keys = [&](std::initializer_list<const char*> names) {
    std::string text;
    for (const char* name : names) text += (text.empty() ? "\"" : ", \"") + std::string(name) + "\": " + range;
    return text;
  };
  const Assumptions read = money_of(
      keys({"people", "hourly_cost", "volume_per_person_week", "rework_share", "realized_share", "gross_margin"}) +
      R"(, "costs": [{"name": "c", )" +
      keys({"once", "per_month", "per_person_month", "once_per_person", "hours_per_person", "hours_per_person_month"}) +
      R"(}], "values": [{"metric": "m", )" +
      keys({"people", "hourly_cost", "volume_per_person_week", "rework_share", "realized_share", "gross_margin",
            "price"}) +
      "}]");
  for (const Uncertain* each : {&read.people, &read.hourly_cost, &read.volume_per_person_week, &read.rework_share,
                                &read.realized_share, &read.gross_margin})
    CHECK(*each == expected);
  const Cost& cost = read.costs.at(0);
  for (const Uncertain* each : {&cost.once, &cost.per_month, &cost.per_person_month, &cost.once_per_person,
                                &cost.hours_per_person, &cost.hours_per_person_month})
    CHECK(*each == expected);
  const Value& value = read.values.at(0);
  for (const Uncertain* each : {&value.people, &value.hourly_cost, &value.volume_per_person_week, &value.rework_share,
                                &value.realized_share, &value.gross_margin, &value.price})
    CHECK(*each == expected);
}

TEST_CASE("plan of money: values, with what is said of each and nothing of what is not") {
  const Assumptions read = money_of(R"("values": [{"metric": "a"}, {"metric": "b", "segment": "role", "label": "senior",
    "as": "retention", "class": "soft", "price": 35, "apart": "web shop"}])");
  REQUIRE(read.values.size() == 2);
  CHECK(read.values[0].metric == "a");
  CHECK_FALSE(read.values[0].as.has_value());
  CHECK_FALSE(read.values[0].value_class.has_value());
  CHECK_FALSE(read.values[0].people.given());
  CHECK_FALSE(read.values[0].rework_share.given());
  CHECK_FALSE(read.values[0].price.given());
  CHECK(read.values[1].segment == "role");
  CHECK(read.values[1].label == "senior");
  CHECK(read.values[1].as == ValueAs::retention);
  CHECK(read.values[1].value_class == ValueClass::soft);
  CHECK(read.values[1].price == Uncertain(35));
  CHECK(read.values[1].apart == "web shop");
  for (const ValueAs as : all_value_as)
    CHECK(money_of(R"("values": [{"metric": "a", "as": ")" + std::string(name(as)) + "\"}]").values[0].as == as);
  for (const ValueClass of : all_value_classes)
    CHECK(money_of(R"("values": [{"metric": "a", "class": ")" + std::string(name(of)) + "\"}]").values[0].value_class ==
          of);
}

TEST_CASE("plan of money: campaigns, uptake, rates, correlations, tax, inflation and currencies") {
  const Assumptions read = money_of(R"("currency": "USD", "volume": {"per": "campaign", "times": 4},
    "uptake": [{"month": 0, "share": 0.6}, {"month": 12, "share": 0.4}],
    "exchange_rates": [{"currency": "EUR", "rate": 1.08, "on": "2025-03-31"}, {"currency": "GBP", "rate": 1.3}],
    "correlations": [{"between": ["people", "licences.per_person_month"], "is": -0.5}],
    "tax_rate": 0.25, "inflation_per_year": 0.02, "realized_share_source": "a survey",
    "costs": [{"name": "licences", "per_person_month": 30, "currency": "EUR"}, {"name": "b", "growth_per_year": 0.03}])");
  CHECK(read.campaigns == 4);
  REQUIRE(read.uptake.size() == 2);
  CHECK(read.uptake[1].month == 12);
  CHECK(read.uptake[1].share == 0.4);
  REQUIRE(read.exchange_rates.size() == 2);
  CHECK(read.exchange_rates[0].currency == "EUR");
  CHECK(read.exchange_rates[0].rate == 1.08);
  CHECK(read.exchange_rates[0].on == "2025-03-31");
  CHECK(read.exchange_rates[1].on.empty());
  REQUIRE(read.correlations.size() == 1);
  CHECK(read.correlations[0].first == "people");
  CHECK(read.correlations[0].second == "licences.per_person_month");
  CHECK(read.correlations[0].correlation == -0.5);
  CHECK(read.tax_rate == 0.25);
  CHECK(read.inflation_per_year == 0.02);
  CHECK(read.realized_share_source == "a survey");
  CHECK(read.costs[0].currency == "EUR");
  CHECK(std::isnan(read.costs[0].growth_per_year));
  CHECK(read.costs[1].growth_per_year == 0.03);
  CHECK(read.costs[1].once == Uncertain(0));
}

TEST_CASE("plan of money: refusal, a distribution that lacks a key of its shape, or has none at all") {
  CHECK(refusal_of(R"("people": {"low": 300, "high": 500})") ==
        "s.json:$.money.people.mode: 'mode' is missing, but must be there for the shape triangular; write e.g. "
        R"({"low": 0.3, "mode": 0.5, "high": 0.7})");
  CHECK(refusal_of(R"("people": {})").find("$.money.people.low: 'low' is missing") != std::string::npos);
  CHECK(refusal_of(R"("people": {"p10": 20})") ==
        "s.json:$.money.people.p90: 'p90' is missing, but must be there for the shape log_normal; write e.g. "
        R"({"shape": "log_normal", "p10": 20, "p90": 60})");
  CHECK(refusal_of(R"("people": {"shape": "sample", "low": 1})")
            .find("'values' is missing, but must be there for the shape sample") != std::string::npos);
  CHECK(refusal_of(R"("people": {"values": [5]})") ==
        "s.json:$.money.people.values: there are fewer than 2 values; write a number where it is known");
  CHECK(refusal_of(R"("people": {"values": [5, "6"]})").find("$.money.people.values") != std::string::npos);
  CHECK(refusal_of(R"("people": {"shape": "normal", "low": 1, "mode": 2, "high": 3})")
            .find("$.money.people.shape: value is 'normal', but must be one of triangular, pert, log_normal, sample") !=
        std::string::npos);
  CHECK(refusal_of(R"("people": {"lo": 1, "mode": 2, "high": 3})")
            .find("$.money.people.lo: key 'lo' is not known here") != std::string::npos);
  CHECK(refusal_of(R"("people": "many")").find("$.money.people: value is") != std::string::npos);
  CHECK(refusal_of(R"("costs": [{"name": "c", "once": {"p90": 3, "shape": "log_normal"}}])")
            .find("$.money.costs[0].once.p10: 'p10' is missing") != std::string::npos);
}

TEST_CASE("plan of money: refusal, values and correlations by their place") {
  CHECK(refusal_of(R"("values": [{"price": 3}])").find("$.money.values[0]: 'metric' is missing") != std::string::npos);
  CHECK(refusal_of(R"("values": [{"metric": "a", "segment": "role"}])") ==
        "s.json:$.money.values[0].label: a segment and one of its labels are named together, or neither; write e.g. "
        R"("segment": "role", "label": "senior")");
  CHECK(refusal_of(R"("values": [{"metric": "a", "label": "senior"}])").find("$.money.values[0].segment: a segment") !=
        std::string::npos);
  CHECK(refusal_of(R"("values": [{"metric": "a", "as": "time"}])")
            .find("$.money.values[0].as: value is 'time', but must be one of time_saved, throughput, quality") !=
        std::string::npos);
  CHECK(refusal_of(R"("values": [{"metric": "a", "class": "hard"}])").find("must be one of cash, capacity, soft") !=
        std::string::npos);
  CHECK(refusal_of(R"("correlations": [{"between": ["people"], "is": 0.5}])") ==
        "s.json:$.money.correlations[0].between: between names 1 assumptions, but must name 2; write e.g. "
        R"("between": ["hourly_cost", "licences.per_person_month"])");
  CHECK(refusal_of(R"("correlations": [{"between": ["people", "hourly_cost"]}])")
            .find("$.money.correlations[0]: 'is' is missing") != std::string::npos);
  CHECK(refusal_of(R"("volume": {"times": 4})").find("$.money.volume: 'per' is missing") != std::string::npos);
  CHECK(refusal_of(R"("volume": {"per": "week", "times": 4})").find("must be one of campaign") != std::string::npos);
  CHECK(refusal_of(R"("uptake": [{"month": 3}])").find("$.money.uptake[0]: 'share' is missing") != std::string::npos);
  CHECK(refusal_of(R"("exchange_rates": [{"currency": "EUR"}])").find("$.money.exchange_rates[0]: 'rate' is missing") !=
        std::string::npos);
}

}  // TEST_SUITE("study/plan_money")
