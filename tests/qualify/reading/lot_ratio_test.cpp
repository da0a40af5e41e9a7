#include "qualify/reading/lot_ratio.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/reading/lot_ratio") {

namespace {

LotRatio ratio(std::size_t with, std::size_t without, double split = 0) {
  Effect effect = example::did_minutes();
  effect.facts.treated.clusters = with;
  effect.facts.comparison.clusters = without;
  Evidence evidence = example::evidence_of(effect, true);
  evidence.split = split;
  return lot_ratio(evidence, evidence.effects.front());
}

}  // namespace

TEST_CASE("lot: by hand, 60 and 40 of half and half are two standard deviations of sqrt(100 / 4) away") {
  CHECK(ratio(60, 40).p == doctest::Approx(std::erfc(2 / std::sqrt(2.0))));
  CHECK(ratio(40, 60).p == ratio(60, 40).p);
  CHECK(ratio(50, 50).p == 1);
  CHECK(ratio(60, 40, 0.6).p == doctest::Approx(1));
  CHECK(ratio(60, 40, 0.6).declared);
}

TEST_CASE("lot: by hand, beyond two to one nobody knows what was meant, unless it is said") {
  CHECK_FALSE(ratio(66, 34).unknown());
  CHECK(ratio(67, 33).unknown());
  CHECK(ratio(33, 67).unknown());
  CHECK_FALSE(ratio(67, 33, 0.5).unknown());
}

}  // TEST_SUITE("qualify/reading/lot_ratio")
