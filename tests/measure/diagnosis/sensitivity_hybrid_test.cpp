#include "measure/diagnosis/sensitivity_hybrid.hpp"

#include <doctest/doctest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/sensitivity_hybrid") {

namespace {

// One step of weight 1 after the reference, its variance and covariance with the wobble (theta^ is the step itself).
WobbleSide one_step(double w, double var_theta, double var_w, double cov, double bound) {
  const double own = var_theta + bound * bound * var_w, cross = 2 * bound * cov;
  const double plus = std::sqrt(own + cross), minus = std::sqrt(own - cross), rate = 2 * bound / (plus + minus);
  return {w, var_w, cov, var_theta, bound, plus, minus, rate, rate};
}

// The chance that a vertex exceeds c, by the wobble: its own vertex for certain beyond an edge, before it the two of theta,
// which then never do so together.
double chance_above(const WobbleSide& side, double c) {
  const double sd_w = std::sqrt(side.var_w), slope = side.cov / side.var_w;
  const double rest = std::sqrt(side.var_theta - slope * side.cov), edge = -c / side.most_rate;
  const auto tail = [](double x) { return 0.5 * std::erfc(x / std::numbers::sqrt2); };
  const auto of_theta = [&](double w) {
    const double density = std::exp(-w * w / (2 * side.var_w)) / (sd_w * std::sqrt(2 * std::numbers::pi));
    return density * (tail((c * side.scale_high + side.reach * w + slope * w) / rest) +
                      tail((c * side.scale_low + side.reach * w - slope * w) / rest));
  };
  using boost::math::quadrature::gauss_kronrod;
  return tail(-edge / sd_w) + gauss_kronrod<double, 31>::integrate(of_theta, edge, 12 * sd_w, 20, 1e-14);
}

}  // namespace

TEST_CASE("by hand: a wobble known to be 0 leaves the test of one mean, in two stages and on both sides") {
  // var_w ~ 0, w = 0: value = |distance| at sd 1; c: two tails of kappa / 2. The smaller vertex is minus the larger one
  // and bounds it below at 0, so that the second stage is P(|N| > v) in [0, c]: v with
  // (Q(v) - Q(c)) / (1/2 - Q(c)) = second.
  const HybridSizes sizes = hybrid_sizes(0.95);
  const WobbleSide side = one_step(0, 1, 1e-24, 0, 1);
  const double c = least_favourable(side, sizes);
  CHECK_CLOSE(sizes.kappa, 0.005, 1e-12);
  CHECK_CLOSE(sizes.second, 0.045 / 0.995, 1e-12);
  CHECK_CLOSE(c, -normal_quantile(0.0025), 1e-9);
  const double v = -normal_quantile(0.0025 + sizes.second * (0.5 - 0.0025));
  CHECK(accepts(side, v * (1 - 1e-9), sizes));
  CHECK_FALSE(accepts(side, v * (1 + 1e-9), sizes));
  CHECK(accepts(side, -v * (1 - 1e-9), sizes));
  CHECK_FALSE(accepts(side, -v * (1 + 1e-9), sizes));
  CHECK_CLOSE(v, 1.959963984540054, 1e-9);  // kappa / 2 + (1 - kappa) second / 2 = alpha / 2
}

TEST_CASE("by hand: a distance that the wobble accounts for is accepted, one beyond every critical value is not") {
  const HybridSizes sizes = hybrid_sizes(0.95);
  const WobbleSide side = one_step(0.5, 0.01, 0.01, 0.002, 2);
  CHECK(accepts(side, 0.999, sizes));
  CHECK(accepts(side, -0.999, sizes));
  CHECK_FALSE(accepts(side, 1 + 4 * side.scale_high, sizes));
}

TEST_CASE("invariance: what is clear without the tails is what they say") {
  Random random(62);
  const HybridSizes sizes = hybrid_sizes(0.9);
  HybridSizes never_clear = sizes;
  never_clear.clear = std::numeric_limits<double>::infinity();
  int accepted = 0;
  for (int draw = 0; draw < 2000; ++draw) {
    const double var_theta = random.uniform(), var_w = random.uniform();
    const WobbleSide side = one_step(random.normal(), var_theta, var_w,
                                     (2 * random.uniform() - 1) * std::sqrt(var_theta * var_w), random.uniform());
    const double distance = 6 * random.normal(), c = most_favourable(side, sizes);
    const bool accepts_it = accepts(side, distance, c, sizes);
    CHECK(accepts_it == accepts(side, distance, c, never_clear));
    accepted += accepts_it;
  }
  CHECK(accepted > 200);
  CHECK(accepted < 1800);
}

TEST_CASE("invariance: the answer without c is the answer with it") {
  Random random(61);
  const HybridSizes sizes = hybrid_sizes(0.95);
  int accepted = 0;
  for (int draw = 0; draw < 2000; ++draw) {
    const double var_theta = random.uniform(), var_w = random.uniform();
    const WobbleSide side = one_step(random.normal(), var_theta, var_w,
                                     (2 * random.uniform() - 1) * std::sqrt(var_theta * var_w), 3 * random.uniform());
    const double distance = 4 * random.normal();
    const bool found = accepts(side, distance, sizes);
    CHECK(found == accepts(side, distance, least_favourable(side, sizes), sizes));
    accepted += found;
  }
  CHECK(accepted > 200);
  CHECK(accepted < 1800);
}

TEST_CASE("reference: any vertex exceeds c with chance kappa, by integration over the wobble, to 11 digits") {
  Random random(64);
  for (int draw = 0; draw < 60; ++draw) {
    const HybridSizes sizes = hybrid_sizes(draw % 2 ? 0.95 : 0.8);
    const double var_theta = random.uniform(), var_w = random.uniform();
    const double correlation = draw % 5 == 0 ? 0.999 : draw % 5 == 1 ? -0.999 : 2 * random.uniform() - 1;
    const double bound = std::exp(2 * random.normal());
    const WobbleSide side =
        one_step(random.normal(), var_theta, var_w, correlation * std::sqrt(var_theta * var_w), bound);
    const double c = least_favourable(side, sizes);
    CAPTURE(correlation);
    CAPTURE(bound);
    CHECK_CLOSE(chance_above(side, c), sizes.kappa, 1e-11);
    CHECK(c <= most_favourable(side, sizes));
  }
}

TEST_CASE("recovery: the largest vertex exceeds c in kappa of the draws, within four standard errors") {
  Random random(62);
  const HybridSizes sizes = hybrid_sizes(0.8);  // kappa 0.02
  for (const double cov : {-0.5, 0.0, 0.7}) {
    const WobbleSide side = one_step(0, 1, 0.8, cov, 1.3);
    const double c = least_favourable(side, sizes), slope = cov / 0.8, rest = std::sqrt(1 - slope * cov);
    constexpr int draws = 200000;
    int exceed = 0;
    for (int d = 0; d < draws; ++d) {
      const double w = std::sqrt(0.8) * random.normal(), theta = slope * w + rest * random.normal();
      exceed += -theta - side.reach * w > c * side.scale_high || theta - side.reach * w > c * side.scale_low ||
                -side.most_rate * w > c;
    }
    CHECK(std::abs(exceed / double(draws) - 0.02) < 4 * std::sqrt(0.02 * 0.98 / draws));
  }
}

TEST_CASE("recovery: at the edge of what the bound allows the test rejects at most as often as it says") {
  Random random(63);
  const HybridSizes sizes = hybrid_sizes(0.95);
  // True wobble 1, theta moved by the bound times it: distance = theta - theta^ = reach w - noise.
  constexpr int draws = 40000;
  int rejected = 0;
  for (int d = 0; d < draws; ++d) {
    const double noise_w = 0.3 * random.normal(), noise = 0.5 * random.normal();
    const WobbleSide side = one_step(1 + noise_w, 0.25, 0.09, 0, 1);
    rejected += !accepts(side, 1 - noise, sizes);
  }
  CHECK(rejected <= 0.05 * draws + 4 * std::sqrt(0.05 * 0.95 * draws));
  CHECK(rejected >= 0.03 * draws);
}

}  // TEST_SUITE("measure/diagnosis/sensitivity_hybrid")
