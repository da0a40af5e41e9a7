#include "measure/answer/inference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/distributions.hpp"
#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// A standard error below this share of the numbers it belongs to is rounding, not variation.
constexpr double rounding_share = 1e-12;

double quantile_of(const Precision& precision) {
  return student_quantile(0.5 + precision.level / 2, precision.df);
}

// The ends r of the ratios that a test does not reject, (effect - r baseline)^2 <= q^2 var(effect - r baseline). They hold 0
// exactly where the interval of the effect does.
void fieller(const Moments& m, double quantile, Estimate& result) {
  const double q2 = quantile * quantile;
  const double a = m.baseline * m.baseline - q2 * m.var_baseline;  // > 0: the baseline is clearly above 0
  const double b = m.effect * m.baseline - q2 * m.covariance, c = m.effect * m.effect - q2 * m.var_effect;
  const double root = std::sqrt(std::max(b * b - a * c, 0.0));
  result.low = (b - root) / a;
  result.high = (b + root) / a;
  result.p = two_sided_p(m.effect / std::sqrt(m.var_effect), result.df);
}

// NaN where the variance could not be had.
double standard_error(const Moments& moments) {
  const double se = std::sqrt(moments.var_effect);
  return se <= rounding_share * (std::abs(moments.effect) + std::abs(moments.baseline)) ? 0 : se;
}

}  // namespace

std::string unit_of(const Metric& metric) {
  if (is_multiplicative(metric)) return "log points";
  if (metric.per.empty()) return metric.unit;
  const std::string each = "per " + spoken_per(metric);
  return metric.unit.empty() ? each : metric.unit + " " + each;
}

bool is_ratio(const Metric& metric) {
  return !metric.per.empty() && metric.scale == Scale::level;
}

std::string amount_of(const Metric& metric, const std::string& number) {
  return with_unit(number, unit_of(metric));
}

std::string why_not_usable(const Effect& effect, const std::string& why) {
  return say(MessageId::why_of_metric, {{"metric", spoken(effect.metric)}, {"why", why}});
}

Estimate make_estimate(double value, double se, const Precision& precision, std::string unit) {
  Estimate result{.estimate = value, .se = se, .df = precision.df, .unit = std::move(unit)};
  if (!(se > 0) || std::isinf(se) || !(precision.df > 0)) {
    result.reason = say(std::isinf(value) || std::isinf(se) ? MessageId::why_too_large
                        : std::isnan(value)                 ? MessageId::why_no_denominator
                        : se == 0                           ? MessageId::why_no_variation
                                                            : MessageId::why_few_observations);
    return result;
  }
  const double half_width = quantile_of(precision) * se;
  result.low = value - half_width;
  result.high = value + half_width;
  result.p = two_sided_p(value / se, precision.df);
  return result;
}

Pointwise::Pointwise(const Precision& precision) {
  if (precision.df > 0) quantile_ = quantile_of(precision);
}

PathPoint Pointwise::at(int event_time, double value, double se) const {
  PathPoint point{event_time, value, se};
  if (!(se > 0) || std::isinf(se)) return point;
  const double half_width = quantile_ * se;
  point.low = value - half_width;
  point.high = value + half_width;
  return point;
}

Estimate relative_change(const Moments& moments, const Precision& precision) {
  Estimate result{.df = precision.df, .unit = "share"};
  if (!(precision.df > 0)) {
    result.reason = say(MessageId::why_no_interval_of_change);
    return result;
  }
  const double baseline_se = std::sqrt(moments.var_baseline), quantile = quantile_of(precision);
  if (!(moments.baseline > quantile * baseline_se)) {
    result.reason = say(MessageId::why_baseline_near_zero, {{"baseline", format_significant(moments.baseline, 4)},
                                                            {"error", format_significant(baseline_se, 2)}});
    return result;
  }
  const double ratio = moments.effect / moments.baseline;
  const double variance = moments.var_effect - 2 * ratio * moments.covariance + ratio * ratio * moments.var_baseline;
  result = make_estimate(ratio, std::sqrt(std::max(variance, 0.0)) / moments.baseline, precision, "share");
  const double half_width = quantile * std::sqrt(moments.var_effect);
  const bool clear = std::abs(moments.effect) > half_width, says_clear = result.low > 0 || result.high < 0;
  if (clear != says_clear || result.low <= -1) fieller(moments, quantile, result);
  if (result.low <= -1) {
    result.low = result.high = missing;
    result.reason = say(MessageId::why_below_minus_hundred);
  }
  return result;
}

Estimate relative_of_log(const Estimate& log_points) {
  Estimate result = log_points;
  result.estimate = std::expm1(log_points.estimate);
  result.se = std::exp(log_points.estimate) * log_points.se;
  result.low = std::expm1(log_points.low);
  result.high = std::expm1(log_points.high);
  result.unit = "share";
  return result;
}

Alternative make_alternative(std::string name, const Effect& effect, const Moments& moments,
                             const Precision& precision) {
  Alternative result{
      std::move(name), make_estimate(moments.effect, standard_error(moments), precision, unit_of(effect.metric)), {}};
  const bool log_scale = is_multiplicative(effect.metric);
  result.relative = log_scale ? relative_of_log(result.absolute) : relative_change(moments, precision);
  return result;
}

void report_change(Effect& effect, const Moments& moments, const Precision& precision) {
  const Alternative answer = make_alternative(effect.method, effect, moments, precision);
  effect.absolute = answer.absolute;
  effect.relative = answer.relative;
  if (effect.metric.scale == Scale::level) effect.baseline = moments.baseline;
  if (!std::isnan(effect.absolute.low)) return;
  effect.usable = false;
  effect.message = effect.absolute.se == 0
                       ? say(MessageId::why_no_variation_of_metric, {{"metric", spoken(effect.metric)}})
                       : why_not_usable(effect, effect.absolute.reason);
}

void add_alternative(Effect& effect, std::string name, const std::function<Effect()>& answer) {
  Alternative other{std::move(name), {}, {}};
  try {
    const Effect change = answer();
    other.absolute = change.absolute;
    other.relative = change.relative;
  } catch (const Error& error) {
    if (error.kind == ErrorKind::internal) throw;
    other.absolute.reason = other.relative.reason = error.told;
  }
  effect.alternatives.push_back(std::move(other));
}

void refuse_explained(const std::string& method, const std::string& covariate) {
  refuse(method, [&] {
    return Refusal{say(MessageId::refused_explained, {{"covariate", covariate}}),
                   say(MessageId::remedy_already_constant)};
  });
}

std::vector<double> leave_one_out_covariance(const std::vector<std::vector<double>>& without,
                                             const std::vector<double>& all) {
  const std::size_t m = all.size();
  std::vector<double> covariance(m * m);
  for (const std::vector<double>& theta : without) {
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < m; ++j) covariance[i * m + j] += (theta[i] - all[i]) * (theta[j] - all[j]);
    }
  }
  const double clusters = static_cast<double>(without.size());
  for (double& value : covariance) value *= (clusters - 1) / clusters;
  return covariance;
}

double welch_df_alike(double a, double c) {
  return (1 / a + 1 / c) * (1 / a + 1 / c) / (1 / (a * a * (a - 1)) + 1 / (c * c * (c - 1)));
}

ArmVariance arm_variance(const double (&squares)[2], const double (&count)[2]) {
  double variance = 0, of_squares = 0;
  for (const int a : {0, 1}) {
    // One cluster says nothing of how clusters differ; what it is counts.
    const double df = std::max(count[a] - 1, 1.0), part = squares[a] * count[a] / df;
    variance += part;
    of_squares += part * part / df;
  }
  return {variance, of_squares > 0 ? variance * variance / of_squares : count[0] + count[1] - 1};
}

ArmVariance arm_variance(const Panel& panel, const std::vector<double>& psi, const std::vector<int>& cluster_of_unit,
                         std::size_t clusters) {
  std::vector<double> sum(clusters);
  std::vector<int> arm(clusters, -1);
  for (std::size_t u = 0; u < psi.size(); ++u) {
    if (cluster_of_unit[u] < 0) continue;
    const auto g = static_cast<std::size_t>(cluster_of_unit[u]);
    sum[g] += psi[u];
    if (arm[g] < 0) arm[g] = panel.units[u].treated;
  }
  double squares[2] = {}, count[2] = {};
  for (std::size_t g = 0; g < clusters; ++g) {
    squares[arm[g]] += sum[g] * sum[g];
    ++count[arm[g]];
  }
  return arm_variance(squares, count);
}

ClusteredProducts clustered_products(const std::vector<double>& a, const std::vector<double>& b,
                                     const std::vector<int>& cluster, std::size_t clusters) {
  ClusteredProducts products;
  const auto add = [&](double sum_a, double sum_b) {
    products.aa += sum_a * sum_a;
    products.bb += sum_b * sum_b;
    products.ab += sum_a * sum_b;
  };
  if (clusters == a.size()) {
    for (std::size_t i = 0; i < a.size(); ++i) add(a[i], b[i]);
    return products;
  }
  std::vector<double> sum_a(clusters), sum_b(clusters);
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum_a[cluster[i]] += a[i];
    sum_b[cluster[i]] += b[i];
  }
  for (std::size_t g = 0; g < clusters; ++g) add(sum_a[g], sum_b[g]);
  return products;
}

}  // namespace payoff
