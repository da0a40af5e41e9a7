#include "base/distributions.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace payoff {

using boost::math::cdf;
using boost::math::complement;
using boost::math::quantile;

double normal_quantile(double probability) {
  return quantile(boost::math::normal(), probability);
}

double normal_cdf(double x) {
  if (std::isinf(x)) return x > 0 ? 1.0 : 0.0;
  return cdf(boost::math::normal(), x);
}

double student_quantile(double probability, double df) {
  if (std::isinf(df)) return normal_quantile(probability);
  return quantile(boost::math::students_t(df), probability);
}

double student_cdf(double x, double df) {
  if (std::isinf(df) || std::isinf(x)) return normal_cdf(x);
  return cdf(boost::math::students_t(df), x);
}

double two_sided_p(double t, double df) {
  if (std::isinf(t)) return 0.0;
  if (std::isinf(df)) return 2 * cdf(complement(boost::math::normal(), std::abs(t)));
  return 2 * cdf(complement(boost::math::students_t(df), std::abs(t)));
}

double f_upper_tail(double x, double df1, double df2) {
  if (std::isinf(df2)) return cdf(complement(boost::math::chi_squared(df1), x * df1));
  return cdf(complement(boost::math::fisher_f(df1, df2), x));
}

double triangular_quantile(double probability, double low, double mode, double high) {
  if (high <= low) return low;
  const double at_mode = (mode - low) / (high - low);
  if (probability < at_mode) return low + std::sqrt(probability * (high - low) * (mode - low));
  return high - std::sqrt((1 - probability) * (high - low) * (high - mode));
}

}  // namespace payoff
