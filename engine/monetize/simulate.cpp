#include "monetize/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "monetize/level_effect.hpp"

namespace payoff {

double quantile_of_sorted(const std::vector<double>& sorted, double probability) {
  const double at = static_cast<double>(sorted.size() - 1) * probability;
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

namespace {

// Of a quantile, without knowing the distribution: a standard error of ranks is sqrt(n p (1 - p)).
double error_of_quantile(const std::vector<double>& sorted, double probability) {
  const double n = static_cast<double>(sorted.size());
  const double ranks = std::sqrt(probability * (1 - probability) / n);
  const double low = quantile_of_sorted(sorted, std::max(0.0, probability - ranks));
  return (quantile_of_sorted(sorted, std::min(1.0, probability + ranks)) - low) / 2;
}

double rounded_by(double value, double error) {
  if (!(error > 0) || !std::isfinite(value)) return value;
  const double unit = std::pow(10, std::ceil(std::log10(error)));
  return std::round(value / unit) * unit;
}

}  // namespace

Quantity Quantity::rounded() const {
  Quantity shown = *this;
  shown.mean = rounded_by(mean, mean_error);
  shown.p10 = rounded_by(p10, p10_error);
  shown.p50 = rounded_by(p50, p50_error);
  shown.p90 = rounded_by(p90, p90_error);
  return shown;
}

Quantity summarize(std::vector<double>& values) {
  if (values.empty()) return {};
  std::ranges::sort(values);
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {.mean = mean,
          .p10 = quantile_of_sorted(values, 0.1),
          .p50 = quantile_of_sorted(values, 0.5),
          .p90 = quantile_of_sorted(values, 0.9),
          .mean_error = std::sqrt(squares) / n,
          .p10_error = error_of_quantile(values, 0.1),
          .p50_error = error_of_quantile(values, 0.5),
          .p90_error = error_of_quantile(values, 0.9)};
}

namespace {

// Student's t by the polar method of Bailey (1994), exact for every df > 0 and much
// faster than inverting its distribution function; normal when df is infinite.
double draw_t(Random& random, double df) {
  if (std::isinf(df)) return random.normal();
  const double radius = std::sqrt(df * std::expm1(-2 / df * std::log(random.uniform())));
  return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

}  // namespace

std::vector<double> simulate_benefit_per_month(const Effect& effect, const Benefit& benefit,
                                               const Assumptions& assumptions) {
  const Estimate& estimate = effect.absolute;
  const double df = std::isnan(estimate.df) ? INFINITY : estimate.df;
  const Range& share = benefit.realized_share;
  Random random(assumptions.seed);
  std::vector<double> draws(assumptions.draws);
  for (double& draw : draws) {
    const double x = estimate.estimate + estimate.se * draw_t(random, df);
    const double realized = triangular_quantile(random.uniform(), share.low, share.mode, share.high);
    draw = benefit_per_year(benefit, to_level(effect, x), realized) / months_per_year;
  }
  std::ranges::sort(draws);
  return draws;
}

}  // namespace payoff
