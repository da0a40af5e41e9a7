#include "base/normal_box.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "base/distributions.hpp"
#include "base/random.hpp"

using namespace payoff;

TEST_SUITE("base/normal_box") {

namespace {

std::vector<double> equal_correlation(std::size_t n, double rho) {
  std::vector<double> covariance(n * n, rho);
  for (std::size_t i = 0; i < n; ++i) covariance[i * n + i] = 1;
  return covariance;
}

double box(std::size_t n, double mean, double rho) {
  const std::vector<double> means(n, mean), limits(n, 1.96);
  return normal_box_probability(means, equal_correlation(n, rho), limits);
}

}  // namespace

TEST_CASE("by hand: one variable is one interval, and independent ones multiply") {
  const double one = normal_cdf(1.96 - 0.3) - normal_cdf(-1.96 - 0.3);
  CHECK(box(1, 0.3, 0) == doctest::Approx(one).epsilon(1e-12));
  CHECK(box(4, 0.3, 0) == doctest::Approx(std::pow(one, 4)).epsilon(1e-12));
}

TEST_CASE("by hand: a variable that repeats another, whatever its scale, changes nothing") {
  const std::vector<double> covariance = {1, 2, 2, 4}, mean = {0.5, 1}, limit = {1.5, 3};
  const double one = normal_cdf(1) - normal_cdf(-2);
  CHECK(normal_box_probability(mean, covariance, limit) == doctest::Approx(one).epsilon(1e-12));
}

TEST_CASE("reference: equal correlations of 0.5, against SciPy's one-dimensional integral") {
  CHECK(std::abs(box(5, 0.3, 0.5) - 0.7910903566378065) < 2e-4);
  CHECK(std::abs(box(12, 0, 0.5) - 0.6807972911242952) < 2e-4);
  CHECK(std::abs(box(12, 0.5, 0.5) - 0.5956723475791681) < 2e-4);
}

TEST_CASE("by hand: more than sixteen variables, independent in pairs of a variable and its double") {
  // The product of the even ones; with a coarser lattice still exact, as nothing is left to integrate.
  constexpr std::size_t n = 20;
  std::vector<double> covariance(n * n), mean(n, 0.0), limit(n);
  for (std::size_t i = 0; i < n; ++i) {
    limit[i] = i % 2 == 0 ? 2 : 4;
    for (std::size_t j = 0; j < n; ++j) {
      if (i / 2 == j / 2) covariance[i * n + j] = (i % 2 + 1.0) * (j % 2 + 1.0);
    }
  }
  const double expected = std::pow(normal_cdf(2) - normal_cdf(-2), 10);
  CHECK(normal_box_probability(mean, covariance, limit) == doctest::Approx(expected).epsilon(1e-10));
}

TEST_CASE("invariance: the same numbers give the same bytes") {
  CHECK(box(6, 0.2, 0.3) == box(6, 0.2, 0.3));
}

TEST_CASE("recovery: an uneven covariance, within four standard errors of simulation") {
  // x_i = running sums of independent normals: strongly correlated, unequal variances.
  constexpr std::size_t n = 6;
  std::vector<double> covariance(n * n), mean(n), limit(n);
  for (std::size_t i = 0; i < n; ++i) {
    mean[i] = 0.3 * static_cast<double>(i);
    limit[i] = 2 * std::sqrt(static_cast<double>(i + 1));
    for (std::size_t j = 0; j < n; ++j) covariance[i * n + j] = static_cast<double>(std::min(i, j) + 1);
  }
  const double found = normal_box_probability(mean, covariance, limit);
  Random random(8);
  constexpr int draws = 200000;
  int inside = 0;
  for (int d = 0; d < draws; ++d) {
    double sum = 0;
    bool in = true;
    for (std::size_t i = 0; i < n; ++i) {
      sum += random.normal();
      in = in && std::abs(mean[i] + sum) <= limit[i];
    }
    inside += in;
  }
  const double share = inside / static_cast<double>(draws);
  CHECK(std::abs(found - share) < 4 * std::sqrt(share * (1 - share) / draws));
}

}  // TEST_SUITE("base/normal_box")
