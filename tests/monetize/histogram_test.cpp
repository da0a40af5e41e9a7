#include "monetize/histogram.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.hpp"

using namespace payoff;

TEST_SUITE("monetize/histogram") {

TEST_CASE("histogram: by hand, 0 to 100 in steps of 1 have bins of 5, those at the ends with what lies outside") {
  std::vector<double> values(101);
  std::iota(values.begin(), values.end(), 0);
  const Histogram bins = histogram(values);
  CHECK(bins.width == 5);  // 2 would make 50
  CHECK(bins.low == 0);
  REQUIRE(bins.counts.size() == 20);  // up to 99.9
  CHECK(bins.counts[0] == 5);
  CHECK(bins.counts[19] == 6);
}

TEST_CASE("histogram: by hand, equal values are one bin, and no values none") {
  std::vector<double> equal{7, 7, 7}, none;
  CHECK(histogram(equal).counts == std::vector<std::size_t>{3});
  CHECK(histogram(equal).width == 0);
  CHECK(histogram(none).counts.empty());
}

TEST_CASE(
    "histogram: invariance, every value is counted, in 8 to 41 bins of a round width, its middle where the median is") {
  Random random(3);
  for (const double scale : {1e-3, 1.0, 37.0, 1e6}) {
    std::vector<double> values(5000);
    for (double& value : values) value = scale * (3 + random.normal());
    const Histogram bins = histogram(values);
    CHECK(std::accumulate(bins.counts.begin(), bins.counts.end(), std::size_t{0}) == values.size());
    CHECK(bins.counts.size() >= 8);
    CHECK(bins.counts.size() <= 41);
    const double digit = bins.width / std::pow(10, std::floor(std::log10(bins.width) + 1e-9));
    CHECK((std::abs(digit - 1) < 1e-9 || std::abs(digit - 2) < 1e-9 || std::abs(digit - 5) < 1e-9));
    std::size_t below = 0, bin = 0;
    while (below + bins.counts[bin] < values.size() / 2) below += bins.counts[bin++];
    std::ranges::sort(values);
    CHECK(bins.low + bins.width * static_cast<double>(bin) <= values[2500]);
    CHECK(bins.low + bins.width * static_cast<double>(bin + 1) >= values[2499]);
  }
}

}  // TEST_SUITE("monetize/histogram")
