#include "fit/wild/null_inversion.hpp"

#include <cmath>
#include <limits>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("fit/wild/null_inversion") {

namespace {

// A draw with a fixed t*: it does not move with the null.
void add(NullDraws& draws, double t) {
  draws.n0.push_back(t);
  draws.n1.push_back(0);
  draws.q00.push_back(1);
  draws.q01.push_back(0);
  draws.q11.push_back(0);
}

}  // namespace

TEST_CASE("by hand: p counts what is larger, ties by choice, and the interval ends at the draw that decides") {
  // t* = -4, -3, ..., 5 with a standard error of 2, so |t| = |d| / 2. d = 6: |t| = 3; larger: -4, 4, 5 = 3 of 10; with
  // the two ties 3 and -3, and the data themselves, 6 of 11.
  NullDraws draws{.variance = 4};
  for (int t = -4; t <= 5; ++t) add(draws, t);
  CHECK(p_of_null(draws, 6, false) == 0.3);
  CHECK(p_of_null(draws, -6, false) == 0.3);
  CHECK(p_of_null(draws, 6, true) == 6.0 / 11);
  draws.enumerated = true;  // then the data are one of the patterns
  CHECK(p_of_null(draws, 6, true) == 0.5);
  // Level 0.7: rejected where at most 3 of 10 are larger, from |t| = 3 on.
  const Reach reach = invert(draws, false, 0.7);
  CHECK(reach.bounded);
  CHECK_CLOSE(reach.below, 6, 1e-8);
  CHECK_CLOSE(reach.above, 6, 1e-8);
}

TEST_CASE("by hand: draws that grow with the null as the data do leave no interval") {
  // t* = d x 2 / 1 against t = d / 2: always larger, at the rate of one in two.
  NullDraws draws{.variance = 4, .enumerated = true};
  add(draws, 0);
  add(draws, 0);
  draws.n1[1] = 2;
  CHECK(p_of_null(draws, 100, false) == 0.5);
  CHECK_FALSE(invert(draws, false, 0.9).bounded);
  CHECK(invert(draws, false, 0.5).bounded);
}

TEST_CASE(
    "reference: halving with every draw asked each time ends at the same distance, also where draws cross twice") {
  Random random(7);
  for (int example = 0; example < 40; ++example) {
    NullDraws draws{.variance = 0.5 + random.uniform()};
    const double away = example % 4;  // far from parallel: t* moves much with the null
    for (int b = 0; b < 3000; ++b) {
      add(draws, random.normal());
      draws.n1.back() = away * 0.4 * random.normal();
      draws.q11.back() = 0.1 + random.uniform();
      draws.q01.back() = (2 * random.uniform() - 1) * std::sqrt(draws.q11.back()) * (away > 2 ? 0.999 : 0.5);
    }
    const bool ties = example % 2 == 1;
    const double unit = std::sqrt(draws.variance);
    const Reach reach = invert(draws, ties, 0.9);
    REQUIRE(reach.bounded);
    for (const int side : {1, -1}) {
      const auto rejects = [&](double t) { return p_of_null(draws, side * unit * t, ties) <= 0.1 + 1e-9; };
      double inside = 0, outside = 0.125;
      for (double t = 0.125; t < 1e4; t *= 1.5)
        if (!rejects(t)) inside = t, outside = 1.5 * t;
      for (int i = 0; i < 45; ++i) {
        const double middle = (inside + outside) / 2;
        (rejects(middle) ? outside : inside) = middle;
      }
      CHECK_CLOSE(side > 0 ? reach.below : reach.above, unit * outside, 1e-10);
    }
  }
}

TEST_CASE("reference: random draws made block by block give the p and the interval of all of them at once") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    constexpr std::size_t blocks = 6, each = 4096;
    const double away = static_cast<double>(seed % 3) / 4;
    const auto draw = [&](std::size_t block, NullDraws& into) {
      Random random(seed, block);
      into = {.variance = 2};
      for (std::size_t b = 0; b < (block + 1 < blocks ? each : 1000); ++b) {
        add(into, random.normal());
        into.n1.back() = away * random.normal();
        into.q11.back() = 0.1 + random.uniform();
        into.q01.back() = (2 * random.uniform() - 1) * std::sqrt(into.q11.back()) * 0.5;
      }
    };
    NullDraws all{.variance = 2};
    for (std::size_t block = 0; block < blocks; ++block) {
      NullDraws one;
      draw(block, one);
      append(one, all);
    }
    const bool ties = seed % 2 == 0;
    for (const double level : {0.9, 0.95}) {
      const NullBlocks made{all.n0.size(), blocks, 2, draw};
      const Significance significance(level, ties, false, all.n0.size());
      const auto one = answer_by_blocks(made, 2.5, significance, {.threads = 1});
      const auto three = answer_by_blocks(made, 2.5, significance, {.threads = 3});
      REQUIRE(one);
      REQUIRE(three);
      const Reach reach = invert(all, ties, level);
      CHECK(one->p == p_of_null(all, 2.5, ties));
      CHECK(one->reach.below == reach.below);
      CHECK(one->reach.above == reach.above);
      CHECK(three->reach.below == reach.below);
      CHECK(three->p == one->p);
    }
  }
}

TEST_CASE("refusal: few draws, or ones that cannot reject any value, do not say where an end lies") {
  const auto draw = [](double growth) {
    return [growth](std::size_t, NullDraws& into) {
      Random random(1);
      into = {.variance = 1};
      for (int b = 0; b < 4096; ++b) {
        add(into, random.normal());
        into.n1.back() = growth;
      }
    };
  };
  const Significance significance(0.95, true, false, 5 * 4096);
  CHECK_FALSE(answer_by_blocks({4096, 1, 1, draw(0)}, 1, significance, {}));
  CHECK(answer_by_blocks({5 * 4096, 5, 1, draw(0)}, 1, significance, {}));
  CHECK_FALSE(answer_by_blocks({5 * 4096, 5, 1, draw(2)}, 1, significance, {}));
}

TEST_CASE("invariance: the scale of the outcome scales the interval") {
  Random random(3);
  NullDraws one{.variance = 1}, sixty{.variance = 3600};
  for (int b = 0; b < 500; ++b) {
    add(one, random.normal());
    add(sixty, 60 * one.n0.back());
    one.n1.back() = sixty.n1.back() = 0.3 * random.normal();
    sixty.q00.back() = 3600;
    one.q11.back() = sixty.q11.back() = 0.5 * random.uniform();
  }
  CHECK(p_of_null(sixty, 90, false) == p_of_null(one, 1.5, false));
  CHECK_CLOSE(invert(sixty, false, 0.95).below, 60 * invert(one, false, 0.95).below, 1e-10);
  CHECK_CLOSE(invert(sixty, false, 0.95).above, 60 * invert(one, false, 0.95).above, 1e-10);
}

TEST_CASE("recovery: draws of a normal t give the normal interval") {
  Random random(5);
  NullDraws draws{.variance = 1};
  for (int b = 0; b < 20000; ++b) add(draws, random.normal());
  CHECK(std::abs(invert(draws, false, 0.95).below - 1.96) < 4 * 0.0187);  // sd of the quantile of |t| at B = 20,000
}

}  // TEST_SUITE("fit/wild/null_inversion")
