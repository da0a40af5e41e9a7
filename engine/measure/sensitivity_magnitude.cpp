// Bounds relative to the largest wobble before the rollout.
//
// Estimand  theta = l' tau, tau the effects after the reference, where the path estimates beta = delta + tau, tau = 0
//           before it, and delta is the trend that the groups would have differed by without the tool.
// Formula   Delta(M) = union over s <= 0 and both signs of { |step_t of delta| <= M g_t w for all t > 0 }, w = +- wobble
//           s (Source, section 2.3.1). theta is in the interval if for some s and sign the moment inequalities
//               +-(step_t of beta - u_t) - M g_t w <= 0,   sum_t L_t u_t = theta,   u_t the steps of tau,
//           are not rejected. The u_t enter one inequality pair each and one sum, so that the linear programme of
//           Source 2 has its dual vertices in closed form; its value is the largest of
//               (theta - theta^ - M w A) / S_high,  (theta^ - theta - M w A) / S_low,  -2 M g_t w / (s+_t + s-_t),
//           s+-_t = sd(step_t +- M g_t w), A = sum |L_t| g_t, S = sum |L_t| s+-_t with the sign of L_t (high) or its
//           opposite (low). No linear programme is solved and nothing is simulated: all depend on (theta^, w) only.
// Error     Conditional and least-favourable hybrid (Source 2, section 4): rejects where the value exceeds the
//           1 - kappa quantile c of the largest of these at mean 0 (one integral over w), kappa = alpha / 10; or where
//           it exceeds the 1 - (alpha - kappa) / (1 - kappa) quantile of its normal distribution between the bounds
//           within which its vertex stays the largest and below c. A critical value is at least 0.
// Assumes   a normal path with known covariance; few clusters: few_cluster_factor.
// Limits    conservative where several wobbles are near the largest, as any union is. Only variances of two-dimensional
//           functions of the path are used, so that a singular covariance (more points than clusters) does no harm.
// Source    Rambachan & Roth (2023), A more credible approach to parallel trends.   Source 2  Andrews, Roth & Pakes
//           (2023), Inference for linear conditional moment inequalities.
// Checked   HonestDiD's published example at M 0.5, 1, 1.5, 2 to its printed digits, as far as its simulated critical
//           value and grid allow (1e-3); the closed form against a linear programme solved by enumeration.
//
// Notation  g_t length of a step in periods   L_t sum of the target weights from step t on   theta^ estimate
#include "measure/sensitivity_magnitude.hpp"

#include <algorithm>
#include <array>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/distributions.hpp"

namespace payoff {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double first_stage_share = 0.1;  // kappa / alpha
constexpr int scan_steps = 60;
constexpr int halvings = 50;

// The inlined complementary error function: the integral asks for a million tails.
double upper_tail(double x) {
  return 0.5 * std::erfc(x / std::numbers::sqrt2);
}

double sd(double variance) {
  return std::sqrt(std::max(variance, 0.0));
}

// One wobble with its sign, at one bound: the vertices as functions of (theta^, w).
struct Side {
  double w = 0, var_w = 0, cov = 0, var_theta = 0;
  double reach = 0;                      // M A
  double scale_high = 0, scale_low = 0;  // S
  double least_rate = 0, most_rate = 0;  // of -w among the pairs
  double least_favourable = 0;           // c
};

Side make_side(const RelativeMagnitudes& m, const RelativeMagnitudes::Wobble& wobble, int sign, double bound) {
  Side side{
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

// P(every vertex <= c) at mean 0: over w, the chance of theta^ given w.
double chance_below(const Side& side, double c) {
  const double sd_w = sd(side.var_w), slope = side.var_w > 0 ? side.cov / side.var_w : 0;
  const double rest = std::max(sd(side.var_theta - slope * side.cov), 1e-9 * sd(side.var_theta));
  const auto density = [&](double z) {
    const double w = z * sd_w;
    const double high = (side.scale_low * c + (side.reach - slope) * w) / rest;
    const double low = (-side.scale_high * c - (side.reach + slope) * w) / rest;
    return std::exp(-z * z / 2) * (upper_tail(low) - upper_tail(high));
  };
  constexpr double far = 8.5;
  constexpr int panels = 6;
  const double from = std::max(sd_w > 0 ? -c / (side.most_rate * sd_w) : -far, -far), width = (far - from) / panels;
  double sum = 0;
  for (int k = 0; k < panels; ++k) {
    sum += boost::math::quadrature::gauss<double, 20>::integrate(density, from + k * width, from + (k + 1) * width);
  }
  return sum / std::sqrt(2 * std::numbers::pi);
}

double least_favourable(const Side& side, double kappa) {
  std::uintmax_t iterations = 60;
  const double most = -normal_quantile(kappa / 8) + 1;  // three vertices of variance at most 1
  const auto excess = [&](double c) { return chance_below(side, c) - (1 - kappa); };
  const auto [low, high] =
      boost::math::tools::toms748_solve(excess, 0.0, most, boost::math::tools::eps_tolerance<double>(40), iterations);
  return (low + high) / 2;
}

struct Vertex {
  double value, on_theta, on_w;
};

std::array<Vertex, 4> vertices_at(const Side& side, double distance) {  // theta - theta^
  const double away = side.reach * side.w;
  return {{{(distance - away) / side.scale_high, -1 / side.scale_high, -side.reach / side.scale_high},
           {(-distance - away) / side.scale_low, 1 / side.scale_low, -side.reach / side.scale_low},
           {-side.most_rate * side.w, 0, -side.most_rate},
           {-side.least_rate * side.w, 0, -side.least_rate}}};
}

double covariance(const Side& side, const Vertex& a, const Vertex& b) {
  return a.on_theta * b.on_theta * side.var_theta + (a.on_theta * b.on_w + a.on_w * b.on_theta) * side.cov +
         a.on_w * b.on_w * side.var_w;
}

// The hybrid test of theta = theta^ + distance.
bool accepts(const Side& side, double distance, double alpha) {
  const auto vertices = vertices_at(side, distance);
  const Vertex& top = *std::ranges::max_element(vertices, {}, &Vertex::value);
  if (top.value <= 0) return true;
  const double variance = covariance(side, top, top);
  if (top.value > side.least_favourable || variance <= 0) return false;
  double low = -infinity, high = side.least_favourable;
  for (const Vertex& other : vertices) {
    if (&other == &top) continue;
    const double rho = covariance(side, top, other) / variance;
    const double edge = (other.value - rho * top.value) / (1 - rho);
    if (rho < 1) low = std::max(low, edge);
    if (rho > 1) high = std::min(high, edge);
  }
  const double kappa = first_stage_share * alpha, second = (alpha - kappa) / (1 - kappa), s = std::sqrt(variance);
  const double beyond = upper_tail(high / s);
  return upper_tail(top.value / s) - beyond >= second * (upper_tail(low / s) - beyond);
}

// The outermost accepted distance in one direction (+1 up, -1 down), if it is further out than `best`.
double outermost(const Side& side, int direction, double best, double alpha) {
  const double far = side.reach * side.w;
  const double outer = (direction > 0 ? side.scale_high : side.scale_low) * side.least_favourable + far;
  const double inner = -((direction > 0 ? side.scale_low : side.scale_high) * side.least_favourable + far);
  const double step = (outer - inner) / scan_steps;
  for (int k = 0; step > 0 && k <= scan_steps; ++k) {
    double accepted = outer - k * step, rejected = accepted + step;
    if (rejected <= best) break;
    if (!accepts(side, direction * accepted, alpha)) continue;
    for (int i = 0; i < halvings; ++i) {
      const double middle = (accepted + rejected) / 2;
      (accepts(side, direction * middle, alpha) ? accepted : rejected) = middle;
    }
    return std::max(best, accepted);
  }
  return best;
}

// Adds a step of the path, from point `from` to point `to`, to a linear function; the reference is no point.
void add_step(std::vector<double>& weights, int from, int to, double size) {
  if (to >= 0) weights[to] += size;
  if (from >= 0) weights[from] -= size;
}

}  // namespace

RelativeMagnitudes relative_magnitudes(const TrendPath& path, double level) {
  const int points = static_cast<int>(path.size()), leads = static_cast<int>(path.leads);
  const double factor = few_cluster_factor(path.df, level);
  RelativeMagnitudes m{value_of(path, path.target), factor * covariance_of(path, path.target, path.target), {}, {}};
  std::vector<std::vector<double>> steps;
  double remaining = 1;
  for (int i = leads; i < points; ++i) {
    std::vector<double> step(points);
    add_step(step, i == leads ? -1 : i - 1, i, 1);
    m.steps.push_back(
        {path.time[i] - (i == leads ? 0 : path.time[i - 1]), remaining, factor * covariance_of(path, step, step)});
    remaining -= path.target[i];
    if (std::abs(remaining) < 1e-12) remaining = 0;  // what rounding leaves after the last weight
    steps.push_back(std::move(step));
  }
  for (int i = 0; i < leads; ++i) {
    const bool last = i + 1 == leads;
    std::vector<double> wobble(points);
    add_step(wobble, i, last ? -1 : i + 1, 1 / ((last ? 0 : path.time[i + 1]) - path.time[i]));
    RelativeMagnitudes::Wobble found{value_of(path, wobble),
                                     factor * covariance_of(path, wobble, wobble),
                                     factor * covariance_of(path, wobble, path.target),
                                     {}};
    for (const auto& step : steps) found.with_step.push_back(factor * covariance_of(path, wobble, step));
    m.wobbles.push_back(std::move(found));
  }
  return m;
}

TrendBound interval_at(const RelativeMagnitudes& magnitudes, double bound, double level) {
  const double alpha = 1 - level;
  double up = 0, down = 0;  // distance 0 is always accepted: some wobble has the sign that makes w >= 0
  for (const auto& wobble : magnitudes.wobbles) {
    for (const int sign : {1, -1}) {
      Side side = make_side(magnitudes, wobble, sign, bound);
      side.least_favourable = least_favourable(side, first_stage_share * alpha);
      up = outermost(side, 1, up, alpha);
      down = outermost(side, -1, down, alpha);
    }
  }
  return {bound, magnitudes.target - down, magnitudes.target + up};
}

bool includes_zero(const RelativeMagnitudes& magnitudes, double bound, double level) {
  const double alpha = 1 - level, distance = -magnitudes.target;
  for (const auto& wobble : magnitudes.wobbles) {
    for (const int sign : {1, -1}) {
      Side side = make_side(magnitudes, wobble, sign, bound);
      const double most = -normal_quantile(first_stage_share * alpha / 8) + 1;
      const double away = std::abs(distance) - side.reach * side.w;
      if (away <= 0 && side.w >= 0) return true;
      if (away > most * (distance > 0 ? side.scale_high : side.scale_low)) continue;  // further than any c allows
      side.least_favourable = least_favourable(side, first_stage_share * alpha);
      if (accepts(side, distance, alpha)) return true;
    }
  }
  return false;
}

}  // namespace payoff
