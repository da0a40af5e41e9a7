#include "base/dense.hpp"

#include <doctest/doctest.h>

using Eigen::MatrixXd;
using Eigen::VectorXd;

TEST_SUITE("base/dense") {

TEST_CASE("products, by hand") {
  MatrixXd a(2, 3), b(3, 2), square(2, 2);
  a << 1, 2, 3, 4, 5, 6;
  b << 1, 0, 2, -1, 0, 3;
  square << 5, 7, 14, 13;
  CHECK(payoff::times(a, b) == square);
  CHECK(payoff::transposed_times(MatrixXd(a.transpose()), b) == square);
  CHECK(payoff::times_transposed(a, MatrixXd(b.transpose())) == square);
  const VectorXd x = VectorXd::LinSpaced(3, 1, 3), y = VectorXd::LinSpaced(2, 14, 32);
  CHECK(payoff::times(a, x) == y);
  CHECK(payoff::transposed_times(MatrixXd(a.transpose()), x) == y);
  const MatrixXd by = payoff::scaled(VectorXd::LinSpaced(2, 1, 2), a, VectorXd::LinSpaced(3, 1, 3));
  CHECK(by(0, 2) == 9);
  CHECK(by(1, 1) == 20);
}

TEST_CASE("a spectrum has ascending values, and puts its matrix together again from the lower triangle") {
  MatrixXd a(2, 2);
  a << 2, 99, 1, 2;  // 1 and 3, of (1, -1) and (1, 1)
  const payoff::Spectrum found = payoff::spectrum(a);
  CHECK(found.values[0] == doctest::Approx(1).epsilon(1e-14));
  CHECK(found.values[1] == doctest::Approx(3).epsilon(1e-14));
  const MatrixXd again =
      payoff::times_transposed(payoff::scaled(VectorXd::Ones(2), found.vectors, found.values), found.vectors);
  CHECK(again(0, 1) == doctest::Approx(1).epsilon(1e-14));
  CHECK(again(1, 1) == doctest::Approx(2).epsilon(1e-14));
}

}  // TEST_SUITE("base/dense")
