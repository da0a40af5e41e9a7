#include "monetize/quantity.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"
#include "base/running_moments.hpp"

using namespace payoff;

TEST_SUITE("monetize/quantity") {

TEST_CASE("quantity: by hand, the type 7 quantile of 1, 2, 3, 4 at 0.1 is 1.3") {
  CHECK(quantile_of_sorted({1, 2, 3, 4}, 0.1) == doctest::Approx(1.3));  // 3 x 0.1 = 0.3 beyond the first
  CHECK(quantile_of_sorted({1, 2, 3, 4}, 0.5) == doctest::Approx(2.5));
  CHECK(quantile_of_sorted({1, 2, 3, 4}, 1) == 4);
  CHECK(quantile_of_sorted({7}, 0.9) == 7);
}

TEST_CASE("quantity: by hand, a summary of no values does not exist") {
  std::vector<double> none;
  CHECK(std::isnan(summarize(none).mean));
  CHECK(std::isnan(summarize(none).p50));
}

TEST_CASE("quantity: invariance, of counts it is the summary of as many values") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    std::vector<std::size_t> counts(1 + random.below(40));
    for (std::size_t& count : counts) count = random.below(3) == 0 ? random.below(900) : 0;
    std::vector<double> values;
    for (std::size_t i = 0; i < counts.size(); ++i) values.insert(values.end(), counts[i], static_cast<double>(i));
    const Quantity of_counts = summarize_counts(counts), of_values = summarize(values);
    CAPTURE(seed);
    REQUIRE(std::isnan(of_counts.mean) == values.empty());
    if (values.empty()) continue;
    for (const auto number : {&Quantity::mean, &Quantity::p10, &Quantity::p50, &Quantity::p90, &Quantity::mean_error,
                              &Quantity::p10_error, &Quantity::p50_error, &Quantity::p90_error})
      CHECK(of_counts.*number == doctest::Approx(of_values.*number).epsilon(1e-12));
  }
  CHECK(std::isnan(summarize_counts({}).p50));
}

TEST_CASE("quantity: by hand, what is printed is rounded to what the draws can tell") {
  const Quantity many{.mean = 904321,
                      .p10 = -1234,
                      .p50 = 0.1234,
                      .p90 = 5,
                      .mean_error = 8600,
                      .p10_error = 99,
                      .p50_error = 0.001,
                      .p90_error = 0};
  const Quantity shown = many.rounded();
  CHECK(shown.mean == 900000);
  CHECK(shown.p10 == -1200);
  CHECK(shown.p50 == doctest::Approx(0.123));
  CHECK(shown.p90 == 5);
  CHECK(std::isnan(Quantity{}.rounded().mean));
}

TEST_CASE("quantity: invariance, without sorting the quantiles are those of the sorted values, whatever they are") {
  const std::vector<double> probabilities{0, 0.001, 0.1, 0.25, 0.5, 0.9, 0.999, 1};
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    Random random(seed);
    std::vector<double> values(1 + random.below(seed % 3 == 0 ? 3 : 6000));
    for (double& value : values) {
      const double z = random.normal();
      const double kinds[] = {z, std::round(z), std::exp(8 * z), 7, 1e9 + z, seed % 2 ? -std::exp(20 * z) : z / 1e300};
      value = kinds[seed % 6];
    }
    const RankedValues ranked(values, probabilities);
    std::ranges::sort(values);
    for (const double probability : probabilities) {
      CAPTURE(seed);
      CHECK(ranked.quantile(probability) == quantile_of_sorted(values, probability));
    }
  }
}

TEST_CASE("quantity: recovery, the errors of mean and quantiles are how far they are from each other by seed") {
  RunningMoments mean, p10, p90;
  Quantity last;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    std::vector<double> draws(2000);
    for (double& draw : draws) draw = random.normal();
    last = summarize(draws);
    mean.add(last.mean), p10.add(last.p10), p90.add(last.p90);
  }
  const double tolerance = 0.25;  // a standard deviation of 200 is known to 5 %, the error of a quantile to 10 %
  CHECK(std::abs(last.mean_error / std::sqrt(mean.variance()) - 1) < tolerance);
  CHECK(std::abs(last.p10_error / std::sqrt(p10.variance()) - 1) < tolerance);
  CHECK(std::abs(last.p90_error / std::sqrt(p90.variance()) - 1) < tolerance);
}

}  // TEST_SUITE("monetize/quantity")
