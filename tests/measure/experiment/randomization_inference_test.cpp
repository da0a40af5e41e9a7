#include "measure/experiment/randomization_inference.hpp"

#include <algorithm>
#include <cmath>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/randomization_inference") {

namespace {

Lot lot(std::vector<double> value, std::size_t treated) {
  Lot result{std::move(value), {}};
  for (std::size_t g = 0; g < result.value.size(); ++g) result.treated.push_back(g < treated);
  return result;
}

}  // namespace

TEST_CASE("by hand: two of five drawn, the most extreme of ten outcomes of the lot") {
  // 8, 9 against 1, 2, 4: difference 8.5 - 7 / 3. No other pair is as far from the rest, so p = 1 / 10. The standard
  // error: variances 0.5 and 7 / 3, so sqrt(0.5 / 2 + 7 / 9).
  const Estimate result = randomization_test(lot({8, 9, 1, 2, 4}, 2), 0.8, "minutes");
  CHECK_CLOSE(result.estimate, 8.5 - 7.0 / 3, 1e-14);
  CHECK_CLOSE(result.se, std::sqrt(0.25 + 7.0 / 9), 1e-13);
  CHECK(result.p == 0.1);
  CHECK(result.reason.empty());
  CHECK(result.low < result.estimate);
  CHECK(result.high > result.estimate);
  // Its ends: just inside p is above 0.2, just outside it is not.
  for (const double end : {result.low, result.high}) {
    const double out = end < result.estimate ? -1e-6 : 1e-6;
    const auto p_of = [&](double null) { return randomization_test(lot({8 - null, 9 - null, 1, 2, 4}, 2), 0.8, "").p; };
    CHECK(p_of(end + out) <= 0.2);
    CHECK(p_of(end - out) > 0.2);
  }
}

TEST_CASE("by hand: one of twenty drawn has p = 1 / 20, and an interval at 95 % from the pooled spread") {
  std::vector<double> value{100};
  for (int g = 1; g < 20; ++g) value.push_back(g);
  const Estimate result = randomization_test(lot(value, 1), 0.95, "minutes");
  CHECK(result.p == 0.05);
  // The classical t orders the twenty as their distance from the mean of all, m = (190 + z) / 20 with z = 100 - r for
  // the drawn one. z is rejected when it is the farthest: z - m > m - 1, which is z > 20, or m - z > 19 - m, z < 0.
  CHECK_CLOSE(result.low, 80, 1e-8);
  CHECK_CLOSE(result.high, 100, 1e-8);
}

TEST_CASE("invariance: scale, order, and arms exchanged") {
  Random random(14);
  std::vector<double> value;
  for (int g = 0; g < 9; ++g) value.push_back(random.normal() + (g < 4 ? 1 : 0));
  const Estimate one = randomization_test(lot(value, 4), 0.9, "");
  std::vector<double> sixty = value;
  for (double& v : sixty) v = 60 * v + 7;
  const Estimate scaled = randomization_test(lot(sixty, 4), 0.9, "");
  CHECK(scaled.p == one.p);
  CHECK_CLOSE(scaled.low, 60 * one.low, 1e-9);
  std::ranges::reverse(value);
  const Estimate exchanged = randomization_test(lot(value, 5), 0.9, "");
  CHECK(exchanged.p == one.p);
  CHECK_CLOSE(exchanged.estimate, -one.estimate, 1e-12);
  CHECK_CLOSE(exchanged.low, -one.high, 1e-9);
}

TEST_CASE("recovery: under every lot of fixed outcomes, exactly as many are rejected as p promises") {
  // Skewed outcomes of eight clusters, four drawn: of all 70 lots at most 5 % may have p <= 0.05, and with no effect on
  // anyone the intervals of the others hold 0.
  const std::vector<double> fixed{0.1, 0.3, 0.4, 0.9, 1.7, 3.1, 8, 21};
  std::vector<char> drawn{0, 0, 0, 0, 1, 1, 1, 1};
  int rejected = 0, missed = 0, lots = 0;
  do {
    const Estimate result = randomization_test({fixed, drawn}, 0.95, "");
    ++lots;
    rejected += result.p <= 0.05;
    missed += !(result.low <= 0 && 0 <= result.high);
  } while (std::next_permutation(drawn.begin(), drawn.end()));
  CHECK(lots == 70);
  CHECK(rejected > 0);
  CHECK(rejected <= 3);
  CHECK(missed <= rejected);
}

TEST_CASE("recovery: intervals hold an effect, with spread that the tool changes and 6 of 13 clusters") {
  Random random(15);
  const int studies = 400;
  int covered = 0;
  double sum = 0;
  for (int s = 0; s < studies; ++s) {
    std::vector<double> value;
    for (int g = 0; g < 13; ++g) value.push_back(g < 6 ? 2 + 1.5 * random.normal() : random.normal());
    const Estimate result = randomization_test(lot(value, 6), 0.95, "");
    covered += result.low <= 2 && 2 <= result.high;
    sum += result.estimate;
  }
  MESSAGE("coverage ", covered / double(studies));
  CHECK(std::abs(sum / studies - 2) < 4 * 0.73 / std::sqrt(studies));
  CHECK(covered >= 0.92 * studies);
  CHECK(covered <= 0.98 * studies);
}

TEST_CASE("refusal: too few outcomes of the lot, clusters in both arms, nothing to compare") {
  CHECK(randomization_test(lot({5, 1, 2, 3}, 1), 0.95, "").reason ==
        "a lot of 1 among 4 clusters has only 4 outcomes, too few to exclude any value");
  Lot mixed = lot({5, 1, 2, 3}, 2);
  mixed.mixed = 1;
  CHECK(randomization_test(mixed, 0.95, "").reason ==
        "1 clusters have units in both groups, so clusters were not drawn as a whole");
  CHECK(randomization_test(lot({5, 1, 2, 3}, 4), 0.95, "").reason ==
        "the lot drew 4 of 4 clusters, which leaves nothing to compare");
  CHECK(randomization_test(lot({3, 3, 3, 3, 3}, 2), 0.95, "").reason ==
        "the outcome does not vary, so there is no interval");
}

}  // TEST_SUITE("measure/experiment/randomization_inference")
