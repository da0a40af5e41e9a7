#include "qualify/sentence/direction.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/sentence/direction") {

namespace {

const Metric minutes{.name = "minutes", .kind = MetricKind::time, .unit = "minutes", .better = Better::lower};
const Metric csat{.name = "csat"};
const Metric issues{.name = "issues", .kind = MetricKind::count};
const Metric bill{.name = "bill", .kind = MetricKind::cost, .unit = "USD", .better = Better::lower};

double direction(std::set<Sense> ways, Asserted about, const Metric& metric) {
  Said said;
  said.ways = std::move(ways);
  return direction_of(said, about, metric);
}

std::string refusal(std::set<Sense> ways, Asserted about, const Metric& metric) {
  return example::error_of([&] { direction(ways, about, metric); });
}

}  // namespace

TEST_CASE("direction: by hand, of a metric it is more or less, whichever is better") {
  CHECK(direction({Sense::down}, Asserted::effect, minutes) == -1);
  CHECK(direction({Sense::up}, Asserted::share, csat) == 1);
  CHECK(direction({Sense::better}, Asserted::effect, minutes) == -1);
  CHECK(direction({Sense::better}, Asserted::effect, csat) == 1);
  CHECK(direction({Sense::worse}, Asserted::effect, csat) == -1);
  CHECK(direction({Sense::saves}, Asserted::effect, minutes) == -1);
  CHECK(direction({Sense::costs}, Asserted::effect, minutes) == 1);
  CHECK(direction({Sense::faster}, Asserted::share, minutes) == -1);
  CHECK(direction({Sense::slower}, Asserted::share, minutes) == 1);
  CHECK(direction({Sense::faster}, Asserted::share, issues) == 1);
  CHECK(direction({Sense::slower}, Asserted::share, issues) == -1);
}

TEST_CASE("direction: by hand, of hours and money more is a gain") {
  CHECK(direction({Sense::saves}, Asserted::hours, minutes) == 1);
  CHECK(direction({Sense::down}, Asserted::hours, minutes) == 1);
  CHECK(direction({Sense::up}, Asserted::hours_of_all, minutes) == -1);
  CHECK(direction({Sense::slower}, Asserted::hours, minutes) == -1);
  CHECK(direction({Sense::costs}, Asserted::benefit, minutes) == -1);
  CHECK(direction({Sense::up}, Asserted::benefit, minutes) == 1);
  CHECK(direction({Sense::costs, Sense::down}, Asserted::benefit, minutes) == 1);
  CHECK(direction({Sense::costs, Sense::saves}, Asserted::benefit, minutes) == 1);
  CHECK(direction({Sense::minus}, Asserted::hours, minutes) == 1);
  CHECK(direction({Sense::down}, Asserted::net_present_value, minutes) == -1);
  for (const Asserted figure : {Asserted::net_present_value, Asserted::return_on_investment, Asserted::payback})
    CHECK(direction({}, figure, minutes) == 1);
}

TEST_CASE("direction: words that agree are one, of a cost metric its own name is none") {
  CHECK(direction({Sense::saves, Sense::faster}, Asserted::effect, minutes) == -1);
  CHECK(direction({Sense::costs, Sense::down}, Asserted::share, bill) == -1);
}

TEST_CASE("direction: none, two, and what a metric cannot do are refused") {
  CHECK(refusal({}, Asserted::effect, minutes).starts_with("claim: it does not say which way;"));
  CHECK(refusal({Sense::up, Sense::down}, Asserted::effect, csat).starts_with("claim: its words point both ways;"));
  CHECK(refusal({Sense::minus, Sense::saves}, Asserted::effect, minutes).starts_with("claim: a minus stands beside"));
  CHECK(refusal({Sense::saves}, Asserted::effect, csat).starts_with("claim: 'saved' says nothing of 'csat'"));
  CHECK(refusal({Sense::costs}, Asserted::share, issues).starts_with("claim: 'costs' says nothing of 'issues'"));
  CHECK(refusal({Sense::faster}, Asserted::share, csat).starts_with("claim: 'faster' says nothing of 'csat'"));
}

}  // TEST_SUITE("qualify/sentence/direction")
