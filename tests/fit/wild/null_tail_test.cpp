#include "fit/wild/null_tail.hpp"

#include <cmath>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("fit/wild/null_tail") {

namespace {

// Draws of which t* moves with the null, the more the farther from parallel, and may cross the data's t twice.
NullDraws simulate_draws(std::uint64_t seed, double away) {
  Random random(seed);
  NullDraws draws{.variance = 0.5 + random.uniform()};
  for (int b = 0; b < 3000; ++b) {
    draws.n0.push_back(random.normal());
    draws.n1.push_back(away * 0.4 * random.normal());
    draws.q00.push_back(1);
    draws.q11.push_back(0.1 + random.uniform());
    draws.q01.push_back((2 * random.uniform() - 1) * std::sqrt(draws.q11.back()) * (away > 2 ? 0.999 : 0.5));
  }
  return draws;
}

}  // namespace

TEST_CASE("by hand: t* of 1, 2, 3 and of -2 against t = d / 2; ties count where asked, and at infinity none moves") {
  NullDraws draws{.variance = 4};
  for (const double t : {1.0, 2.0, 3.0, -2.0}) {
    draws.n0.push_back(t);
    draws.n1.push_back(0);
    draws.q00.push_back(1);
    draws.q01.push_back(0);
    draws.q11.push_back(0);
  }
  CHECK(larger_at(draws, false, 4, 4) == 1);
  CHECK(larger_at(draws, true, 4, 4) == 3);
  CHECK(larger_at(draws, true, 4, 2) == 1);  // of the first two
  CHECK(larger_at_infinity(draws, true) == 0);
  // From d = 3 to 5, t from 1.5 to 2.5: 3 is always larger, 1 never.
  NullDraws open;
  CHECK(larger_throughout(draws, false, {3, 5}, open) == 1);
  CHECK(open.n0 == std::vector<double>{2, -2});
}

TEST_CASE("by hand: the share that rejects joins random draws by the data where ties count") {
  CHECK(Significance(0.9, true, false, 99).share(4) == 0.05);
  CHECK(Significance(0.9, true, true, 100).share(5) == 0.05);
  CHECK(Significance(0.9, false, false, 100).share(5) == 0.05);
}

TEST_CASE("invariance: between two distances, on either side, the draws left open say the same as all of them") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const NullDraws draws = simulate_draws(seed, static_cast<double>(seed % 4));
    const bool ties = seed % 2 == 1;
    const Tail all(draws, {0.9, ties, false, draws.n0.size()});
    const double unit = (seed % 3 == 0 ? -1 : 1) * std::sqrt(draws.variance);
    const Bracket wide{1.2 * unit, 2.4 * unit}, narrow{1.5 * unit, 1.7 * unit};
    NullDraws open, fewer;
    const Tail few = all.between(wide, open), fewest = few.between(narrow, fewer);
    CHECK(open.n0.size() < draws.n0.size());
    CHECK(fewer.n0.size() < open.n0.size());
    for (double t = 1.2; t <= 2.4; t += 0.01) CHECK(few.p(t * unit) == all.p(t * unit));
    for (double t = 1.5; t <= 1.7; t += 0.01) CHECK(fewest.p(t * unit) == all.p(t * unit));
    for (double t = 1.21; t < 2.4; t += 0.1) CHECK(few.rejects(t * unit) == (all.p(t * unit) <= 0.1 + 1e-12));
  }
}

TEST_CASE("invariance: from a distance on, of either sign, and at infinity few draws say the same as all") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    NullDraws draws = simulate_draws(seed, static_cast<double>(seed % 4));
    for (std::size_t b = 0; b < 1000; b += 10) draws.q01[b] = draws.q11[b] = 0;  // t* grows without end
    const bool ties = seed % 2 == 1;
    const double unit = std::sqrt(draws.variance);
    NullDraws some{.variance = draws.variance};
    may_be_larger(draws, ties, (seed % 3 == 0 ? -1.2 : 1.2) * unit, some);
    CHECK(some.n0.size() < draws.n0.size());
    for (const double sign : {1, -1})
      for (double t = 1.2; t <= 1000; t *= 1.1)
        CHECK(larger_at(some, ties, sign * t * unit, some.n0.size()) ==
              larger_at(draws, ties, sign * t * unit, draws.n0.size()));
    CHECK(larger_at_infinity(some, ties) == larger_at_infinity(draws, ties));
  }
}

TEST_CASE("by hand: what a bracket excludes is rejected beyond it and not within") {
  const NullDraws draws = simulate_draws(5, 0);
  NullDraws open;
  const Tail few = Tail(draws, {0.9, false, false, draws.n0.size()}).between({-1, -3}, open);
  CHECK(few.rejects(-3.5));
  CHECK_FALSE(few.rejects(-0.5));
}

}  // TEST_SUITE("fit/wild/null_tail")
