// What the run adds to the money: licences, whose bill it is, what one outcome costs, and effects that go together.
#include <cmath>

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("study/valuation") {

namespace {

// Units of `tickets()` by arm: B has the tool from 2025-02-03 on. Two more metrics are made of the minutes.
struct Money {
  Workplace place;
  Money() { place.write("x.csv", tools::tickets()); }
  Study study(const std::string& money, const std::string& metrics = "") const {
    return parse_study(fmt::format(R"({{"data": {{"files": "x.csv"}}, "columns": {{"unit": "unit", "time": "week"}},
     "rollout": {{"group": "arm", "treated": "B", "date": "2025-02-03"}},
     "metrics": [{{"name": "minutes", "kind": "time", "unit": "minutes", "role": "primary"}}{}],
     "money": {{"hourly_cost": 40, "people": 10, "realized_share": 0.5, "horizon_months": 6, "draws": 2000, {}}}}})",
                                   metrics, money),
                       place.path("study.json"));
  }
};

const std::string seats =
    "month,who,amount,seats,taken,active\n"
    "2025-02,u11,30,1,1,1\n2025-02,U13,30,1,1,0\n2025-02,visitor,30,1,0,0\n"
    "2025-03,u11,30,1,1,1\n2025-03,U13,30,1,1,1\n2025-03,visitor,30,1,1,0\n2025-12,u11,30,1,1,1\n";
const std::string licences = R"("bills": [{"name": "licences", "files": "b.csv", "month": "month", "amount": "amount",
   "unit": "who", "bought": "seats", "assigned": "taken", "used": "active", "goes_on": "not_at_all", "where": "month < '2025-12'"}])";

}  // namespace

TEST_CASE(
    "valuation: by hand, a bill by unit costs the study what its people cost, and the others are spend not covered") {
  const Money money;
  const Study study = money.study(licences);
  money.place.write("b.csv", seats);
  const CaseStudy result = run(study);
  REQUIRE(result.appraisal.has_value());
  CHECK(result.appraisal->assumptions.bills.at(0).by_month == std::vector<double>{0, 60, 60});
  const Spend& spend = result.spend.at(0);
  CHECK(spend.billed == 180);
  CHECK(spend.of_others == 60);
  CHECK(spend.covered == 60);  // outcomes were seen in February only
  CHECK(spend.bought == 3);
  CHECK(spend.assigned == 3);
  CHECK(spend.used == 2);
  CHECK(spend.idle == 30 + 30 + 30);  // in February two of three, in March one
}

TEST_CASE("valuation: refusal, a bill of units of whom none is in the study") {
  const Money money;
  money.place.write("b.csv", "month,who,amount,seats,taken,active\n2025-02,nobody,30,1,1,1\n");
  CHECK(
      message_of([&] {
        run(money.study(licences));
      }).find("money.bills[0].unit: no row of the bill 'licences' is of a unit with the tool, for example 'nobody'") !=
      std::string::npos);
}

TEST_CASE("valuation: by hand, what one outcome costs with the tool, and without it") {
  const Money money;
  const CaseStudy result = run(money.study(
      R"("cost_per_outcome": ["cost"])",
      R"(, {"name": "cost", "kind": "cost", "unit": "USD", "value": "2 * minutes", "per": "1 + 0 * minutes", "per_label": "ticket", "better": "lower"})"));
  REQUIRE(result.outcome_costs.size() == 1);
  const OutcomeCost& cost = result.outcome_costs[0];
  CHECK(cost.with_tool.low < cost.with_tool.estimate);
  CHECK(cost.with_tool.estimate < cost.with_tool.high);
  CHECK(cost.without_tool == doctest::Approx(cost.with_tool.estimate - cost.change.estimate).epsilon(1e-12));
  CHECK(cost.outcomes > 0);
  CHECK(std::isnan(cost.billed));
}

TEST_CASE("valuation: refusal, a cost of an outcome is a cost per something") {
  const Money money;
  CHECK(message_of([&] {
          run(money.study(R"("cost_per_outcome": ["minutes"])"));
        }).find("money.cost_per_outcome[0]: 'minutes' is no cost per something") != std::string::npos);
  CHECK(message_of([&] {
          run(money.study(R"("cost_per_outcome": ["nothing"])"));
        }).find("money.cost_per_outcome[0]: 'nothing' is no metric") != std::string::npos);
}

TEST_CASE("valuation: by hand, two values of the same cells go together as one, unless the study says otherwise") {
  const Money money;
  const std::string cost =
      R"(, {"name": "cost", "kind": "cost", "unit": "USD", "value": "2 * minutes", "better": "lower"})";
  const std::string values = R"("values": [{"metric": "minutes"}, {"metric": "cost", "apart": "another vendor"}])";
  const auto correlations = [&](const std::string& more) {
    return run(money.study(values + more, cost)).appraisal.value().assumptions.correlations;
  };
  const std::vector<Correlation> measured = correlations("");
  REQUIRE(measured.size() == 1);
  CHECK(measured[0].first == "effect on minutes");
  CHECK(measured[0].second == "effect on cost");
  CHECK(measured[0].correlation == doctest::Approx(0.999));
  const std::vector<Correlation> said =
      correlations(R"(, "correlations": [{"between": ["effect on cost", "effect on minutes"], "is": 0.2}])");
  REQUIRE(said.size() == 1);
  CHECK(said[0].correlation == 0.2);
}

}  // TEST_SUITE("study/valuation")
