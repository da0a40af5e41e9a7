#include "monetize/uncertain.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/distributions.hpp"
#include "payoff/assumptions.hpp"

using namespace payoff;

TEST_SUITE("monetize/uncertain") {

TEST_CASE("uncertain: by hand, a number is known, and its own mean and middle") {
  const Uncertain known = 48;
  CHECK(known.given());
  CHECK_FALSE(known.drawn());
  CHECK(known.mean() == 48);
  CHECK(known.middle() == 48);
  CHECK(Marginal(known).at_uniform(0.01) == 48);
  CHECK(Marginal(known).at_score(3) == 48);
  CHECK_FALSE(Uncertain{}.given());
  CHECK_FALSE(Uncertain(2, 2, 2).drawn());
  CHECK(Marginal(Uncertain(2, 2, 2, Shape::pert)).at_score(1) == 2);
}

TEST_CASE("uncertain: by hand, triangular from 0 over 1 to 4: mean 5/3, a quarter below the mode") {
  // F(x) = x^2 / 4 below 1, 1 - (4 - x)^2 / 12 above.
  const Uncertain u(0, 1, 4);
  const Marginal marginal(u);
  CHECK(u.mean() == doctest::Approx(5 / 3.0).epsilon(1e-12));
  CHECK(marginal.at_uniform(0.0625) == doctest::Approx(0.5).epsilon(1e-12));
  CHECK(marginal.at_uniform(0.25) == doctest::Approx(1).epsilon(1e-12));
  CHECK(marginal.at_uniform(0.8125) == doctest::Approx(2.5).epsilon(1e-12));
  CHECK(marginal.at_score(normal_quantile(0.0625)) == doctest::Approx(0.5).epsilon(1e-9));
}

TEST_CASE("uncertain: by hand, PERT has the mean (low + 4 mode + high) / 6, and a mode at an end has a closed form") {
  CHECK(Uncertain(10, 20, 60, Shape::pert).mean() == doctest::Approx(25));
  // Beta(3, 3): F(x) = x^3 (10 - 15 x + 6 x^2), F(1/4) = 0.103515625.
  const Marginal symmetric(Uncertain(0, 0.5, 1, Shape::pert));
  CHECK(symmetric.at_uniform(0.5) == doctest::Approx(0.5).epsilon(1e-5));
  CHECK(std::abs(symmetric.at_uniform(0.103515625) - 0.25) < 1e-5);
  CHECK(std::abs(symmetric.at_uniform(1 - 0.103515625) - 0.75) < 1e-5);
  // Beta(1, 5): F(x) = 1 - (1 - x)^5; Beta(5, 1): x^5. From 10 to 20.
  const Marginal least(Uncertain(10, 10, 20, Shape::pert)), most(Uncertain(10, 20, 20, Shape::pert));
  for (const double p : {0.01, 0.1, 0.5, 0.9, 0.99}) {
    CAPTURE(p);
    CHECK(std::abs(least.at_uniform(p) - (20 - 10 * std::pow(1 - p, 0.2))) < 1e-4);
    CHECK(std::abs(most.at_uniform(p) - (10 + 10 * std::pow(p, 0.2))) < 1e-4);
  }
}

TEST_CASE("uncertain: by hand, log-normal has its P10, its median and its P90 where they were said to be") {
  // sd of the log: ln(60 / 34.641) / 1.281552 = 0.428626; mean 34.641 x exp(0.428626^2 / 2) = 37.974.
  const Uncertain u = Uncertain::log_normal(20, 60);
  const Marginal marginal(u);
  CHECK(marginal.at_uniform(0.1) == doctest::Approx(20).epsilon(1e-12));
  CHECK(marginal.at_uniform(0.5) == doctest::Approx(std::sqrt(1200)).epsilon(1e-12));
  CHECK(marginal.at_uniform(0.9) == doctest::Approx(60).epsilon(1e-12));
  CHECK(u.middle() == doctest::Approx(34.641016).epsilon(1e-7));
  CHECK(u.mean() == doctest::Approx(37.974).epsilon(1e-4));
}

TEST_CASE("uncertain: by hand, of a sample each is as likely, in whatever order they were written") {
  const Uncertain u = Uncertain::sample({3, 1, 2, 10});
  CHECK(u.values == std::vector<double>{1, 2, 3, 10});
  CHECK(u.mean() == 4);
  CHECK(u.middle() == 2.5);
  CHECK(u.low == 1);
  CHECK(u.high == 10);
  const Marginal marginal(u);
  CHECK(marginal.at_uniform(0.249) == 1);
  CHECK(marginal.at_uniform(0.251) == 2);
  CHECK(marginal.at_uniform(0.999) == 10);
  CHECK(marginal.at_score(0.1) == 3);
  CHECK(marginal.at_score(8.2) == 10);  // Phi rounds to 1
  CHECK_FALSE(Uncertain::sample({}).given());
  CHECK_FALSE(Uncertain::sample({5, 5}).drawn());
}

TEST_CASE("uncertain: reference, tables are within 1e-5 of the exact quantile, and end where they are told to") {
  // 4 standard deviations: all but 6 of 100,000 draws. Exact: the quantile functions of the engine's base.
  for (const double df : {2.0, 3.0, 10.0, 41.0}) {
    CAPTURE(df);
    const ScoreTable table = student_scores(df);
    double worst = 0;
    for (double z = -4; z <= 4; z += 0.00173) {
      const double exact = student_quantile(normal_cdf(z), df);
      worst = std::max(worst, std::abs(table.at(z) - exact) / std::max(1.0, std::abs(exact)));
    }
    CHECK(worst < 1e-5);
    CHECK(table.at(0) == 0);
    CHECK(table.at(-3) == -table.at(3));
    CHECK(table.at(9) == table.at(8.2));
    CHECK(table.at(-9) == table.at(-8.2));
    CHECK(std::isfinite(table.at(9)));
  }
  const Marginal pert(Uncertain(0, 0.2, 1, Shape::pert));
  double worst = 0;
  for (double z = -6; z <= 6; z += 0.00173)
    worst = std::max(worst, std::abs(pert.at_score(z) - beta_quantile(normal_cdf(z), 1.8, 4.2)));
  CHECK(worst < 1e-5);
}

TEST_CASE("uncertain: reference, Student's t at 0.975 as every table prints it") {
  const double z = normal_quantile(0.975);
  CHECK(student_scores(2).at(z) == doctest::Approx(4.302653).epsilon(1e-5));
  CHECK(student_scores(6).at(z) == doctest::Approx(2.446912).epsilon(1e-5));
}

TEST_CASE("uncertain: invariance, every draw lies between the ends, and rises with its score") {
  for (const Uncertain& u : {Uncertain(2, 3, 7), Uncertain(2, 3, 7, Shape::pert), Uncertain::sample({2, 3, 3, 7})}) {
    const Marginal marginal(u);
    double before = 2;
    for (double z = -9; z <= 9; z += 0.01) {
      const double value = marginal.at_score(z);
      CHECK(value >= before);
      CHECK(value <= 7);
      before = value;
    }
  }
}

TEST_CASE("uncertain: by hand, what is known is moved by 20 %, a range to its ends, a sample to its P10 and P90") {
  CHECK(ends_of(50, false).low == doctest::Approx(40));
  CHECK(ends_of(50, false).high == doctest::Approx(60));
  CHECK(ends_of(0.9, true).high == 1);
  CHECK(ends_of(Uncertain(0.3, 0.5, 0.7), true).low == 0.3);
  CHECK(ends_of(Uncertain::log_normal(20, 60), false).high == 60);
  const MovedEnds sample = ends_of(Uncertain::sample({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), false);
  CHECK(sample.low == doctest::Approx(1));
  CHECK(sample.high == doctest::Approx(9));
}

}  // TEST_SUITE("monetize/uncertain")
