#include "base/random.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace payoff;

TEST_SUITE("base/random") {

TEST_CASE("reference: the ten thousandth number is the one the C++ standard demands") {
  // [rand.predef]: the 10000th of a default mt19937_64 (seed 5489) is 9981545732273789042; we keep 53 bits.
  Random random(5489);
  double last = 0;
  for (int i = 0; i < 10000; ++i) last = random.uniform();
  CHECK(last == (static_cast<double>(9981545732273789042ULL >> 11) + 0.5) * 0x1.0p-53);
}

TEST_CASE("invariance: the same seed gives the same numbers, another seed others") {
  Random a(7), b(7), c(8);
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    const double x = a.normal();
    CHECK(x == b.normal());
    differs = differs || x != c.normal();
  }
  CHECK(differs);
}

TEST_CASE("recovery: normal numbers have the moments of the normal distribution") {
  // 100,000 draws: the standard errors of the mean powers 1, 2 and 4 are 0.0032, 0.0045 and 0.031; four of each.
  Random random(1);
  double s1 = 0, s2 = 0, s4 = 0;
  const int n = 100000;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal();
    s1 += x;
    s2 += x * x;
    s4 += x * x * x * x;
  }
  CHECK(std::abs(s1 / n) < 0.0128);
  CHECK(std::abs(s2 / n - 1) < 0.018);
  CHECK(std::abs(s4 / n - 3) < 0.124);
}

TEST_CASE("recovery: below() reaches every number and no other, each as often") {
  // 70,000 draws from 7: 10,000 each, standard deviation 93; four of them.
  Random random(2);
  int seen[7] = {};
  for (int i = 0; i < 70000; ++i) {
    const std::uint64_t k = random.below(7);
    REQUIRE(k < 7);
    ++seen[k];
  }
  for (const int count : seen) CHECK(std::abs(count - 10000) < 372);
}

}  // TEST_SUITE("base/random")
