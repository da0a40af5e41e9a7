#include "monetize/lanes.hpp"

#include <algorithm>
#include <cmath>

#include "base/distributions.hpp"
#include "base/wide.hpp"

namespace payoff {

PAYOFF_WIDE void add(double factor, const Lane& lane, Lane& sum) {
  for (std::size_t i = 0; i < draws_a_block; ++i) sum[i] += factor * lane[i];
}

PAYOFF_WIDE void multiply(double factor, Lane& product) {
  for (double& value : product) value *= factor;
}

PAYOFF_WIDE void multiply(const double* factors, Lane& product) {
  for (std::size_t i = 0; i < draws_a_block; ++i) product[i] *= factors[i];
}

PAYOFF_WIDE void add_gains(double of_first, double of_last, const GainLanes& lanes, Lane& sum) {
  const double *first = lanes.first, *last = lanes.last;
  for (std::size_t i = 0; i < draws_a_block; ++i) {
    const double gain = lanes.each[i] * (of_first * first[i] + of_last * last[i]);
    sum[i] += gain > 0 ? gain * lanes.kept[i] : gain;
  }
}

namespace {

constexpr std::size_t at_once = 16;  // draws: as many as the machine's registers hold the sums of

inline double sum_of_each(std::span<const double> values, const auto& each) {
  double sums[at_once] = {}, sum = 0;
  std::size_t i = 0;
  for (; i + at_once <= values.size(); i += at_once)
    for (std::size_t k = 0; k < at_once; ++k) sums[k] += each(values[i + k]);
  for (; i < values.size(); ++i) sum += each(values[i]);
  for (const double part : sums) sum += part;
  return sum;
}

}  // namespace

PAYOFF_WIDE double sum_of(std::span<const double> values) {
  return sum_of_each(values, [](double value) { return value; });
}

PAYOFF_WIDE double squares_about(double middle, std::span<const double> values) {
  return sum_of_each(values, [middle](double value) { return (value - middle) * (value - middle); });
}

PAYOFF_WIDE void sort_into_steps(const Staircase& stairs, std::span<const double> values,
                                 std::span<std::int32_t> steps) {
  const auto [low, per_unit, last] = stairs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double step = (values[i] - low) * per_unit, from_first = step > 0 ? step : 0;
    steps[i] = static_cast<std::int32_t>(from_first < last ? from_first : last);
  }
}

CashLanes::CashLanes() {
  payback.fill(INFINITY);
  discounted.fill(INFINITY);
}

namespace {

// As in cash_flow.cpp.
constexpr double slack = 1e-9;

inline double earlier(double in, double out, double now, double before) {
  // Until a draw has paid back, the month is the least that may be its.
  const double back = in >= out - slack * std::abs(out) ? now : INFINITY;
  return back < before ? back : before;
}

inline void sum_up(std::span<const Multiple> multiples, std::size_t first, double* sum) {
  for (const Multiple& multiple : multiples) {
    const double* lane = multiple.lane->data() + first;
    for (std::size_t i = 0; i < at_once; ++i) sum[i] += multiple.factor * lane[i];
  }
}

}  // namespace

PAYOFF_WIDE void CashLanes::add_month(const Month& month) {
  const double now = month.number > 0 ? month.number : INFINITY, worth = month.worth;
  for (std::size_t first = 0; first < draws_a_block; first += at_once) {
    double benefit[at_once], cost[at_once];
    for (std::size_t i = 0; i < at_once; ++i) benefit[i] = 0, cost[i] = month.known;
    sum_up(month.benefits, first, benefit);
    sum_up(month.costs, first, cost);
    for (std::size_t i = 0, d = first; i < at_once; ++i, ++d) {
      in[d] += benefit[i];
      out[d] += cost[i];
      worth_in[d] += worth * benefit[i];
      worth_out[d] += worth * cost[i];
      payback[d] = earlier(in[d], out[d], now, payback[d]);
      discounted[d] = earlier(worth_in[d], worth_out[d], now, discounted[d]);
    }
  }
}

PAYOFF_WIDE void to_triangular(double low, double mode, double high, std::span<double> values) {
  const double left = (high - low) * (mode - low), right = (high - low) * (high - mode);
  const double split = (mode - low) / (high - low);
  // One root for either side of the mode, and no branch that cannot be foreseen.
  for (double& value : values) {
    const bool below = value < split;
    const double root = std::sqrt(below ? value * left : (1 - value) * right);
    value = below ? low + root : high - root;
  }
}

namespace {

// From the lowest power to the highest.
template <std::size_t size>
inline double polynomial(const std::array<double, size>& coefficients, double x) {
  double sum = 0;
  for (std::size_t i = size; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

// PPND16 of Wichura (1988), The percentage points of the normal distribution, Applied Statistics 37, 477-484.
constexpr double central_half_width = 0.425, far = 5;
constexpr std::array central_above{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                   1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                   3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr std::array central_below{1.0,
                                   4.2313330701600911252e1,
                                   6.8718700749205790830e2,
                                   5.3941960214247511077e3,
                                   2.1213794301586595867e4,
                                   3.9307895800092710610e4,
                                   2.8729085735721942674e4,
                                   5.2264952788528545610e3};
constexpr std::array tail_above{1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array tail_below{1.0,
                                2.05319162663775882187e0,
                                1.67638483018380384940e0,
                                6.89767334985100004550e-1,
                                1.48103976427480074590e-1,
                                1.51986665636164571966e-2,
                                5.47593808499534494600e-4,
                                1.05075007164441684324e-9};

double tail_quantile(double uniform) {
  const double r = std::sqrt(-std::log(std::min(uniform, 1 - uniform)));
  if (r > far) return normal_quantile(uniform);  // of 100 thousand million numbers, one
  const double z = polynomial(tail_above, r - 1.6) / polynomial(tail_below, r - 1.6);
  return uniform < 0.5 ? -z : z;
}

}  // namespace

PAYOFF_WIDE void to_normal(std::span<double> values) {
  // The tails first: where they have been put, no number in (0, 1) is left.
  for (double& value : values)
    if (std::abs(value - 0.5) > central_half_width) value = tail_quantile(value);
  for (double& value : values) {
    const double q = value - 0.5, r = central_half_width * central_half_width - q * q;
    const double central = q * polynomial(central_above, r) / polynomial(central_below, r);
    value = r >= 0 ? central : value;
  }
}

}  // namespace payoff
