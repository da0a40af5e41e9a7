// The conditional and least-favourable hybrid test of one side of a union of bounds on trends.
//
// Estimand  is theta = theta^ + distance compatible with |step_t of delta| <= M g_t w for all steps after the reference?
// Formula   The moment inequalities
//               +-(step_t of beta - u_t) - M g_t w <= 0,   sum_t L_t u_t = theta,   u_t the steps of tau,
//           hold in the u_t one pair each and one sum, so that the linear programme of Source has its dual vertices in
//           closed form; its value is the largest of
//               (theta - theta^ - M w A) / S_high,  (theta^ - theta - M w A) / S_low,  -2 M g_t w / (s+_t + s-_t),
//           s+-_t = sd(step_t +- M g_t w), A = sum |L_t| g_t, S = sum |L_t| s+-_t with the sign of L_t (high) or its
//           opposite (low). No linear programme is solved and nothing is simulated: all depend on (theta^, w) only.
// Error     Rejects where the value exceeds the 1 - kappa quantile c of the largest of these at mean 0 (by Owen's T),
//           kappa = alpha / 10; or where it exceeds the 1 - (alpha - kappa) / (1 - kappa) quantile of its normal
//           distribution between the bounds within which its vertex stays the largest and below c. A critical value is
//           at least 0 (Source, sections 4 and 5).
// Assumes   (theta^, w) normal with known covariance.
// Source    Andrews, Roth & Pakes (2023), Inference for linear conditional moment inequalities.
// Checked   against the linear programme solved by enumeration of its vertices, critical values by simulation.
//
// Notation  w wobble with its sign   M bound   g_t length of a step   L_t sum of the target weights from step t on
#include "measure/diagnosis/sensitivity_hybrid.hpp"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/owens_t.hpp>
#include <cmath>
#include <numbers>

#include "base/distributions.hpp"
#include "measure/diagnosis/sensitivity_path.hpp"

namespace payoff {
namespace {

constexpr double first_stage_share = 0.1;  // kappa / alpha
constexpr double last_step = 1e-4;         // of c: what is left is a hundredth of its cube
constexpr double tail_rounding = 1e-9;     // of a tail: far more than rounding can do to it

// By the inlined complementary error function, of which a table asks for a million.
double upper_tail(double x) {
  return 0.5 * std::erfc(x / std::numbers::sqrt2);
}

struct Vertex {
  double value, on_theta, on_w;
};

std::array<Vertex, 4> vertices_at(const WobbleSide& side, double distance) {  // theta - theta^
  const double away = side.reach * side.w;
  return {{{(distance - away) / side.scale_high, -1 / side.scale_high, -side.reach / side.scale_high},
           {(-distance - away) / side.scale_low, 1 / side.scale_low, -side.reach / side.scale_low},
           {-side.most_rate * side.w, 0, -side.most_rate},
           {-side.least_rate * side.w, 0, -side.least_rate}}};
}

double vertex_covariance(const WobbleSide& side, const Vertex& a, const Vertex& b) {
  return a.on_theta * b.on_theta * side.var_theta + (a.on_theta * b.on_w + a.on_w * b.on_theta) * side.cov +
         a.on_w * b.on_w * side.var_w;
}

double density(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
}

// T(h, z / h) of h above 0, given P(Z > |z|). Boost would bring slopes above 1 below it in long double, which takes three
// times as long as all the rest.
double owens_t(double h, double z, double tail_of_h, double tail_of_z) {
  using namespace boost::math::policies;
  const auto flat = [](double x, double slope) {
    return boost::math::owens_t(x, slope, policy<promote_double<false>>());
  };
  if (std::abs(z) <= h) return flat(h, z / h);
  constexpr double rounding = 1e-18;  // T(h, .) is below P(Z > h) / 2
  const double rest = tail_of_z < rounding ? 0 : flat(std::abs(z), h / std::abs(z));
  const double size = (tail_of_h + tail_of_z) / 2 - tail_of_h * tail_of_z - rest;
  return std::copysign(size, z);
}

struct Chance {
  double value = 0, slope = 0, bend = 0;  // and its derivatives by c
};

// P(X > c) of a normal X with this standard deviation.
struct Above {
  Above(double of, double sd_of) : c(of), sd(sd_of), at(c / sd), tail(upper_tail(at)), rate(density(at) / sd) {}
  Chance chance() const { return sd > 0 ? Chance{tail, -rate, at * rate / sd} : Chance{}; }
  double c, sd, at, tail, rate;
};

// P(X > c, Y > c), c above 0 (Owen 1956).
Chance both_above(const Above& x, const Above& y, double correlation) {
  const double rest = std::sqrt(1 - correlation * correlation);
  constexpr double certain = 1e-8;
  if (!(rest > certain)) return correlation > 0 ? (x.sd < y.sd ? x : y).chance() : Chance{};
  Chance both{(x.tail + y.tail) / 2};
  const auto add = [&](const Above& one, const Above& other) {
    const double z = (other.at - correlation * one.at) / rest, beyond = upper_tail(std::abs(z));
    const double above = z > 0 ? beyond : 1 - beyond;  // of the other, given the one at c
    both.value -= owens_t(one.at, z, one.tail, beyond);
    both.slope -= one.rate * above;
    both.bend += one.rate * (one.at / one.sd * above + density(z) * z / one.c);
  };
  add(x, y);
  add(y, x);
  return both;
}

// Standard deviations of the three vertices that can exceed c first: of the pairs it is the one with the most rate.
std::array<double, 3> sds_of(const WobbleSide& side) {
  const auto v = vertices_at(side, 0);
  return {sd(vertex_covariance(side, v[0], v[0])), sd(vertex_covariance(side, v[1], v[1])),
          sd(vertex_covariance(side, v[2], v[2]))};
}

double widest(const WobbleSide& side) {
  return std::ranges::max(sds_of(side));
}

}  // namespace

HybridSizes hybrid_sizes(double level) {
  const double alpha = 1 - level, kappa = first_stage_share * alpha, second = (alpha - kappa) / (1 - kappa);
  return {kappa, second, -normal_quantile(kappa), -normal_quantile(kappa / 3),
          -normal_quantile(second / 2 * (1 - tail_rounding))};
}

double most_favourable(const WobbleSide& side, const HybridSizes& sizes) {
  return sizes.most * widest(side);
}

// c: P(any vertex > c) = kappa at mean 0. The two vertices of theta exceed c together only where the pairs do too, so
// that inclusion and exclusion ends with them; of the pairs the one with the greatest rate exceeds c first. The logarithm
// of that chance is close to a parabola, on which Halley's steps are few.
double least_favourable(const WobbleSide& side, const HybridSizes& sizes) {
  const auto v = vertices_at(side, 0);
  const auto sd_of = sds_of(side);
  double correlation[2];
  for (int i = 0; i < 2; ++i) correlation[i] = vertex_covariance(side, v[i], v[2]) / (sd_of[i] * sd_of[2]);
  const auto any_above = [&](double c) {
    const Above above[] = {{c, sd_of[0]}, {c, sd_of[1]}, {c, sd_of[2]}};
    Chance any;
    const auto add = [&](const Chance& chance, int sign) {
      any.value += sign * chance.value;
      any.slope += sign * chance.slope;
      any.bend += sign * chance.bend;
    };
    for (const Above& one : above) add(one.chance(), 1);
    for (int i = 0; i < 2 && sd_of[2] > 0; ++i) add(both_above(above[i], above[2], correlation[i]), -1);
    return any;
  };
  const double low = sizes.least * widest(side), high = most_favourable(side, sizes);
  constexpr int most_steps = 40;
  double c = low;
  for (int i = 0; i < most_steps; ++i) {
    const Chance any = any_above(c);
    const double excess = std::log(any.value / sizes.kappa), slope = any.slope / any.value;
    const double bend = any.bend / any.value - slope * slope;
    const double next = std::clamp(c - 2 * excess * slope / (2 * slope * slope - excess * bend), low, high);
    const bool last = !(std::abs(next - c) > last_step * c);
    c = next;
    if (last) break;
  }
  return c;
}

bool accepts(const WobbleSide& side, double distance, double c, const HybridSizes& sizes) {
  const auto vertices = vertices_at(side, distance);
  const Vertex& top = *std::ranges::max_element(vertices, {}, &Vertex::value);
  if (top.value <= 0) return true;
  const double variance = vertex_covariance(side, top, top);
  if (top.value > c || variance <= 0) return false;
  double low = -infinity, high = c;
  for (const Vertex& other : vertices) {
    if (&other == &top) continue;
    const double rho = vertex_covariance(side, top, other) / variance;
    const double edge = (other.value - rho * top.value) / (1 - rho);
    if (rho < 1) low = std::max(low, edge);
    if (rho > 1) high = std::min(high, edge);
  }
  const double s = std::sqrt(variance);
  if (low <= 0 && top.value >= sizes.clear * s) return false;  // at least half lies above low
  const double beyond = upper_tail(high / s);
  return upper_tail(top.value / s) - beyond >= sizes.second * (upper_tail(low / s) - beyond);
}

// A larger c can only turn rejection into acceptance.
bool accepts(const WobbleSide& side, double distance, const HybridSizes& sizes) {
  const double scale = widest(side);
  if (accepts(side, distance, sizes.least * scale, sizes)) return true;
  if (!accepts(side, distance, most_favourable(side, sizes), sizes)) return false;
  return accepts(side, distance, least_favourable(side, sizes), sizes);
}

}  // namespace payoff
