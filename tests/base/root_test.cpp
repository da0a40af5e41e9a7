#include "base/root.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace payoff;

TEST_SUITE("base/root") {

TEST_CASE("by hand: the root of x^2 - 2 between 1 and 2 is the root of 2") {
  const auto [low, high] = root_between([](double x) { return x * x - 2; }, 1, 2, 50);
  CHECK(low <= std::sqrt(2));
  CHECK(high >= std::sqrt(2));
  CHECK(high - low < 1e-13);
}

TEST_CASE("invariance: ends that were asked already need not be asked again") {
  int asked = 0;
  const auto counted = [&](double x) { return ++asked, x * x - 2; };
  const auto both = root_between(counted, 1, 2, 50);
  const int before = asked;
  CHECK(root_between(counted, Asked{1, -1}, Asked{2, 2}, 50) == both);
  CHECK(asked == 2 * before - 2);
}

TEST_CASE(
    "refusal: without a change of sign, with an end that is no number, or a value that is none, there is no root") {
  const auto missing_root = [](auto function, double low, double high) {
    return std::isnan(root_between(function, low, high, 50).first);
  };
  CHECK(missing_root([](double x) { return x * x + 1; }, -1, 1));
  CHECK(missing_root([](double x) { return x; }, -1, INFINITY));
  CHECK(missing_root([](double x) { return x; }, 1, -1));
  CHECK(missing_root([](double) { return NAN; }, -1, 1));
}

}  // TEST_SUITE("base/root")
