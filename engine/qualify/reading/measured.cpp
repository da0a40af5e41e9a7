#include "qualify/reading/measured.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/distributions.hpp"

namespace payoff {
namespace {

// From the scale of the interval, the claimed direction positive, to the unit of the claim.
double shown(const Measured& m, double x) {
  const double y = m.logarithms ? m.direction * std::expm1(m.direction * x) : x;
  return y * (y >= 0 ? m.factor : m.factor_below);
}

// The inverse: infinite where no effect is so large, as a fall by more than all there is.
double unshown(const Measured& m, double size) {
  const double y = size / (size >= 0 ? m.factor : m.factor_below);
  if (!m.logarithms) return y;
  const double ratio = 1 + m.direction * y;
  return ratio > 0 ? m.direction * std::log(ratio) : INFINITY;
}

struct TwoEnds {
  double low = missing, high = missing;
};

TwoEnds ends_of(const Measured& m) {
  if (m.direction > 0) return {m.estimate.low, m.estimate.high};
  return {-m.estimate.high, -m.estimate.low};
}

double half_width(const Measured& m, double confidence) {
  return student_quantile(confidence, m.estimate.df) * m.estimate.se;
}

// The k-th of n draws, so that a share of at least `probability` lies at or below it.
double draw_at(const std::vector<double>& draws, double probability) {
  const double n = static_cast<double>(draws.size());
  const auto k = static_cast<std::size_t>(std::clamp(std::ceil(n * probability - 1e-9), 1.0, n));
  return draws[k - 1];
}

// side: -1 the lower bound, +1 the upper.
double bound(const Measured& m, double confidence, double side) {
  if (!m.draws.empty()) return draw_at(m.draws, side < 0 ? 1 - confidence : confidence);
  const double x = m.direction * m.estimate.estimate;
  if (is_by_standard_error(m)) return shown(m, x + side * half_width(m, confidence));
  constexpr double slack = 1e-9;
  if (!((1 + m.level) / 2 >= confidence - slack)) return missing;
  const TwoEnds ends = ends_of(m);
  const double end = side < 0 ? ends.low : ends.high;
  return std::isnan(end) ? missing : shown(m, end);
}

Chance chance_of_draws(const std::vector<double>& draws, double size) {
  const auto reached = draws.end() - std::ranges::lower_bound(draws, size);
  const double share = static_cast<double>(reached) / static_cast<double>(draws.size());
  return {share, share};
}

}  // namespace

bool is_by_standard_error(const Measured& m) {
  const Estimate& e = m.estimate;
  if (!(e.se > 0) || !(e.df > 0)) return false;
  constexpr double same = 1e-6;
  const double half = half_width(m, (1 + m.level) / 2), slack = same * (e.high - e.low);
  return std::abs(e.low - (e.estimate - half)) <= slack && std::abs(e.high - (e.estimate + half)) <= slack;
}

double middle_of(const Measured& m) {
  return m.draws.empty() ? shown(m, m.direction * m.estimate.estimate) : draw_at(m.draws, 0.5);
}

double lower_bound(const Measured& m, double confidence) {
  return bound(m, confidence, -1);
}

double upper_bound(const Measured& m, double confidence) {
  return bound(m, confidence, +1);
}

Chance chance_of_at_least(const Measured& m, double size) {
  if (!m.draws.empty()) return chance_of_draws(m.draws, size);
  const double x = m.direction * m.estimate.estimate, claimed = unshown(m, size);
  if (is_by_standard_error(m)) {
    const double chance = student_cdf((x - claimed) / m.estimate.se, m.estimate.df);
    return {chance, chance};
  }
  const TwoEnds ends = ends_of(m);
  if (std::isnan(ends.low + ends.high)) return {};
  const double outside = (1 - m.level) / 2;
  if (claimed <= ends.low) return {1 - outside, 1};
  return claimed > ends.high ? Chance{0, outside} : Chance{outside, 1 - outside};
}

}  // namespace payoff
