#include "fit/cross_products/lasso_path.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

using namespace payoff;

TEST_SUITE("fit/cross_products/lasso_path") {

namespace {

struct Problem {
  std::vector<double> quadratic, linear;
};

Problem draw(std::size_t n, Random& random) {
  Problem p{std::vector<double>(n * n), std::vector<double>(n)};
  std::vector<double> rows(2 * n * n);
  for (double& value : rows) value = random.normal();
  for (std::size_t i = 0; i < n; ++i) {
    p.linear[i] = 3 * random.normal();
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t r = 0; r < 2 * n; ++r) p.quadratic[i * n + j] += rows[r * n + i] * rows[r * n + j];
    }
  }
  return p;
}

// How far a solution is from what defines it: Qx + q = -mu sign(x_j) where x_j is not 0, and at most mu in size else.
double violation(const Problem& p, const std::vector<double>& x, double penalty) {
  const std::size_t n = x.size();
  double worst = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double gradient = p.linear[i];
    for (std::size_t j = 0; j < n; ++j) gradient += p.quadratic[i * n + j] * x[j];
    const double off =
        x[i] != 0 ? std::abs(gradient + std::copysign(penalty, x[i])) : std::max(0.0, std::abs(gradient) - penalty);
    worst = std::max(worst, off);
  }
  return worst;
}

}  // namespace

TEST_CASE("by hand: with a diagonal Q each coordinate is shrunk toward 0 by its own threshold") {
  // x_1^2 + x_2^2 / 2 - 6 x_1 + 1 x_2 + mu |x|: x_1 = (6 - mu)+ / 2, x_2 = -(1 - mu)+.
  const std::vector<double> quadratic = {2, 0, 0, 1}, linear = {-6, 1};
  const auto path = lasso_path(quadratic, linear);
  REQUIRE(path.size() == 3);
  CHECK(path[0].penalty == 6);
  CHECK(path[1].penalty == doctest::Approx(1).epsilon(1e-14));
  CHECK(path[2].penalty == 0);
  CHECK(solution_at(path, 9) == std::vector<double>{0, 0});
  CHECK(solution_at(path, 2)[0] == doctest::Approx(2).epsilon(1e-14));
  CHECK(solution_at(path, 2)[1] == 0);
  CHECK(solution_at(path, 0.5)[0] == doctest::Approx(2.75).epsilon(1e-14));
  CHECK(solution_at(path, 0.5)[1] == doctest::Approx(-0.5).epsilon(1e-14));
}

TEST_CASE("by hand: nothing to choose is a path of one knot") {
  CHECK(lasso_path({}, {}).size() == 1);
  CHECK(solution_at(lasso_path({}, {}), 1).empty());
}

TEST_CASE("invariance: at every penalty the solution meets the conditions that define it, to twelve digits") {
  Random random(5);
  int knots = 0;
  for (int draws = 0; draws < 50; ++draws) {
    const Problem p = draw(1 + static_cast<std::size_t>(draws % 12), random);
    const auto path = lasso_path(p.quadratic, p.linear);
    const double most = path.front().penalty;
    CHECK(path.back().penalty == 0);
    for (const double share : {0.99, 0.7, 0.31, 0.1, 0.01, 0.0}) {
      CHECK(violation(p, solution_at(path, share * most), share * most) <= 1e-11 * most);
    }
    knots += static_cast<int>(path.size());
  }
  CHECK(knots > 300);
}

TEST_CASE("refusal: where Q has no inverse the path ends early, at a solution") {
  // x_1 = 3 - mu; the gradient of its double x_2 is 1 - mu, which reaches mu at 0.5.
  const Problem p{{1, 1, 1, 1}, {-3, -2}};
  const auto same = lasso_path(p.quadratic, p.linear);
  CHECK(same.back().penalty == doctest::Approx(0.5).epsilon(1e-14));
  CHECK(same.back().x[0] == doctest::Approx(2.5).epsilon(1e-14));
  CHECK(violation(p, same.back().x, same.back().penalty) <= 1e-12);
  const Problem twins{{1, 1, 1, 1}, {-3, -3}};
  const auto path = lasso_path(twins.quadratic, twins.linear);
  CHECK(violation(twins, path.back().x, path.back().penalty) <= 1e-12);
}

}  // TEST_SUITE("fit/cross_products/lasso_path")
