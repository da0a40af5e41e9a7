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

Quantity summarize(std::vector<double>& values) {
  if (values.empty()) return {};
  std::ranges::sort(values);
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return {.mean = sum / static_cast<double>(values.size()),
          .p10 = quantile_of_sorted(values, 0.1),
          .p50 = quantile_of_sorted(values, 0.5),
          .p90 = quantile_of_sorted(values, 0.9)};
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
