#include "monetize/cost.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/cost") {

TEST_CASE("cost: by hand, 60,000 once and 30 x 100 people + 500 a month") {
  Assumptions assumptions = example::plain_money();
  assumptions.costs.push_back({.name = "monitoring", .per_month = 500});
  const CostStream costs = cost_stream(assumptions);
  CHECK(costs.once == 60000);
  CHECK(costs.per_month == 3500);
}

TEST_CASE("cost: by hand, no costs cost nothing") {
  CHECK(cost_stream({}).once == 0);
  CHECK(cost_stream({}).per_month == 0);
}

}  // TEST_SUITE("monetize/cost")
