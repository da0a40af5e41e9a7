#include "monetize/lanes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

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

TEST_CASE("lanes: by hand, each value is on the step below it, and beyond the ends on the last of that side") {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
    Random random(seed);
    std::vector<double> values{-1e300, 1e300, 2.0, 2.25, 4.5};
    while (values.size() < 3 + random.below(300)) values.push_back(10 * random.normal());
    std::vector<std::int32_t> steps(values.size());
    sort_into_steps({.low = 2, .per_unit = 4, .last = 10}, values, steps);
    for (std::size_t i = 0; i < values.size(); ++i)
      CHECK(steps[i] == static_cast<int>(std::floor(std::clamp((values[i] - 2) * 4, 0.0, 10.0))));
    sort_into_steps({.low = 2, .per_unit = 0, .last = 10}, values, steps);
    CHECK(std::ranges::count(steps, 0) == static_cast<std::ptrdiff_t>(steps.size()));
  }
}

TEST_CASE("lanes: invariance, months add up, and the first that covers the costs is the payback") {
  CashLanes lanes;
  const Lane cost = lane_of(6, 100, 10), benefit = lane_of(7, 20, 8);
  const Multiple half_of_cost[] = {{0.3, &cost}, {0.2, &cost}}, all_of_benefit[] = {{1, &benefit}};
  lanes.add_month({.number = 0, .worth = 1, .known = 50, .benefits = {}, .costs = half_of_cost});
  for (int m = 1; m <= 12; ++m) lanes.add_month({1.0 * m, std::pow(0.97, m), 0, all_of_benefit, {}});
  for (std::size_t i = 0; i < draws_a_block; ++i) {
    double in = 0, worth = 0, payback = INFINITY, discounted = INFINITY;
    const double spent = 50 + 0.3 * cost[i] + 0.2 * cost[i];
    for (int m = 1; m <= 12; ++m) {
      in += benefit[i];
      worth += std::pow(0.97, m) * benefit[i];
      if (in >= spent * (1 - 1e-9)) payback = std::min<double>(payback, m);
      if (worth >= spent * (1 - 1e-9)) discounted = std::min<double>(discounted, m);
    }
    CHECK(lanes.in[i] == doctest::Approx(in));
    CHECK(lanes.worth_in[i] == doctest::Approx(worth));
    CHECK(lanes.worth_out[i] == spent);
    CHECK(lanes.payback[i] == payback);
    CHECK(lanes.discounted[i] == discounted);
  }
}

TEST_CASE("lanes: invariance, month 0 pays nothing back, and what costs nothing has paid back in month 1") {
  CashLanes lanes;
  lanes.add_month({.number = 0, .worth = 1, .known = 0, .benefits = {}, .costs = {}});
  CHECK(std::isinf(lanes.payback[9]));
  lanes.add_month({.number = 1, .worth = 1, .known = 0, .benefits = {}, .costs = {}});
  CHECK(lanes.payback[9] == 1);
}

TEST_CASE("lanes: invariance, triangular numbers are the quantiles, for any number of them") {
  for (const double mode : {2.0, 3.5, 7.0}) {
    std::vector<double> values(101);
    Random(8).fill(values);
    std::vector<double> expected;
    for (const double value : values) expected.push_back(triangular_quantile(value, 2, mode, 7));
    to_triangular(2, mode, 7, values);
    for (std::size_t i = 0; i < values.size(); ++i) CHECK(values[i] == doctest::Approx(expected[i]).epsilon(1e-14));
  }
}

TEST_CASE("lanes: reference, normal scores are the quantiles of Boost to 14 digits, out to the last uniform number") {
  std::vector<double> uniforms{0.5, 0.075, 0.925, 0x1.0p-53, 1 - 0x1.0p-53, 1e-11, 1.5e-11, 0.0749999, 0.9250001};
  uniforms.resize(20000);
  Random random(9);
  random.fill(std::span(uniforms).subspan(9));
  std::vector<double> scores = uniforms;
  to_normal(scores);
  double worst = 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    worst = std::max(worst, std::abs(scores[i] - normal_quantile(uniforms[i])) / (1 + std::abs(scores[i])));
  CHECK(worst < 1e-14);
  CHECK(scores.front() == 0);
}

TEST_CASE("lanes: by hand, products and sums of any number of values") {
  Lane product = lane_of(10, 3, 1);
  const Lane before = product, factors = lane_of(11, 2, 1);
  multiply(factors.data(), product);
  multiply(0.5, product);
  for (std::size_t i = 0; i < draws_a_block; ++i) CHECK(product[i] == before[i] * factors[i] * 0.5);
  for (const std::size_t size : {0, 1, 15, 16, 17, 100}) {
    std::vector<double> whole(size);
    for (std::size_t i = 0; i < size; ++i) whole[i] = static_cast<double>(i + 1);
    const double n = static_cast<double>(size);
    CHECK(sum_of(whole) == n * (n + 1) / 2);
    CHECK(squares_about(0, whole) == n * (n + 1) * (2 * n + 1) / 6);
    CHECK(squares_about(1, whole) == (n - 1) * n * (2 * n - 1) / 6);
  }
}

}  // TEST_SUITE("monetize/lanes")
