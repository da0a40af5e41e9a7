#include "base/normal_box.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>
#include <vector>

namespace payoff {
namespace {

// Fewer where every point is dear: with many variables a thousandth is near enough.
constexpr std::size_t few_variables = 16;
constexpr int many_points = 4093, fewer_points = 1021;
constexpr double singular_share = 1e-10;  // of a variable's variance is left once those before it are known

// Boost's normal distribution works in long double, which at some hundred thousand calls is felt.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

double cdf(double x) {
  return std::erfc(-x / std::numbers::sqrt2) / 2;
}

double quantile(double probability) {
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * probability, InDouble());
}

// Lower Cholesky factor by rows; 0 on the diagonal of a variable which those before it determine.
std::vector<double> factorise(std::span<const double> covariance, std::size_t n) {
  std::vector<double> factor(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = covariance[i * n + j];
      for (std::size_t k = 0; k < j; ++k) rest -= factor[i * n + k] * factor[j * n + k];
      if (j < i) {
        factor[i * n + j] = factor[j * n + j] > 0 ? rest / factor[j * n + j] : 0;
      } else {
        factor[i * n + i] = rest > singular_share * covariance[i * n + i] ? std::sqrt(rest) : 0;
      }
    }
  }
  return factor;
}

// Square roots of the primes: irrational, and not multiples of each other.
std::vector<double> generators(std::size_t count) {
  std::vector<double> roots;
  for (int candidate = 2; roots.size() < count; ++candidate) {
    bool prime = true;
    for (int d = 2; d * d <= candidate; ++d) prime = prime && candidate % d != 0;
    if (prime) roots.push_back(std::sqrt(candidate));
  }
  return roots;
}

// Folded so that the integrand becomes periodic, which is what lattices are good at.
double lattice(int point, double root) {
  const double x = point * root + 0.25;
  return std::abs(2 * (x - std::floor(x)) - 1);
}

}  // namespace

double normal_box_probability(std::span<const double> mean, std::span<const double> covariance,
                              std::span<const double> limit) {
  const std::size_t n = mean.size();
  const std::vector<double> factor = factorise(covariance, n), roots = generators(n);
  constexpr double rounding = 1e-9;
  std::vector<double> z(n);
  const int points = n <= few_variables ? many_points : fewer_points;
  double sum = 0;
  for (int point = 0; point < points; ++point) {
    double chance = 1;
    for (std::size_t i = 0; i < n && chance > 0; ++i) {
      double known = mean[i];
      for (std::size_t k = 0; k < i; ++k) known += factor[i * n + k] * z[k];
      const double scale = factor[i * n + i];
      if (scale == 0) {
        chance *= std::abs(known) <= limit[i] * (1 + rounding);
        continue;
      }
      const double low = cdf((-limit[i] - known) / scale), high = cdf((limit[i] - known) / scale);
      chance *= high - low;
      if (i + 1 == n || chance <= 0) continue;
      const double inside = low + lattice(point, roots[i]) * (high - low);
      constexpr double least = 1e-300;
      z[i] = quantile(std::clamp(inside, least, 1 - 1e-16));
    }
    sum += chance;
  }
  return sum / points;
}

}  // namespace payoff
