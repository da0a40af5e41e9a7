#include "base/distributions.hpp"

#include <algorithm>
#include <array>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/distributions/non_central_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "base/root.hpp"

namespace payoff {
namespace {

// What Boost refuses, or cannot finish, is NaN here: a number that cannot be had must not end a run.
template <typename F>
double or_missing(F value) {
  try {
    return value();
  } catch (const std::logic_error&) {
  } catch (const std::runtime_error&) {
  }
  return std::numeric_limits<double>::quiet_NaN();
}

// The last few answers of a thread: the intervals of one estimate, and those of all labels of a segment, ask for the same
// ones again and again, and a quantile takes longer than all else there is to an interval.
class LastQuantiles {
 public:
  template <typename F>
  double of(double probability, double df, F value) {
    for (const Answer& one : answers_)
      if (one.probability == probability && one.df == df) return one.value;
    return (answers_[next_++ % answers_.size()] = {probability, df, value()}).value;
  }

 private:
  struct Answer {
    double probability = std::numeric_limits<double>::quiet_NaN(), df = probability, value = probability;
  };
  std::array<Answer, 4> answers_;
  std::size_t next_ = 0;
};

// From here on the noncentral F exceeds x for certain: its numerator is some 1,000 times what it is held against.
constexpr double certain_ncp = 1e6, certain_ratio = 1e3;

}  // namespace

using boost::math::cdf;
using boost::math::complement;
using boost::math::quantile;

double normal_quantile(double probability) {
  return or_missing([&] { return quantile(boost::math::normal(), probability); });
}

double normal_cdf(double x) {
  if (std::isinf(x)) return x > 0 ? 1.0 : 0.0;
  return or_missing([&] { return cdf(boost::math::normal(), x); });
}

double student_quantile(double probability, double df) {
  thread_local LastQuantiles last;
  return last.of(probability, df, [&] {
    if (std::isinf(df)) return normal_quantile(probability);
    return or_missing([&] { return quantile(boost::math::students_t(df), probability); });
  });
}

double student_cdf(double x, double df) {
  if (std::isinf(df) || std::isinf(x)) return normal_cdf(x);
  return or_missing([&] { return cdf(boost::math::students_t(df), x); });
}

double two_sided_p(double t, double df) {
  if (std::isinf(t)) return 0.0;
  if (std::isinf(df)) return or_missing([&] { return 2 * cdf(complement(boost::math::normal(), std::abs(t))); });
  return or_missing([&] { return 2 * cdf(complement(boost::math::students_t(df), std::abs(t))); });
}

double f_upper_tail(double x, double df1, double df2) {
  if (std::isinf(df2)) return or_missing([&] { return cdf(complement(boost::math::chi_squared(df1), x * df1)); });
  return or_missing([&] { return cdf(complement(boost::math::fisher_f(df1, df2), x)); });
}

double f_quantile(double probability, double df1, double df2) {
  if (std::isinf(df2)) return or_missing([&] { return quantile(boost::math::chi_squared(df1), probability) / df1; });
  return or_missing([&] { return quantile(boost::math::fisher_f(df1, df2), probability); });
}

double noncentral_f_upper_tail(double x, double df1, double df2, double ncp) {
  if (ncp <= 0) return f_upper_tail(x, df1, df2);
  if (ncp > certain_ncp && ncp > certain_ratio * x * df1) return 1;
  if (std::isinf(df2))
    return or_missing([&] { return cdf(complement(boost::math::non_central_chi_squared(df1, ncp), x * df1)); });
  return or_missing([&] { return cdf(complement(boost::math::non_central_f(df1, df2, ncp), x)); });
}

double folded_normal_quantile(double probability, double mean) {
  constexpr double normal = std::numeric_limits<double>::infinity();
  const double shift = std::abs(mean), both = student_quantile((1 + probability) / 2, normal);
  const double one = student_quantile(probability, normal);  // as shift grows, one tail is left
  if (shift == 0) return both;
  const auto excess = [&](double c) {
    return (1 - probability) - 0.5 * std::erfc((c - shift) / std::numbers::sqrt2) -
           0.5 * std::erfc((c + shift) / std::numbers::sqrt2);
  };
  const double least = std::max(shift + one, 0.0), most = shift + both, at_least = excess(least);
  if (at_least >= 0) return least;
  const auto [low, high] = root_between(excess, Asked{least, at_least}, Asked{most, excess(most)}, 50);
  return (low + high) / 2;
}

double beta_quantile(double probability, double alpha, double beta) {
  // Without the longer numbers that Boost takes on the way: 14 digits, in a seventh of the time.
  using Short = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  return or_missing([&] { return quantile(boost::math::beta_distribution<double, Short>(alpha, beta), probability); });
}

double triangular_quantile(double probability, double low, double mode, double high) {
  if (high <= low) return low;
  const double at_mode = (mode - low) / (high - low);
  if (probability < at_mode) return low + std::sqrt(probability * (high - low) * (mode - low));
  return high - std::sqrt((1 - probability) * (high - low) * (high - mode));
}

}  // namespace payoff
