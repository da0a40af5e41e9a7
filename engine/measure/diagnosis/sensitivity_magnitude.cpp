// Bounds relative to the largest wobble before the rollout.
//
// Estimand  theta = l' tau, tau the effects after the reference, where the path estimates beta = delta + tau, tau = 0
//           before it, and delta is the trend that the groups would have differed by without the tool.
// Formula   Delta(M) = union over s <= 0 and both signs of { |step_t of delta| <= M g_t w for all t > 0 }, w = +- wobble
//           s (Source, section 2.3.1). theta is in the interval if for some s and sign the test of
//           sensitivity_hybrid.cpp does not reject it; the ends of the union are found by a coarse scan from outside and
//           halving.
// Error     in the test; the interval holds theta at least as often as the level says.
// Assumes   a normal path with known covariance; few clusters: few_cluster_factor.
// Limits    conservative where several wobbles are near the largest, as any union is. Only variances of two-dimensional
//           functions of the path are used, so that a singular covariance (more points than clusters) does no harm.
// Source    Rambachan & Roth (2023), A more credible approach to parallel trends.
// Checked   HonestDiD's published example at M 0.5, 1, 1.5, 2 to 1e-3; at M 1 another implementation's interval on a
//           grid of 5e-5 to 1e-4 (its critical value is simulated).
//
// Notation  g_t length of a step in periods   theta^ estimate of theta
#include "measure/diagnosis/sensitivity_magnitude.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "measure/diagnosis/sensitivity_hybrid.hpp"

namespace payoff {
namespace {

using Sparse = std::vector<std::pair<std::size_t, double>>;

constexpr int scan_steps = 60;
constexpr int halvings = 36;
constexpr double least_breakdown = 1.0 / 1024, most_breakdown = 8192;

WobbleSide make_side(const RelativeMagnitudes& m, const RelativeMagnitudes::Wobble& wobble, int sign, double bound) {
  WobbleSide side{
      .w = sign * wobble.value, .var_w = wobble.variance, .cov = sign * wobble.with_target, .var_theta = m.variance};
  side.least_rate = infinity;
  for (std::size_t t = 0; t < m.steps.size(); ++t) {
    const RelativeMagnitudes::Step& step = m.steps[t];
    const double most = bound * step.length;
    const double own = step.variance + most * most * wobble.variance, cross = 2 * most * sign * wobble.with_step[t];
    const double plus = sd(own + cross), minus = sd(own - cross);
    side.reach += std::abs(step.weight) * most;
    side.scale_high += std::abs(step.weight) * (step.weight > 0 ? plus : minus);
    side.scale_low += std::abs(step.weight) * (step.weight > 0 ? minus : plus);
    side.least_rate = std::min(side.least_rate, 2 * most / (plus + minus));
    side.most_rate = std::max(side.most_rate, 2 * most / (plus + minus));
  }
  return side;
}

// Beyond this distance in one direction (+1 up, -1 down) the first stage rejects.
double outer_end(const WobbleSide& side, int direction, double c) {
  return (direction > 0 ? side.scale_high : side.scale_low) * c + side.reach * side.w;
}

struct SideTest {
  const WobbleSide& side;
  double c;  // the first stage's critical value
  const HybridSizes& sizes;
};

// The outermost step of a scan, from outside, down to which all is rejected and whose inner end is accepted; none where
// that end is not further out than `best`.
struct Step {
  double accepted, rejected;
};
std::optional<Step> outermost_step(const SideTest& test, int direction, double best) {
  const auto& [side, c, sizes] = test;
  const double far = side.reach * side.w;
  const double outer = outer_end(side, direction, c);
  const double inner = -((direction > 0 ? side.scale_low : side.scale_high) * c + far);
  const double step = (outer - inner) / scan_steps;
  for (int k = 1; step > 0 && k <= scan_steps; ++k) {  // at outer itself c is reached
    const Step found{std::max(outer - k * step, best), outer - (k - 1) * step};
    if (found.rejected <= best) break;
    if (accepts(side, direction * found.accepted, c, sizes)) return found;
  }
  return std::nullopt;
}

// The outermost accepted distance in one direction, if it is further out than `best`.
double outermost(const SideTest& test, int direction, double best) {
  const std::optional<Step> step = outermost_step(test, direction, best);
  if (!step) return best;
  auto [accepted, rejected] = *step;
  for (int i = 0; i < halvings; ++i) {
    const double middle = (accepted + rejected) / 2;
    (accepts(test.side, direction * middle, test.c, test.sizes) ? accepted : rejected) = middle;
  }
  return std::max(best, accepted);
}

// A side of the union. Its critical value is found only where the largest that it may have, which accepts whatever a
// smaller one does, accepts a distance that is the farthest of all.
struct Candidate {
  Candidate(const WobbleSide& of, const HybridSizes& sizes) : side(of), most(most_favourable(of, sizes)) {}

  WobbleSide side;
  double most, c = missing;
};

// The outermost distance that any side accepts; those that may reach farthest are asked first. Distance 0 is always
// accepted: some wobble has the sign that makes w >= 0.
double farthest_of(std::vector<Candidate>& candidates, int direction, const HybridSizes& sizes) {
  const auto most = [&](const Candidate& one) { return outer_end(one.side, direction, one.most); };
  std::ranges::sort(candidates, std::greater(), most);
  double best = 0;
  for (Candidate& one : candidates) {
    if (most(one) <= best) break;
    if (std::isnan(one.c) && !outermost_step({one.side, one.most, sizes}, direction, best)) continue;
    if (std::isnan(one.c)) one.c = least_favourable(one.side, sizes);
    best = outermost({one.side, one.c, sizes}, direction, best);
  }
  return best;
}

// Does this side of the union accept theta = 0?
bool allows_zero(const RelativeMagnitudes& m, const RelativeMagnitudes::Wobble& wobble, int sign, double bound,
                 const HybridSizes& sizes) {
  const WobbleSide side = make_side(m, wobble, sign, bound);
  return accepts(side, -m.target, sizes);
}

// A step of the path, from point `from` to point `to`, as a linear function of at most two points; the reference is none.
Sparse step_between(int from, int to, double size) {
  Sparse weights;
  if (to >= 0) weights.push_back({static_cast<std::size_t>(to), size});
  if (from >= 0) weights.push_back({static_cast<std::size_t>(from), -size});
  return weights;
}

Sparse every_point(const std::vector<double>& weights) {
  Sparse result;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] != 0) result.push_back({i, weights[i]});
  }
  return result;
}

double covariance_of(const TrendPath& path, const Sparse& a, const Sparse& b) {
  double sum = 0;
  for (const auto& [i, x] : a) {
    for (const auto& [j, y] : b) sum += x * path.covariance[i * path.size() + j] * y;
  }
  return sum;
}

}  // namespace

RelativeMagnitudes relative_magnitudes(const TrendPath& path, double level) {
  const int points = static_cast<int>(path.size()), leads = static_cast<int>(path.leads);
  const double factor = few_cluster_factor(path.df, level);
  const Sparse target = every_point(path.target);
  RelativeMagnitudes m{value_of(path, path.target), factor * covariance_of(path, target, target), {}, {}};
  std::vector<Sparse> steps;
  double remaining = 1;
  for (int i = leads; i < points; ++i) {
    Sparse step = step_between(i == leads ? -1 : i - 1, i, 1);
    m.steps.push_back(
        {path.time[i] - (i == leads ? 0 : path.time[i - 1]), remaining, factor * covariance_of(path, step, step)});
    remaining -= path.target[i];
    if (std::abs(remaining) < 1e-12) remaining = 0;  // what rounding leaves after the last weight
    steps.push_back(std::move(step));
  }
  for (int i = 0; i < leads; ++i) {
    const bool last = i + 1 == leads;
    const Sparse wobble = step_between(i, last ? -1 : i + 1, 1 / ((last ? 0 : path.time[i + 1]) - path.time[i]));
    RelativeMagnitudes::Wobble found{
        0, factor * covariance_of(path, wobble, wobble), factor * covariance_of(path, wobble, target), {}};
    for (const auto& [point, weight] : wobble) found.value += weight * path.estimate[point];
    for (const auto& step : steps) found.with_step.push_back(factor * covariance_of(path, wobble, step));
    m.wobbles.push_back(std::move(found));
  }
  return m;
}

TrendBound interval_at(const RelativeMagnitudes& magnitudes, double bound, double level) {
  const HybridSizes sizes = hybrid_sizes(level);
  std::vector<Candidate> candidates;
  for (const auto& wobble : magnitudes.wobbles) {
    for (const int sign : {1, -1}) candidates.push_back({make_side(magnitudes, wobble, sign, bound), sizes});
  }
  const double up = farthest_of(candidates, 1, sizes), down = farthest_of(candidates, -1, sizes);
  return {bound, magnitudes.target - down, magnitudes.target + up};
}

bool includes_zero(const RelativeMagnitudes& magnitudes, double bound, double level) {
  const HybridSizes sizes = hybrid_sizes(level);
  return std::ranges::any_of(magnitudes.wobbles, [&](const auto& wobble) {
    return allows_zero(magnitudes, wobble, 1, bound, sizes) || allows_zero(magnitudes, wobble, -1, bound, sizes);
  });
}

double breakdown(const RelativeMagnitudes& magnitudes, double level) {
  const HybridSizes sizes = hybrid_sizes(level);
  double best = most_breakdown;
  for (const auto& wobble : magnitudes.wobbles) {
    for (const int sign : {1, -1}) {
      const auto allows = [&](double bound) { return allows_zero(magnitudes, wobble, sign, bound, sizes); };
      double low = 0, high = std::min(least_breakdown, best);
      while (!allows(high) && high < best) {
        low = high;
        high = std::min(2 * high, best);
      }
      if (high == best && !allows(best)) continue;
      for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2;
        (allows(middle) ? high : low) = middle;
      }
      best = high;
    }
  }
  if (best <= least_breakdown * 1e-6) return 0;
  return best < most_breakdown ? best : infinity;
}

}  // namespace payoff
