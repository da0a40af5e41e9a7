// The published example of HonestDiD: intervals for the first period after, by both kinds of bounds.
#include "measure/diagnosis/sensitivity.hpp"

#include <doctest/doctest.h>

#include "measure/diagnosis/pre_trend_power.hpp"
#include "measure/diagnosis/sensitivity_magnitude.hpp"
#include "measure/diagnosis/sensitivity_smoothness.hpp"
#include "measure/panels.hpp"
#include "measure/paths.hpp"

using namespace payoff;

TEST_SUITE("replication/sensitivity") {

namespace {

struct Published {
  double bound, low, high;
};

}  // namespace

TEST_CASE("published: relative magnitudes, conditional and least-favourable hybrid, within its grid of 1e-3") {
  const auto path = published_path();
  if (!path) {
    return;
  }
  const RelativeMagnitudes magnitudes = relative_magnitudes(trend_path(*path), 0.95);
  for (const Published& p :
       {Published{0.5, 0.0241, 0.0673}, {1, 0.0171, 0.0720}, {1.5, 0.00859, 0.0796}, {2, -0.00107, 0.0883}}) {
    const TrendBound found = interval_at(magnitudes, p.bound, 0.95);
    CAPTURE(p.bound);
    CHECK(std::abs(found.low - p.low) < 1e-3);
    CHECK(std::abs(found.high - p.high) < 1e-3);
  }
}

TEST_CASE("published: smoothness, fixed-length intervals, to the printed digits (5e-4)") {
  const auto path = published_path();
  if (!path) {
    return;
  }
  const SmoothEstimators estimators = smooth_estimators(trend_path(*path), 0.95);
  for (const Published& p : {Published{0, 0.0259, 0.0607},
                             {0.01, 0.0132, 0.0787},
                             {0.02, 0.00286, 0.0907},
                             {0.03, -0.00714, 0.101},
                             {0.04, -0.0171, 0.111},
                             {0.05, -0.0271, 0.121}}) {
    const TrendBound found = interval_at(estimators, p.bound, 0.95);
    CAPTURE(p.bound);
    CHECK(std::abs(found.low - p.low) < 5e-4);
    CHECK(std::abs(found.high - p.high) < 5e-4);
  }
}

TEST_CASE("reference: smoothness, the same path in diff-diff 3.13.0 to nine digits") {
  const auto path = published_path();
  if (!path) {
    return;
  }
  const SmoothEstimators estimators = smooth_estimators(trend_path(*path), 0.95);
  for (const Published& p : {Published{0, 0.025971432799148583, 0.060715275229684035},
                             {0.02, 0.0028343775927866036, 0.09073865776504819},
                             {0.05, -0.027164829152025123, 0.12073786450985993}}) {
    const TrendBound found = interval_at(estimators, p.bound, 0.95);
    CAPTURE(p.bound);
    CHECK_CLOSE(found.low, p.low, 1e-9);
    CHECK_CLOSE(found.high, p.high, 1e-9);
  }
}

TEST_CASE("published: the conclusion breaks down between 1.5 and 2 wobbles, and between bends of 0.02 and 0.03") {
  const auto path = published_path();
  if (!path) {
    return;
  }
  const auto found = sensitivities(*path, {.name = "insured", .kind = MetricKind::rate}, PeriodKind::integer, 0.95);
  REQUIRE(found.size() == 2);  // the target is the first period
  CHECK(found[0].breakdown > 1.5);
  CHECK(found[0].breakdown < 2);
  CHECK(found[1].breakdown > 0.02);
  CHECK(found[1].breakdown < 0.03);
}

TEST_CASE("reference: drifts found half and four fifths of the time, the same path in diff-diff 3.13.0") {
  const auto path = published_path();
  if (!path) {
    return;
  }
  // Its Wald test to nine digits; its test of single leads integrates at random, with the last digits moving by 1e-5.
  CHECK_CLOSE(detectable_drift(*path, LeadTest::joint, 0.5, 0.05), 0.0038352588423095353, 1e-9);
  CHECK_CLOSE(detectable_drift(*path, LeadTest::joint, 0.8, 0.05), 0.00519504704346233, 1e-9);
  CHECK_CLOSE(detectable_drift(*path, LeadTest::single, 0.5, 0.05), 0.002891151568067854, 1e-4);
  CHECK_CLOSE(detectable_drift(*path, LeadTest::single, 0.8, 0.05), 0.004479839427977103, 1e-4);
}

}  // TEST_SUITE("replication/sensitivity")
