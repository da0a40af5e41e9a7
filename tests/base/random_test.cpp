#include "base/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <vector>

using namespace payoff;

TEST_SUITE("base/random") {

TEST_CASE("reference: the first words are those of Philox4x64-10, exactly") {
  // numpy 2.4.6: Philox(counter=c, key=[seed, 0]).random_raw(8), c one below (0, stream, 0, 0): it counts before it
  // draws. The first four are among the known answers that Random123 publishes.
  const auto words = [](std::uint64_t seed, std::uint64_t stream) {
    Random random(seed, stream);
    std::vector<std::uint64_t> drawn;
    for (int i = 0; i < 8; ++i) drawn.push_back(random.bits());
    return drawn;
  };
  CHECK(words(0, 0) == std::vector<std::uint64_t>{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b,
                                                  0x7e68b68aec7ba23b, 0x02f4ba6408e4d89b, 0x3dd62b0b9ca8c5b2,
                                                  0x1c8667a55d902e79, 0x907d7a052fd5b4dc});
  CHECK(words(7, 3) == std::vector<std::uint64_t>{0xc32e44c0ed925ea9, 0x456f613b7c203db2, 0x4338c2fa12e8bf6a,
                                                  0x88e5aa0b3ccb68d1, 0x7062734096a622d9, 0x2a689b984de514c3,
                                                  0xfb785222f6fac48f, 0x76f3a8d69bc1e6d3});
}

TEST_CASE("invariance: streams of one seed differ, and none depends on another") {
  Random first(7, 0), second(7, 1), alone(7, 0);
  std::size_t equal = 0;
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t word = first.bits();
    CHECK(word == alone.bits());
    equal += word == second.bits();
    if (i % 3 == 0) second.bits();
  }
  CHECK(equal == 0);
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

TEST_CASE("random: invariance, many at once are the numbers of so many calls, wherever they begin") {
  for (std::size_t before = 0; before < 6; ++before) {
    for (const std::size_t count : {0u, 1u, 3u, 4u, 9u, 256u}) {
      Random one(7, 3), many(7, 3);
      for (std::size_t i = 0; i < before; ++i) CHECK(one.uniform() == many.uniform());
      std::vector<double> numbers(count);
      many.fill(numbers);
      for (const double number : numbers) CHECK(number == one.uniform());
      CHECK(many.uniform() == one.uniform());
      std::vector<std::uint64_t> words(count);
      many.fill(words);
      for (const std::uint64_t word : words) CHECK(word == one.bits());
    }
  }
}

}  // TEST_SUITE("base/random")
