#include "measure/experiment/moments_path.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/arm_differences.hpp"
#include "data/thirds.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/experiment/arm_path.hpp"

namespace payoff {
namespace {

// What a sum of squares over the units of both arms comes to as a variance.
double variance_of(const MetricMoments& arms, double ArmPath::* squares) {
  double variance = 0;
  for (const ArmMoments* arm : {&arms.treated, &arms.comparison}) {
    const auto units = static_cast<double>(arm->seen);
    variance += units / (units - 1) * (*arm->path).*squares;
  }
  return variance;
}

// Of the difference in each period.
std::vector<double> variances_by_period(const std::vector<int>& periods, const MetricMoments& arms) {
  std::vector<double> variances;
  for (const int period : periods) {
    double variance = 0;
    for (const ArmMoments* arm : {&arms.comparison, &arms.treated}) {
      const PeriodMoments* moments = moments_in(*arm->path, period);
      if (!moments) continue;
      const auto all = static_cast<double>(arm->seen), units = static_cast<double>(moments->units);
      variance += all / (all - 1) * moments->squares / (units * units);
    }
    variances.push_back(variance);
  }
  return variances;
}

std::optional<Course> course_of(const ArmDifferences& path, const MetricMoments& arms, const Effect& effect,
                                double df) {
  const std::optional<Thirds> thirds = thirds_of(path.event_time, path.estimate);
  if (!thirds) return std::nullopt;
  const auto mean = [&](const std::vector<double>& weight) {
    double sum = 0;
    for (std::size_t i = 0; i < weight.size(); ++i)
      if (weight[i] > 0) sum += weight[i] * path.estimate[i];
    return sum;
  };
  const auto estimate = [&](double value, double variance) {
    return make_estimate(value, std::sqrt(std::max(variance, 0.0)), {effect.level, df}, unit_of(effect.metric));
  };
  const double first = mean(thirds->first), of_first = variance_of(arms, &ArmPath::first_squares),
               end = mean(thirds->last), of_end = variance_of(arms, &ArmPath::last_squares),
               both = variance_of(arms, &ArmPath::thirds_products);
  return Course{estimate(first, of_first), estimate(end, of_end), estimate(end - first, of_first + of_end - 2 * both)};
}

}  // namespace

void add_moments_path(Effect& effect, const Panel& panel, std::size_t metric, const MetricMoments& arms,
                      Quantile quantile) {
  const std::vector<int> periods = periods_seen(panel, metric);
  if (!arms.treated.path || !arms.comparison.path || std::min(arms.treated.seen, arms.comparison.seen) < 2) return;
  const ArmDifferences path = arm_differences(periods, panel.adopted_period, arms);
  const auto after = std::ranges::count_if(path.event_time, [](int event_time) { return event_time >= 0; });
  if (static_cast<std::size_t>(after) < least_lags) return;
  const double df = quantile == Quantile::normal ? std::numeric_limits<double>::infinity()
                                                 : welch_df_alike(static_cast<double>(arms.treated.seen),
                                                                  static_cast<double>(arms.comparison.seen));
  const std::vector<double> variance = variances_by_period(periods, arms);
  const Pointwise pointwise({effect.level, df});
  for (std::size_t t = 0; t < path.event_time.size(); ++t)
    effect.path.push_back(pointwise.at(path.event_time[t], path.estimate[t], std::sqrt(variance[t])));
  effect.course = course_of(path, arms, effect, df);
}

}  // namespace payoff
