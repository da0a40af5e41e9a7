#include "base/distributions.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace payoff;

TEST_SUITE_BEGIN("base/distributions");

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool close(double value, double expected, double relative) {
  return std::abs(value - expected) <= relative * std::abs(expected);
}

}  // namespace

TEST_CASE("distributions: a triangular quantile splits the area at the mode") {
  // low 0, mode 1, high 4: the density rises to 1/2 at 1, so P(X < 1) = 1/4; P(X > 2) = 2^2 / (4 x 3) = 1/3.
  CHECK(close(triangular_quantile(0.25, 0, 1, 4), 1, 1e-14));
  CHECK(close(triangular_quantile(2.0 / 3, 0, 1, 4), 2, 1e-14));
  CHECK(triangular_quantile(0.9, 5, 5, 5) == 5);
}

TEST_CASE("distributions: one and two degrees of freedom have closed forms") {
  // t(1) is Cauchy: F(x) = 1/2 + atan(x) / pi. t(2): F(x) = 1/2 + x / (2 sqrt(2 + x^2)), at x = 1: 1/2 + 1 / (2 sqrt
  // 3).
  CHECK(close(student_quantile(0.75, 1), 1, 1e-13));
  CHECK(close(student_quantile(0.975, 2), 0.95 / std::sqrt(2 * 0.975 * 0.025), 1e-13));
  CHECK(close(student_cdf(1, 2), 0.5 + 0.5 / std::sqrt(3), 1e-14));
  // F(2, m): P(F > x) = (1 + 2x / m)^(-m / 2); chi squared(2) / 2: exp(-x).
  CHECK(close(f_upper_tail(3, 2, 10), std::pow(1.6, -5), 1e-13));
  CHECK(close(f_upper_tail(3, 2, infinity), std::exp(-3), 1e-13));
}

TEST_CASE("distributions: the paired t test that R 4.2.2 prints for sleep is had again") {
  // t = -4.06212768338204 on 9 df, mean -1.58, interval -2.45988576327698 to -0.700114236723018.
  const double half_width = (2.45988576327698 - 0.700114236723018) / 2;
  CHECK(close(student_quantile(0.975, 9), half_width / (1.58 / 4.06212768338204), 1e-13));
  CHECK(close(two_sided_p(-4.06212768338204, 9), 0.00283289019738427, 1e-12));
}

TEST_CASE(
    "distributions: infinitely many degrees of freedom are the normal distribution, and F with one is t squared") {
  CHECK(student_quantile(0.9, infinity) == normal_quantile(0.9));
  CHECK(student_cdf(1.2, infinity) == normal_cdf(1.2));
  CHECK(close(two_sided_p(1.959963984540054, infinity), 0.05, 1e-13));
  CHECK(close(f_upper_tail(2.5 * 2.5, 1, 17), two_sided_p(2.5, 17), 1e-13));
}

TEST_CASE("distributions: at the ends of the line there is no probability left") {
  CHECK(two_sided_p(infinity, 5) == 0);
  CHECK(two_sided_p(-infinity, infinity) == 0);
  CHECK(normal_cdf(-infinity) == 0);
  CHECK(student_cdf(infinity, 3) == 1);
}

TEST_SUITE_END();
