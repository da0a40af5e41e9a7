#include "fit/absorb/conjugate.hpp"

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/absorb/conjugate") {

namespace {

// A path of `size` nodes: S is its Laplacian, singular for the constant.
void laplacian(const LaneVector& v, LaneVector& product) {
  product.assign(v.size(), {});
  for (std::size_t i = 0; i + 1 < v.size(); ++i) {
    for (std::size_t l = 0; l < lanes; ++l) {
      const double flow = v[i].at[l] - v[i + 1].at[l];
      product[i].at[l] += flow;
      product[i + 1].at[l] -= flow;
    }
  }
}

const ConjugateProblem path{laplacian, [](const LaneVector& r, LaneVector& z) { z = r; }};

}  // namespace

TEST_CASE("by hand: a current through a path of four falls by one at each step, in each lane at its own scale") {
  LaneVector b(4), v;
  for (std::size_t l = 0; l < 2; ++l) {
    b[0].at[l] = static_cast<double>(l + 1);
    b[3].at[l] = -static_cast<double>(l + 1);
  }
  Lanes norm;
  norm.at[0] = 3;  // b'v: the norm of what is solved for, nothing is left
  norm.at[1] = 12;
  CHECK(solve_conjugate(path, b, norm, v) > 0);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK_CLOSE(v[i].at[0] - v[i + 1].at[0], 1, 1e-9);
    CHECK_CLOSE(v[i].at[1] - v[i + 1].at[1], 2, 1e-9);
    CHECK(v[i].at[2] == 0);
  }
}

TEST_CASE("by hand: an exact preconditioner needs one step") {
  // Of the path of two, S = [1, -1; -1, 1] and S^+ = S / 4.
  const ConjugateProblem exact{laplacian,
                               [](const LaneVector& r, LaneVector& z) {
                                 laplacian(r, z);
                                 for (Lanes& value : z) value *= 0.25;
                               },
                               true};
  LaneVector b(2), v;
  b[0].at[0] = 5;
  b[1].at[0] = -5;
  Lanes norm;
  norm.at[0] = 100;
  CHECK(solve_conjugate(exact, b, norm, v) == 1);
  CHECK_CLOSE(v[0].at[0] - v[1].at[0], 5, 1e-15);
}

TEST_CASE("invariance: a stricter tolerance takes more steps, and the error is below the one asked for") {
  const std::size_t size = 400;
  const auto damped = [](const LaneVector& x, LaneVector& product) {  // slow: eigenvalues from 0.01 to 4
    laplacian(x, product);
    for (std::size_t i = 0; i < x.size(); ++i) product[i].at[0] += 0.01 * x[i].at[0];
  };
  Random random(3);
  LaneVector truth(size), b, v;
  for (Lanes& value : truth) value.at[0] = random.normal();
  damped(truth, b);
  double energy = 0;
  for (std::size_t i = 0; i < size; ++i) energy += truth[i].at[0] * b[i].at[0];
  Lanes norm;
  norm.at[0] = energy * 2;  // as much is left as was explained
  int before = 0;
  for (const double tolerance : {1e-3, 1e-6, 1e-10}) {
    ConjugateProblem problem = path;
    problem.multiply = damped;
    problem.tolerance = tolerance;
    const int steps = solve_conjugate(problem, b, norm, v);
    CHECK(steps > before);
    before = steps;
    LaneVector error = v, image;
    for (std::size_t i = 0; i < size; ++i) error[i] -= truth[i];
    damped(error, image);
    double square = 0;
    for (std::size_t i = 0; i < size; ++i) square += error[i].at[0] * image[i].at[0];
    CHECK(std::sqrt(square) <= tolerance * std::sqrt(energy));
  }
}

}  // TEST_SUITE("fit/absorb/conjugate")
