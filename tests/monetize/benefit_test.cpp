#include "monetize/benefit.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/benefit") {

TEST_CASE("benefit: by hand, 5 hours x 100 people x 0.5 x 50 USD x 52 weeks is 650,000 USD a year") {
  const Benefit benefit = benefit_of(example::minutes_per_ticket(), example::plain_money());
  CHECK(benefit_per_year(benefit, -6, 0.5) == doctest::Approx(650000).epsilon(1e-12));
}

TEST_CASE("benefit: by hand, rework eats a tenth of what was saved and nothing of what was lost") {
  const Benefit benefit{.rework_share = 0.1};
  CHECK(net_of_rework(benefit, 5) == doctest::Approx(4.5));
  CHECK(net_of_rework(benefit, -5) == -5);
}

TEST_CASE("benefit: invariance, time lost counts as much against as time saved counts for") {
  const Benefit benefit = benefit_of(example::minutes_per_ticket(), example::plain_money());
  CHECK(benefit_per_year(benefit, 6, 0.5) == -benefit_per_year(benefit, -6, 0.5));
}

}  // TEST_SUITE("monetize/benefit")
