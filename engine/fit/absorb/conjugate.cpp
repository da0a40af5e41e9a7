#include "fit/absorb/conjugate.hpp"

#include <algorithm>
#include <cmath>

namespace payoff {
namespace {

constexpr int most_steps = 20000, most_steps_exact = 12;
// A column that the factors explain has no norm left to be relative to: this share of its square is what counts then.
constexpr double explained_square = 1e-20;

Lanes dot(const LaneVector& a, const LaneVector& b) {
  Lanes sum;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t l = 0; l < lanes; ++l) sum.at[l] += a[i].at[l] * b[i].at[l];
  }
  return sum;
}

// y += s x, or y = x + s y where `into` is the scaled one.
void add_scaled(LaneVector& y, const Lanes& s, const LaneVector& x) {
  for (std::size_t i = 0; i < y.size(); ++i) {
    for (std::size_t l = 0; l < lanes; ++l) y[i].at[l] += s.at[l] * x[i].at[l];
  }
}

void turn(LaneVector& direction, const Lanes& s, const LaneVector& z) {
  for (std::size_t i = 0; i < z.size(); ++i) {
    for (std::size_t l = 0; l < lanes; ++l) direction[i].at[l] = z[i].at[l] + s.at[l] * direction[i].at[l];
  }
}

double ratio(double a, double b) {
  return b > 0 ? a / b : 0;
}

// What each lane gained at its steps, in the square of the norm of S. The last ones together are what the error was before
// them, less what it is now; the slower it goes, the more of them it takes to tell.
struct Gains {
  LaneVector steps;
  Lanes all;
  void add(const Lanes& step) {
    all += step;
    steps.push_back(step);
  }
  Lanes recent() const {
    Lanes sum;
    for (std::size_t i = steps.size() - std::min(steps.size(), 2 + steps.size() / 8); i < steps.size(); ++i) {
      sum += steps[i];
    }
    return sum;
  }
};

bool converged(const ConjugateProblem& problem, const Gains& gains, const Lanes& norm, const Lanes& rz) {
  const Lanes error = problem.exact ? rz : gains.recent();
  for (std::size_t l = 0; l < lanes; ++l) {
    const double left = std::max(norm.at[l] - gains.all.at[l], explained_square * norm.at[l]);
    if (error.at[l] > problem.tolerance * problem.tolerance * left) return false;
  }
  return true;
}

}  // namespace

int solve_conjugate(const ConjugateProblem& problem, const LaneVector& b, const Lanes& norm, LaneVector& v) {
  v.assign(b.size(), {});
  LaneVector r = b, z(b.size()), product;
  problem.precondition(r, z);
  LaneVector direction = z;
  Lanes rz = dot(r, z);
  Gains gains;
  const int most = problem.exact ? most_steps_exact : most_steps;
  for (int step = 1; step <= most; ++step) {
    problem.multiply(direction, product);
    const Lanes curvature = dot(direction, product);
    Lanes length, back, gain, turned;
    for (std::size_t l = 0; l < lanes; ++l) {
      length.at[l] = ratio(rz.at[l], curvature.at[l]);
      back.at[l] = -length.at[l];
      gain.at[l] = length.at[l] * rz.at[l];
    }
    add_scaled(v, length, direction);
    add_scaled(r, back, product);
    gains.add(gain);
    problem.precondition(r, z);
    const Lanes next = dot(r, z);
    if ((problem.exact || step > 1) && converged(problem, gains, norm, next)) return step;
    for (std::size_t l = 0; l < lanes; ++l) turned.at[l] = ratio(next.at[l], rz.at[l]);
    turn(direction, turned, z);
    rz = next;
  }
  return -most;
}

}  // namespace payoff
