#include "monetize/lanes.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/distributions.hpp"
#include "base/random.hpp"

using namespace payoff;

TEST_SUITE("monetize/lanes") {

namespace {

Lane lane_of(std::uint64_t seed, double middle, double spread) {
  Random random(seed);
  Lane lane;
  for (double& value : lane) value = middle + spread * random.normal();
  return lane;
}

}  // namespace

TEST_CASE("lanes: by hand, a sum of multiples, and gains of which a part is kept where they are no losses") {
  Lane sum{}, lane = lane_of(1, 0, 1);
  add(3, lane, sum);
  add(-1, lane, sum);
  for (std::size_t i = 0; i < draws_a_block; ++i) CHECK(sum[i] == 3 * lane[i] - lane[i]);
  const Lane first = lane_of(2, 0, 1), last = lane_of(3, 1, 1), each = lane_of(4, 2, 0.1), kept = lane_of(5, 0.5, 0.1);
  Lane gains{};
  add_gains(0.25, 0.75, {first.data(), last.data(), each, kept}, gains);
  for (std::size_t i = 0; i < draws_a_block; ++i) {
    const double gain = each[i] * (0.25 * first[i] + 0.75 * last[i]);
    CHECK(gains[i] == (gain > 0 ? gain * kept[i] : gain));
  }
}

TEST_CASE("lanes: invariance, months add up, and the first that covers the costs is the payback") {
  CashLanes lanes;
  Lane zero{};
  const Lane cost = lane_of(6, 100, 10);
  lanes.add_month(0, 1, zero, cost);
  const Lane benefit = lane_of(7, 20, 8);
  for (int m = 1; m <= 12; ++m) lanes.add_month(m, std::pow(0.97, m), benefit, zero);
  for (std::size_t i = 0; i < draws_a_block; ++i) {
    double in = 0, worth = 0, payback = INFINITY, discounted = INFINITY;
    for (int m = 1; m <= 12; ++m) {
      in += benefit[i];
      worth += std::pow(0.97, m) * benefit[i];
      if (in >= cost[i] * (1 - 1e-9)) payback = std::min<double>(payback, m);
      if (worth >= cost[i] * (1 - 1e-9)) discounted = std::min<double>(discounted, m);
    }
    CHECK(lanes.in[i] == doctest::Approx(in));
    CHECK(lanes.worth_in[i] == doctest::Approx(worth));
    CHECK(lanes.worth_out[i] == cost[i]);
    CHECK(lanes.payback[i] == payback);
    CHECK(lanes.discounted[i] == discounted);
  }
}

TEST_CASE("lanes: invariance, month 0 pays nothing back, and what costs nothing has paid back in month 1") {
  CashLanes lanes;
  const Lane zero{};
  lanes.add_month(0, 1, zero, zero);
  CHECK(std::isinf(lanes.payback[9]));
  lanes.add_month(1, 1, zero, zero);
  CHECK(lanes.payback[9] == 1);
}

TEST_CASE("lanes: invariance, triangular numbers are the quantiles, for any number of them") {
  for (const double mode : {2.0, 3.5, 7.0}) {
    std::vector<double> values(101);
    Random(8).fill(values);
    std::vector<double> expected;
    for (const double value : values) expected.push_back(triangular_quantile(value, 2, mode, 7));
    to_triangular(2, mode, 7, values.data(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i) CHECK(values[i] == doctest::Approx(expected[i]).epsilon(1e-14));
  }
}

}  // TEST_SUITE("monetize/lanes")
