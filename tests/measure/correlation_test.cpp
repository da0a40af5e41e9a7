#include "payoff/correlation.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/correlation") {

namespace {

// Two metrics of 40 units over 10 periods, half of them treated from the sixth on; what is common to both by `common`.
Panel pair(std::uint64_t seed, double common, double scale = 1, bool ratio = false) {
  Random random(seed);
  Panel panel;
  panel.calendar.kind = PeriodKind::week;
  MetricColumn a{.metric = {.name = "a"}, .sum = {}}, b{.metric = {.name = "b"}, .sum = {}};
  if (ratio) b.metric.per = "tickets";
  for (int u = 0; u < 40; ++u) {
    panel.units.push_back({.label = std::to_string(u), .treated = u < 20, .adopted_period = u < 20 ? 5 : never});
    const double of_a = random.normal(), of_b = random.normal(), weight = 5 + 10 * random.uniform();
    for (int t = 0; t < 10; ++t) {
      panel.unit_of.push_back(u);
      panel.period_of.push_back(t);
      const double both = random.normal(), own = std::sqrt(1 - common * common) * random.normal();
      a.sum.push_back(10 + of_a + both);
      const double value = scale * (10 + of_b + common * both + own);
      b.sum.push_back(ratio ? weight * value : value);
      if (ratio) b.weight.push_back(weight);
    }
  }
  panel.metrics = {a, b};
  panel.trend = trend_of(panel);
  return panel;
}

double correlation(const Panel& panel, const std::string& method = "did") {
  return correlation_of_effects(panel, {.metric = 0, .method = method}, {.metric = 1, .method = method});
}

// Of the estimates themselves, over many panels.
double of_estimates(double common, bool ratio) {
  double aa = 0, bb = 0, ab = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Panel panel = pair(seed, common, 1, ratio);
    const double a = estimate(panel, {.metric = 0, .method = "did", .compare_methods = false}).absolute.estimate;
    const double b = estimate(panel, {.metric = 1, .method = "did", .compare_methods = false}).absolute.estimate;
    aa += a * a, bb += b * b, ab += a * b;  // neither has an effect
  }
  return ab / std::sqrt(aa * bb);
}

}  // namespace

TEST_CASE("correlation: by hand, in two arms of two it is that of the deviations from their means") {
  // Deviations of a: 1, -1 | 2, -2; of b: 1, -1 | -1, 1. Sum of products 2 - 4 = -2; squares 10 and 4: -2 / sqrt(40).
  Panel panel = two_arms({2, 0}, {5, 1});
  panel.metrics.push_back({.metric = {.name = "b"}, .sum = {3, 1, 7, 9}});
  CHECK(correlation_of_effects(panel, ask(), {.metric = 1, .method = ask().method}) ==
        doctest::Approx(-2 / std::sqrt(40.0)).epsilon(1e-12));
}

TEST_CASE("correlation: invariance, of itself 1, of its mirror -1, and in any unit the same") {
  Panel panel = pair(3, 0.6);
  const double plain = correlation(panel);
  CHECK(correlation(pair(3, 0.6, 1000)) == doctest::Approx(plain).epsilon(1e-9));
  CHECK(correlation(pair(3, 0.6, -2)) == doctest::Approx(-plain).epsilon(1e-9));
  panel.metrics[1].sum = panel.metrics[0].sum;
  CHECK(correlation(panel) == doctest::Approx(1).epsilon(1e-9));
  for (double& value : panel.metrics[1].sum) value = 7 - 3 * value;
  CHECK(correlation(panel) == doctest::Approx(-1).epsilon(1e-9));
}

TEST_CASE("correlation: recovery, it is how the estimates of many studies go together, of a ratio too") {
  for (const bool ratio : {false, true}) {
    for (const double common : {0.0, 0.7}) {
      CAPTURE(ratio);
      CAPTURE(common);
      double told = 0;
      for (std::uint64_t seed = 1; seed <= 40; ++seed) told += correlation(pair(seed, common, 1, ratio)) / 40;
      // 300 studies know a correlation to (1 - r^2) / sqrt(300), each of 40 units to (1 - r^2) / sqrt(40).
      CHECK(std::abs(told - of_estimates(common, ratio)) < 4 * (1 / std::sqrt(300.0) + 1 / 40.0));
    }
  }
}

TEST_CASE("correlation: by hand, cells in which one is missing are in neither, and no variance has no correlation") {
  Panel panel = pair(4, 0.6);
  panel.metrics[1].sum[7] = missing;
  CHECK(std::abs(correlation(panel)) < 1);
  for (double& value : panel.metrics[1].sum) value = 3;
  CHECK(std::isnan(correlation(panel)));
}

}  // TEST_SUITE("measure/correlation")
