#include "base/distributions.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace payoff;

TEST_SUITE("base/distributions") {
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST_CASE("by hand: the triangular quantile is low, mode and high where it must be") {
  // On (0, 1, 4) a quarter of the probability lies below the mode; below it F(x) = x^2 / 4.
  CHECK(triangular_quantile(0, 0, 1, 4) == 0);
  CHECK(triangular_quantile(0.25, 0, 1, 4) == doctest::Approx(1).epsilon(1e-14));
  CHECK(triangular_quantile(0.0625, 0, 1, 4) == doctest::Approx(0.5).epsilon(1e-14));
  CHECK(triangular_quantile(1, 0, 1, 4) == 4);
  CHECK(triangular_quantile(0.3, 2, 2, 2) == 2);
}

TEST_CASE("reference: quantiles and tails agree with SciPy to ten digits") {
  // scipy.stats: norm.ppf, t.ppf, t.cdf, 2 t.sf, 2 norm.sf, f.sf, chi2.sf, triang.ppf.
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-10));
  CHECK(student_quantile(0.975, 10) == doctest::Approx(2.228138851986274).epsilon(1e-10));
  CHECK(student_cdf(-1.3, 5) == doctest::Approx(0.12515031708533855).epsilon(1e-10));
  CHECK(two_sided_p(-2.5, 7) == doctest::Approx(0.04099221858575289).epsilon(1e-10));
  CHECK(f_upper_tail(2.3, 4, 17) == doctest::Approx(0.10084492860503441).epsilon(1e-10));
  CHECK(f_upper_tail(2.3, 4, infinity) == doctest::Approx(0.056290280169948054).epsilon(1e-10));
  CHECK(triangular_quantile(0.2, 0.3, 0.5, 0.7) == doctest::Approx(0.42649110640673515).epsilon(1e-10));
  CHECK(triangular_quantile(0.9, 0.3, 0.5, 0.7) == doctest::Approx(0.6105572809000084).epsilon(1e-10));
}

TEST_CASE("invariance: a quantile is the same whatever was asked before it") {
  const double first = student_quantile(0.975, 10);
  for (int df = 1; df < 20; ++df)
    CHECK(student_cdf(student_quantile(0.9, df), df) == doctest::Approx(0.9).epsilon(1e-12));
  CHECK(student_quantile(0.975, 10) == first);
  CHECK(student_quantile(0.975, 10) == first);
}

TEST_CASE("reference: noncentral F and the quantile of F agree with SciPy to nine digits") {
  // scipy.stats: f.ppf, chi2.ppf / df, ncf.sf, ncx2.sf.
  CHECK(f_quantile(0.95, 3, 20) == doctest::Approx(3.098391212140781).epsilon(1e-9));
  CHECK(f_quantile(0.9, 4, infinity) == doctest::Approx(1.9448600849337145).epsilon(1e-9));
  CHECK(noncentral_f_upper_tail(3.098, 3, 20, 7.5) == doctest::Approx(0.5315413697933558).epsilon(1e-9));
  CHECK(noncentral_f_upper_tail(2, 11, 12, 20) == doctest::Approx(0.7549060697174053).epsilon(1e-9));
  CHECK(noncentral_f_upper_tail(9.488 / 4, 4, infinity, 6) == doctest::Approx(0.4700824905464451).epsilon(1e-9));
  CHECK(noncentral_f_upper_tail(2.3, 4, 17, 0) == f_upper_tail(2.3, 4, 17));
}

TEST_CASE("reference: the quantile of a folded normal agrees with SciPy's root to ten digits") {
  // brentq on norm.cdf(c - m) - norm.cdf(-c - m) = 0.95.
  CHECK(folded_normal_quantile(0.95, 0) == doctest::Approx(1.959963984540054).epsilon(1e-10));
  CHECK(folded_normal_quantile(0.95, 0.3) == doctest::Approx(2.0450530835772534).epsilon(1e-10));
  CHECK(folded_normal_quantile(0.95, -1) == doctest::Approx(2.6461455482153107).epsilon(1e-10));
  CHECK(folded_normal_quantile(0.95, 5) == doctest::Approx(6.644853626951472).epsilon(1e-10));
}

TEST_CASE("reference: a far tail keeps its digits instead of becoming 1 - 1") {
  CHECK(two_sided_p(8, infinity) == doctest::Approx(1.244192114854348e-15).epsilon(1e-10));
}

TEST_CASE("invariance: quantile and distribution undo each other, and infinite df is the normal") {
  for (const double p : {0.001, 0.2, 0.5, 0.9, 0.9999}) {
    CHECK(student_cdf(student_quantile(p, 6.5), 6.5) == doctest::Approx(p).epsilon(1e-12));
    CHECK(student_quantile(p, infinity) == normal_quantile(p));
    CHECK(normal_cdf(normal_quantile(p)) == doctest::Approx(p).epsilon(1e-12));
  }
  CHECK(two_sided_p(infinity, 3) == 0);
}

TEST_CASE("refusal: what is not defined, or cannot be computed, is NaN and never an exception") {
  const double none = std::nan("");
  for (const double value :
       {normal_quantile(none), normal_quantile(2), normal_cdf(none), student_quantile(0.5, -1), student_cdf(1, none),
        two_sided_p(none, 3), f_upper_tail(-1, 2, 3), f_quantile(0.5, 0, 3), noncentral_f_upper_tail(none, 3, 20, 1),
        noncentral_f_upper_tail(3, 3, 20, none), folded_normal_quantile(0.95, none)})
    CHECK(std::isnan(value));
}

TEST_CASE("by hand: a noncentrality far beyond what it is held against leaves no doubt") {
  CHECK(noncentral_f_upper_tail(3, 3, 20, 1e9) == 1);
  CHECK(noncentral_f_upper_tail(3, 3, infinity, 1e300) == 1);
  CHECK(noncentral_f_upper_tail(3, 3, 20, 9.9e5) == doctest::Approx(1));  // below the shortcut
}

}  // TEST_SUITE("base/distributions")
