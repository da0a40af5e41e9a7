#include "qualify/reading/measured.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/distributions.hpp"

using namespace payoff;
using doctest::Approx;

TEST_SUITE("qualify/reading/measured") {

namespace {

// -6 (se 1) by the normal distribution.
Measured fall(double level = 0.95) {
  const double half = normal_quantile((1 + level) / 2);
  return {.estimate = {.estimate = -6, .se = 1, .df = INFINITY, .low = -6 - half, .high = -6 + half},
          .level = level,
          .direction = -1};
}

// The same by a bootstrap, whose ends no standard error makes.
Measured bootstrapped() {
  Measured m = fall();
  m.estimate.low = -9;
  m.estimate.high = -4.5;
  return m;
}

}  // namespace

TEST_CASE("measured: by hand, a fall of 6 with standard error 1 reaches 6 - 1.645") {
  CHECK(is_by_standard_error(fall()));
  CHECK(middle_of(fall()) == 6);
  CHECK(lower_bound(fall(), 0.95) == Approx(6 - 1.6448536269514722));
  CHECK(upper_bound(fall(), 0.95) == Approx(6 + 1.6448536269514722));
  CHECK(chance_of_at_least(fall(), 6).low == Approx(0.5));
  CHECK(chance_of_at_least(fall(), 5).high == Approx(0.8413447460685429));
}

TEST_CASE("measured: by hand, with 4 degrees of freedom the bound is 2.132 standard errors away") {
  Measured m = fall();
  m.estimate.df = 4;
  m.estimate.low = -6 - 2.7764451051977987;
  m.estimate.high = -6 + 2.7764451051977987;
  CHECK(lower_bound(m, 0.95) == Approx(6 - 2.1318467863266495));
}

TEST_CASE("measured: the level of the study moves neither bound nor chance") {
  CHECK(lower_bound(fall(0.99), 0.95) == Approx(lower_bound(fall(), 0.95)));
  CHECK(chance_of_at_least(fall(0.8), 5).low == Approx(chance_of_at_least(fall(), 5).low));
}

TEST_CASE("measured: what a bound reaches has exactly its chance") {
  for (const double direction : {-1.0, 1.0}) {
    Measured m = fall();
    m.direction = direction;
    m.factor = 3;
    m.factor_below = 5;
    for (const double confidence : {0.9, 0.95, 0.99}) {
      CHECK(chance_of_at_least(m, lower_bound(m, confidence)).low == Approx(confidence));
      CHECK(chance_of_at_least(m, upper_bound(m, confidence)).low == Approx(1 - confidence));
    }
  }
}

TEST_CASE("measured: by hand, a fall by log 2 is one by half, and none is by more than all") {
  Measured m = fall();
  m.logarithms = true;
  m.estimate = {.estimate = -std::log(2), .se = 0.1, .df = INFINITY};
  m.estimate.low = m.estimate.estimate - 0.1 * normal_quantile(0.975);
  m.estimate.high = m.estimate.estimate + 0.1 * normal_quantile(0.975);
  CHECK(middle_of(m) == Approx(0.5));
  CHECK(lower_bound(m, 0.95) == Approx(1 - 0.5 * std::exp(0.1 * normal_quantile(0.95))));
  CHECK(chance_of_at_least(m, lower_bound(m, 0.95)).low == Approx(0.95));
  CHECK(chance_of_at_least(m, 1).high == 0);
  CHECK(chance_of_at_least(m, 2).high == 0);
  m.direction = 1;
  CHECK(middle_of(m) == Approx(-0.5));
  CHECK(chance_of_at_least(m, upper_bound(m, 0.95)).low == Approx(0.05));
}

TEST_CASE("measured: by hand, an interval that no standard error makes gives its ends and the sides of a chance") {
  const Measured m = bootstrapped();
  CHECK_FALSE(is_by_standard_error(m));
  CHECK(lower_bound(m, 0.95) == 4.5);
  CHECK(upper_bound(m, 0.95) == 9);
  CHECK(lower_bound(m, 0.975) == 4.5);
  CHECK(std::isnan(lower_bound(m, 0.99)));
  CHECK(chance_of_at_least(m, 4).low == Approx(0.975));
  CHECK(chance_of_at_least(m, 4).high == 1);
  CHECK(chance_of_at_least(m, 6).low == Approx(0.025));
  CHECK(chance_of_at_least(m, 6).high == Approx(0.975));
  CHECK(chance_of_at_least(m, 10).high == Approx(0.025));
}

TEST_CASE("measured: no interval, no bound and no chance") {
  Measured m = fall();
  m.estimate.se = m.estimate.low = m.estimate.high = missing;
  CHECK(std::isnan(lower_bound(m, 0.95)));
  CHECK(std::isnan(chance_of_at_least(m, 5).low));
}

TEST_CASE("measured: by hand, of a hundred draws five lie below the bound") {
  Measured m;
  for (int i = 1; i <= 100; ++i) m.draws.push_back(i);
  CHECK(lower_bound(m, 0.95) == 5);
  CHECK(upper_bound(m, 0.95) == 95);
  CHECK(middle_of(m) == 50);
  CHECK(chance_of_at_least(m, 91).low == Approx(0.10));
  CHECK(chance_of_at_least(m, 0).low == 1);
  CHECK(chance_of_at_least(m, 101).high == 0);
}

TEST_CASE("measured: the larger the size, the smaller its chance") {
  for (Measured m : {fall(), bootstrapped()}) {
    double before = 1;
    for (double size = -3; size < 15; size += 0.25) {
      const double chance = chance_of_at_least(m, size).high;
      CHECK(chance <= before);
      before = chance;
    }
  }
}

}  // TEST_SUITE("qualify/reading/measured")
