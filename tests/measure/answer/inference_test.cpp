#include "measure/answer/inference.hpp"

#include <limits>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/answer/inference") {

namespace {

const Precision normal{0.95, std::numeric_limits<double>::infinity()};
constexpr double z = 1.959963984540054;  // normal quantile of 0.975

}  // namespace

TEST_CASE("inference: an estimate of 3 with standard error 1.5 reaches z standard errors to both sides") {
  const Estimate estimate = make_estimate(3, 1.5, normal, "minutes");
  CHECK_CLOSE(estimate.low, 3 - z * 1.5, 1e-12);
  CHECK_CLOSE(estimate.high, 3 + z * 1.5, 1e-12);
  CHECK_CLOSE(estimate.p, std::erfc(2 / std::sqrt(2.0)), 1e-12);  // 2 P(Z > 2)
  CHECK(estimate.unit == "minutes");
  CHECK(estimate.reason.empty());
}

TEST_CASE("inference: with one degree of freedom the interval is Cauchy's") {
  // The quantile of 0.975 is tan(0.475 pi); P(|T| > 1) = 1 / 2.
  const Estimate estimate = make_estimate(2, 2, {0.95, 1}, "");
  CHECK_CLOSE(estimate.high, 2 + 2 * std::tan(0.475 * std::acos(-1.0)), 1e-12);
  CHECK_CLOSE(estimate.p, 0.5, 1e-12);
}

TEST_CASE("inference: a point of a path has the interval of an estimate by itself") {
  for (const double df : {1.0, 19.0, std::numeric_limits<double>::infinity(), 0.0, missing}) {
    const Precision precision{0.9, df};
    const Pointwise pointwise(precision);
    for (const double se : {0.7, 12.0, 0.0, missing, std::numeric_limits<double>::infinity()}) {
      const Estimate estimate = make_estimate(-2.5, se, precision, "");
      const PathPoint point = pointwise.at(3, -2.5, se);
      CHECK(point.event_time == 3);
      CHECK(point.estimate == estimate.estimate);
      CHECK(std::isnan(point.low) == std::isnan(estimate.low));
      if (std::isnan(estimate.low)) continue;
      CHECK(point.se == estimate.se);
      CHECK(point.low == estimate.low);
      CHECK(point.high == estimate.high);
    }
  }
}

TEST_CASE("inference: a relative change follows the delta method, covariance included") {
  // r = 2 / 10; var = (1 - 2 x 0.2 x (-0.5) + 0.04 x 4) / 100 = 1.36 / 100.
  const Estimate relative = relative_change({2, 10, 1, 4, -0.5}, normal);
  CHECK_CLOSE(relative.estimate, 0.2, 1e-15);
  CHECK_CLOSE(relative.se, std::sqrt(1.36) / 10, 1e-14);
  CHECK(relative.unit == "share");
}

TEST_CASE("inference: log points become a share, endpoint by endpoint") {
  const Estimate share = relative_of_log(make_estimate(std::log(1.25), 0.1, normal, "log points"));
  CHECK_CLOSE(share.estimate, 0.25, 1e-14);
  CHECK_CLOSE(share.se, 0.125, 1e-14);
  CHECK_CLOSE(share.low, 1.25 * std::exp(-0.1 * z) - 1, 1e-12);
  CHECK_CLOSE(share.high, 1.25 * std::exp(0.1 * z) - 1, 1e-12);
}

TEST_CASE("inference: products of cluster sums, not sums of products") {
  // Cluster 0: a 1 + 2, b 4 - 1; cluster 1: a 5, b 2: 3 x 3 + 5 x 2.
  const auto [aa, bb, ab] = clustered_products({1, 5, 2}, {4, 2, -1}, {0, 1, 0}, 2);
  CHECK(aa == 34);
  CHECK(bb == 13);
  CHECK(ab == 19);
  CHECK(clustered_products({1, 5, 2}, {4, 2, -1}, {}, 3).ab == 12);  // each in a cluster of its own
}

TEST_CASE("inference: the unit names what an effect is measured in") {
  CHECK(unit_of({.name = "m", .unit = "minutes"}) == "minutes");
  CHECK(unit_of({.name = "m", .unit = "minutes", .per = "ticket"}) == "minutes per ticket");
  CHECK(unit_of({.name = "m", .per = "ticket"}) == "per ticket");
  CHECK(unit_of({.name = "m", .unit = "minutes", .per = "ticket", .scale = Scale::log}) == "log points");
  CHECK(is_ratio({.name = "m", .per = "ticket"}));
  CHECK_FALSE(is_ratio({.name = "m", .per = "ticket", .scale = Scale::log}));
}

TEST_CASE("inference: a relative change ignores the unit of measurement") {
  const Estimate minutes = relative_change({2, 10, 1, 4, -0.5}, {0.9, 7});
  const Estimate seconds = relative_change({120, 600, 3600, 14400, -1800}, {0.9, 7});
  CHECK_CLOSE(seconds.low, minutes.low, 1e-13);
  CHECK_CLOSE(seconds.high, minutes.high, 1e-13);
  CHECK_CLOSE(seconds.p, minutes.p, 1e-12);
}

TEST_CASE("inference: 95 of 100 relative intervals hold the ratio of two correlated means") {
  // Effect 2, baseline 10, jointly normal with variances 0.25 and 0.5 and covariance -0.25: truth 0.2.
  Random random(71);
  const int studies = 20000;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    const double shared = 0.5 * random.normal();
    const Estimate relative =
        relative_change({2 + shared, 10 - shared + 0.5 * random.normal(), 0.25, 0.5, -0.25}, normal);
    covered += relative.low <= 0.2 && 0.2 <= relative.high;
  }
  MESSAGE("coverage ", covered / double(studies));
  CHECK(covered >= 0.943 * studies);
  CHECK(covered <= 0.957 * studies);
}

TEST_CASE("inference: by hand, where the delta method and the change itself would disagree about 0, Fieller decides") {
  // Effect 2, baseline 6, variances 1 and 4, covariance 0, z = 1.959964: the delta method's se is sqrt(1 + 4/9) / 6 and its
  // interval holds 0, that of the effect does not. Fieller: (36 - 4 z2) r2 - 24 r + 4 - z2 = 0.
  const double z2 = std::pow(student_quantile(0.975, INFINITY), 2), a = 36 - 4 * z2, b = 12, c = 4 - z2;
  const Estimate relative = relative_change({2, 6, 1, 4, 0}, normal);
  CHECK_CLOSE(relative.low, (b - std::sqrt(b * b - a * c)) / a, 1e-12);
  CHECK_CLOSE(relative.high, (b + std::sqrt(b * b - a * c)) / a, 1e-12);
  CHECK(relative.low > 0);
  CHECK_CLOSE(relative.p, two_sided_p(2, INFINITY), 1e-12);
}

TEST_CASE("inference: an interval that reaches below -100 % is none, and says why") {
  const Estimate relative = relative_change({-3, 6, 16, 0.25, 0}, normal);
  CHECK_CLOSE(relative.estimate, -0.5, 1e-14);
  CHECK(std::isnan(relative.low));
  CHECK(relative.reason.starts_with("the interval reaches below -100 %"));
}

TEST_CASE("inference: no variation, too few observations, and a baseline near zero are refused with a reason") {
  CHECK(make_estimate(1, 0, normal, "").reason == "the outcome does not vary, so there is no interval");
  CHECK(std::isnan(make_estimate(1, 0, normal, "").p));
  const std::string few = "too few observations are left for the number of coefficients";
  CHECK(make_estimate(1, 1, {0.95, 0}, "").reason == few);
  CHECK(make_estimate(1, missing, normal, "").reason == few);
  CHECK(make_estimate(missing, missing, normal, "").reason == "the sum of the denominators is 0, so there is no mean");
  CHECK(relative_change({1, 10, 1, 1, 0}, {0.95, 0}).reason == "there is no interval of the change itself");
  CHECK(relative_change({1, 10, 1, 1, 0}, {0.95, missing}).reason == "there is no interval of the change itself");
  const Estimate near_zero = relative_change({1, 3.9, 1, 4, 0}, normal);  // 3.9 < 1.96 x 2
  CHECK(std::isnan(near_zero.estimate));
  CHECK(near_zero.reason ==
        "the baseline is 3.9 with standard error 2, but must be clearly above 0 for a change in percent");
  CHECK(relative_change({1, 4, 1, 4, 0}, normal).reason.empty());  // 4 > 3.92
  CHECK_FALSE(relative_change({1, -4, 1, 1, 0}, normal).reason.empty());
}

}  // TEST_SUITE("measure/answer/inference")
