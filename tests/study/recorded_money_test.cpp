// The money of a results.json: all that was assumed comes back, and makes the same draws.
#include <cmath>
#include <nlohmann/json.hpp>

#include "ingest/loading.hpp"
#include "monetize/simulate.hpp"

using namespace payoff;
using namespace payoff::loading;
using Json = nlohmann::ordered_json;
using payoff::tools::Workplace;

TEST_SUITE("study/recorded_money") {

namespace {

constexpr const char* money =
    R"(, "money": {"hourly_cost": 40, "people": 30, "realized_share": {"low": 0.4, "mode": 0.5, "high": 0.6}, "draws": 1000,
    "costs": [{"name": "licence", "per_person_month": 20}]})";

CaseStudy finished() {
  const Workplace place;
  place.write("x.csv", tools::tickets());
  return run(parse_study(tools::study("x.csv", money), place.path("study.json")));
}

std::string written(const CaseStudy& study) {
  return rendered(study, "json");
}

Assumptions read_from(const std::string& text) {
  return parse_results(text, "results.json").appraisal->assumptions;
}

// Whatever can be said of money.
Assumptions all_of_it() {
  Assumptions a;
  a.currency = "USD";
  a.people = Uncertain(300, 420, 500);
  a.hourly_cost = Uncertain::log_normal(40, 60);
  a.volume_per_person_week = Uncertain::sample({20, 25, 40});
  a.campaigns = 4;
  a.rework_share = Uncertain(0, 0.1, 0.3, Shape::pert);
  a.realized_share = 0.5;
  a.realized_share_source = "a survey";
  a.values = {{.metric = "minutes"},
              {.metric = "cases",
               .segment = "role",
               .label = "senior",
               .as = ValueAs::retention,
               .value_class = ValueClass::soft,
               .people = 12,
               .hourly_cost = 80,
               .volume_per_person_week = 3,
               .rework_share = 0.2,
               .realized_share = Uncertain(0.1, 0.2, 0.3),
               .gross_margin = 0.4,
               .price = Uncertain(20, 35, 60),
               .apart = "web shop"}};
  a.costs = {{.name = "licences",
              .once = Uncertain(1, 2, 3),
              .per_month = 4,
              .per_person_month = Uncertain::log_normal(5, 6),
              .growth_per_year = 0.03,
              .once_per_person = 7,
              .hours_per_person = 8,
              .hours_per_person_month = Uncertain(0, 1, 2),
              .currency = "EUR"},
             {.name = "as prices"}};
  a.bills = {{.name = "tokens",
              .by_month = {1, 2, 3},
              .goes_on = BillGoesOn::per_person,
              .people = 9,
              .later = Uncertain(0.8, 1, 1.5),
              .currency = "EUR"}};
  a.rollout = {{0, 0.25}, {4, 0.75}};
  a.uptake = {{0, 0.6}, {12, 0.4}};
  a.volume_growth_per_year = 0.05;
  a.inflation_per_year = 0.02;
  a.risk_of_benefits = 0.15;
  a.risk_of_costs = 0.1;
  a.tax_rate = 0.25;
  a.exchange_rates = {{.currency = "EUR", .rate = 1.08, .on = "2025-03-31"}};
  a.correlations = {{"people", "licences.per_person_month", -0.5}};
  a.discount_rate_per_year = 0.07;
  a.discounting = Discounting::year_ends;
  a.draws = 12345;
  return a;
}

bool same(const Uncertain& a, const Uncertain& b) {
  return a == b || (!a.given() && !b.given());
}

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

bool same(const Cost& a, const Cost& b) {
  return a.name == b.name && a.once == b.once && a.per_month == b.per_month &&
         a.per_person_month == b.per_person_month && same(a.growth_per_year, b.growth_per_year) &&
         a.once_per_person == b.once_per_person && a.hours_per_person == b.hours_per_person &&
         a.hours_per_person_month == b.hours_per_person_month && a.currency == b.currency;
}

bool same(const Value& a, const Value& b) {
  return a.metric == b.metric && a.segment == b.segment && a.label == b.label && a.as == b.as &&
         a.value_class == b.value_class && same(a.people, b.people) && same(a.hourly_cost, b.hourly_cost) &&
         same(a.volume_per_person_week, b.volume_per_person_week) && same(a.rework_share, b.rework_share) &&
         same(a.realized_share, b.realized_share) && same(a.gross_margin, b.gross_margin) && same(a.price, b.price) &&
         a.apart == b.apart;
}

// The message for results in which the value at a JSON pointer of the assumptions is replaced.
std::string refusal(const std::string& pointer, const Json& value) {
  static const std::string text = [] {
    CaseStudy study = finished();
    study.appraisal->assumptions = all_of_it();
    return written(study);
  }();
  Json results = Json::parse(text);
  results[Json::json_pointer("/appraisal/assumptions" + pointer)] = value;
  return message_of([&] { parse_results(results.dump(), "r"); });
}

}  // namespace

TEST_CASE("recorded money: all that can be assumed comes back, number by number") {
  CaseStudy study = finished();
  const Assumptions wrote = all_of_it();
  study.appraisal->assumptions = wrote;
  const Assumptions read = read_from(written(study));
  CHECK(read.people == wrote.people);
  CHECK(read.hourly_cost == wrote.hourly_cost);
  CHECK(read.volume_per_person_week == wrote.volume_per_person_week);
  CHECK(read.campaigns == 4);
  CHECK(read.rework_share == wrote.rework_share);
  CHECK(read.realized_share == wrote.realized_share);
  CHECK(read.realized_share_source == "a survey");
  CHECK_FALSE(read.gross_margin.given());
  REQUIRE(read.values.size() == 2);
  CHECK(same(read.values[0], wrote.values[0]));
  CHECK(same(read.values[1], wrote.values[1]));
  REQUIRE(read.costs.size() == 2);
  CHECK(same(read.costs[0], wrote.costs[0]));
  CHECK(same(read.costs[1], wrote.costs[1]));
  REQUIRE(read.bills.size() == 1);
  CHECK(read.bills[0].by_month == wrote.bills[0].by_month);
  CHECK(read.bills[0].goes_on == BillGoesOn::per_person);
  CHECK(read.bills[0].people == 9);
  CHECK(read.bills[0].later == wrote.bills[0].later);
  CHECK(read.bills[0].currency == "EUR");
}

TEST_CASE("recorded money: so do the dates, the rates and what goes together") {
  CaseStudy study = finished();
  study.appraisal->assumptions = all_of_it();
  const Assumptions read = read_from(written(study));
  REQUIRE(read.rollout.size() == 2);
  CHECK(read.rollout[1].month == 4);
  REQUIRE(read.uptake.size() == 2);
  CHECK(read.uptake[1].month == 12);
  CHECK(read.uptake[1].share == 0.4);
  CHECK(read.volume_growth_per_year == 0.05);
  CHECK(read.inflation_per_year == 0.02);
  CHECK(read.risk_of_benefits == 0.15);
  CHECK(read.risk_of_costs == 0.1);
  CHECK(read.tax_rate == 0.25);
  REQUIRE(read.exchange_rates.size() == 1);
  CHECK(read.exchange_rates[0].currency == "EUR");
  CHECK(read.exchange_rates[0].rate == 1.08);
  CHECK(read.exchange_rates[0].on == "2025-03-31");
  REQUIRE(read.correlations.size() == 1);
  CHECK(read.correlations[0].first == "people");
  CHECK(read.correlations[0].second == "licences.per_person_month");
  CHECK(read.correlations[0].correlation == -0.5);
  CHECK(read.discount_rate_per_year == 0.07);
  CHECK(read.discounting == Discounting::year_ends);
  CHECK(read.draws == 12345);
  CHECK(std::isnan(read_from(written(finished())).campaigns));
}

TEST_CASE("recorded money: what was read makes the same draws as what was run, of two values and with ranges") {
  const Workplace place;
  place.write("x.csv", tools::tickets());
  const std::string text = tools::replaced(
      tools::study("x.csv",
                   R"(, "money": {"hourly_cost": {"p10": 30, "p90": 50}, "people": {"low": 20, "mode": 30, "high": 35},
      "realized_share": {"values": [0.3, 0.5, 0.6]}, "rework_share": {"shape": "pert", "low": 0, "mode": 0.1, "high": 0.3},
      "tax_rate": 0.2, "inflation_per_year": 0.02, "draws": 1000, "exchange_rates": [{"currency": "EUR", "rate": 1.08}],
      "values": [{"metric": "minutes"}, {"metric": "cases", "price": {"low": 2, "mode": 3, "high": 5}}],
      "correlations": [{"between": ["people", "hourly_cost"], "is": 0.5}],
      "costs": [{"name": "licence", "per_person_month": {"low": 10, "mode": 20, "high": 40}, "currency": "EUR"}]})"),
      R"("unit": "minutes"})",
      R"("unit": "minutes"}, {"name": "cases", "kind": "count", "better": "lower", "value": "minutes / 10"})");
  const CaseStudy study = run(parse_study(text, place.path("study.json")));
  REQUIRE(study.appraisal);
  CHECK(study.appraisal->values.size() == 2);
  const Results results = parse_results(written(study), "r");
  const MoneyDraws ran = money_draws(study.effects, study.appraisal->assumptions);
  const MoneyDraws read = money_draws(results.effects, results.appraisal->assumptions);
  REQUIRE(ran.net_present_value.size() == 1000);
  for (std::size_t k = 0; k < 1000; ++k)
    CHECK(read.net_present_value[k] == doctest::Approx(ran.net_present_value[k]).epsilon(1e-9));
  double above = 0;
  for (const double npv : read.net_present_value) above += npv > 0;
  CHECK(study.appraisal->probability_npv_positive == above / 1000);
  const Evidence evidence = results.evidence();
  const Judgement pays = judge(read_assertion("pays off", evidence), evidence, results.verdict, results.claims);
  CHECK(pays.probability_low == doctest::Approx(study.appraisal->probability_npv_positive));
}

TEST_CASE("recorded money: what was written before values came to be several is still read") {
  CaseStudy study = finished();
  Json old = Json::parse(written(study));
  Json& said = old["appraisal"]["assumptions"];
  for (const char* key : {"values", "uptake", "exchange_rates", "correlations", "realized_share_source", "campaigns",
                          "inflation_per_year", "tax_rate"})
    said.erase(key);
  said["realized_share"] = Json::parse(R"({"low": 0.4, "mode": 0.5, "high": 0.6})");  // without a shape
  for (Json& cost : said["costs"]) cost.erase("currency");
  const Assumptions read = read_from(old.dump());
  CHECK(read.realized_share == Uncertain(0.4, 0.5, 0.6));
  CHECK(read.values.empty());
  CHECK(std::isnan(read.campaigns));
  CHECK(read.tax_rate == 0);
  CHECK(read.people == Uncertain(30));
  CHECK(same(read.costs[0], study.appraisal->assumptions.costs[0]));
}

TEST_CASE("recorded money: refusal, what payoff did not write, at its place") {
  CHECK(refusal("/draws", 12345).empty());
  CHECK(holds(refusal("/people", -5), "$.appraisal.assumptions.people: value is -5, but must be 0 or more"));
  CHECK(holds(refusal("/people/low", 430), "people.mode: value is 420.0, but must be between low and high"));
  CHECK(holds(refusal("/people/shape", "bent"), "people.shape: value is \"bent\", but must be one of fixed"));
  CHECK(holds(refusal("/hourly_cost/low", 0), "hourly_cost.low: value is 0, but must be more than 0"));
  CHECK(holds(refusal("/volume_per_person_week/values", Json::parse("[40, 20]")), "must be an ascending list"));
  CHECK(holds(refusal("/volume_per_person_week/values", Json::parse("[-9, 25, 99]")), "from low to high"));
  CHECK(holds(refusal("/volume_per_person_week/values", Json::array()), "must be an ascending list"));
  CHECK(holds(refusal("/realized_share", 5), "realized_share: value is 5, but must be in 0 to 1"));
  CHECK(holds(refusal("/values/1/as", "joy"), "values[1].as"));
  CHECK(holds(refusal("/values/1/class", "hard"), "must be one of cash, capacity, soft"));
  CHECK(holds(refusal("/values/1/price", "free"), "values[1].price"));
  CHECK(holds(refusal("/tax_rate", 2), "tax_rate: value is 2, but must be in 0 to 1"));
  CHECK(holds(refusal("/campaigns", 0), "campaigns: value is 0, but must be in 1 to 240"));
  CHECK(holds(refusal("/uptake/0/share", 2), "uptake[0].share: value is 2, but must be in 0 to 1"));
  CHECK(holds(refusal("/exchange_rates/0/rate", -1), "exchange_rates[0].rate"));
  CHECK(holds(refusal("/correlations/0/between", Json::parse(R"(["people"])")), "must be a list of two names"));
  CHECK(holds(refusal("/correlations/0/between", Json::parse("[1, 2]")), "must be a list of texts"));
  CHECK(holds(refusal("/correlations/0/is", 2), "correlations[0].is: value is 2, but must be in -1 to 1"));
}

}  // TEST_SUITE("study/recorded_money")
