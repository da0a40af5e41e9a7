#include "measure/experiment/arm_path.hpp"

#include <cmath>
#include <limits>

#include "base/running_moments.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/unit_sums.hpp"
#include "measure/diagnosis/course.hpp"

namespace payoff {
namespace {

struct ArmPeriod {
  double numerator = 0, denominator = 0, units = 0;
  double mean() const { return numerator / denominator; }
};

// What a cell adds to its arm's mean: numerator over denominator, or a value that counts once; less what was expected.
struct Term {
  double numerator, denominator;
};

Term term_of(const MetricColumn& column, std::size_t cell, double expected) {
  const double weight = column.weight.empty() ? 1.0 : column.weight[cell];
  if (is_ratio(column.metric)) return {column.sum[cell] - expected * weight, weight};
  return {column.sum[cell] / weight - expected, 1};
}

// (units) what each unit's past says of its periods after the rollout: b (x - mean x); 0 where it has none.
std::vector<double> expected_by_past(const Panel& panel, std::size_t metric, const Sample& sample) {
  const UnitSums before = sum_units(panel, metric, false), after = sum_units(panel, metric, true);
  const auto counts = [&](std::size_t u) {
    return sample.used[u] && std::isfinite(before.mean(u)) && std::isfinite(after.mean(u));
  };
  RunningMoments x[2], y[2], all;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!counts(u)) continue;
    all.add(before.mean(u));
    x[panel.units[u].treated].add(before.mean(u));
    y[panel.units[u].treated].add(after.mean(u));
  }
  double xx = 0, xy = 0;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!counts(u)) continue;
    const bool arm = panel.units[u].treated;
    xx += std::pow(before.mean(u) - x[arm].mean(), 2);
    xy += (before.mean(u) - x[arm].mean()) * (after.mean(u) - y[arm].mean());
  }
  std::vector<double> expected(panel.units.size());
  for (std::size_t u = 0; u < expected.size() && xx > 0; ++u)
    if (counts(u)) expected[u] = xy / xx * (before.mean(u) - all.mean());
  return expected;
}

}  // namespace

EventPath arm_path(const Panel& panel, std::size_t metric, const Sample& sample) {
  EventPath path;
  const bool by_period = panel.grain == Grain::periods && panel.calendar.kind != PeriodKind::none;
  const std::size_t periods = sample.periods.size();
  const bool clusters_differ = std::min(sample.treated.clusters, sample.comparison.clusters) > 1;
  if (!by_period || !clusters_differ || periods < least_lags) return path;
  const int begin = sample.first_adoption == INT_MIN ? sample.periods.front() : sample.first_adoption;
  if (static_cast<std::size_t>(sample.periods.end() - std::ranges::lower_bound(sample.periods, begin)) < least_lags)
    return path;
  const MetricColumn& column = panel.metrics[metric];
  std::vector<ArmPeriod> arms[2] = {std::vector<ArmPeriod>(periods), std::vector<ArmPeriod>(periods)};
  const auto place = [&](std::size_t c) {
    return static_cast<std::size_t>(std::ranges::lower_bound(sample.periods, panel.period_of[c]) -
                                    sample.periods.begin());
  };
  const auto counts = [&](std::size_t c) { return sample.used[panel.unit_of[c]] && has_value(column, c); };
  const std::vector<double> expected = expected_by_past(panel, metric, sample);
  const auto term = [&](std::size_t c) {
    return term_of(column, c, sample.adoption.after(c) ? expected[panel.unit_of[c]] : 0);
  };
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (!counts(c)) continue;
    ArmPeriod& arm = arms[panel.units[panel.unit_of[c]].treated][place(c)];
    arm.numerator += term(c).numerator;
    arm.denominator += term(c).denominator;
    ++arm.units;
  }
  const std::size_t clusters = sample.clusters.count;
  std::vector<double> scores(clusters * periods);
  const auto root_of_factor = [](std::size_t n) {
    return std::sqrt(static_cast<double>(n) / static_cast<double>(n - 1));
  };
  const double factor[] = {root_of_factor(sample.comparison.clusters), root_of_factor(sample.treated.clusters)};
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (!counts(c)) continue;
    const bool treated = panel.units[panel.unit_of[c]].treated;
    const std::size_t t = place(c);
    const ArmPeriod& arm = arms[treated][t];
    const auto [numerator, denominator] = term(c);
    const double deviation = (numerator - arm.mean() * denominator) / arm.denominator;
    const auto cluster = static_cast<std::size_t>(sample.clusters.of_unit[panel.unit_of[c]]);
    scores[cluster * periods + t] += treated ? factor[1] * deviation : -factor[0] * deviation;
  }
  path.covariance.assign(periods * periods, 0);
  for (std::size_t k = 0; k < clusters; ++k) {
    const double* score = &scores[k * periods];
    for (std::size_t t = 0; t < periods; ++t) {
      if (score[t] == 0) continue;
      for (std::size_t s = 0; s < periods; ++s) path.covariance[t * periods + s] += score[t] * score[s];
    }
  }
  for (std::size_t t = 0; t < periods; ++t) {
    path.event_time.push_back(sample.periods[t] - begin);
    const bool both = arms[0][t].units > 1 && arms[1][t].units > 1;
    path.estimate.push_back(both ? arms[1][t].mean() - arms[0][t].mean() : missing);
  }
  path.df =
      welch_df_alike(static_cast<double>(sample.treated.clusters), static_cast<double>(sample.comparison.clusters));
  return path;
}

void add_arm_path(Effect& effect, const Panel& panel, std::size_t metric, const Sample& sample, Quantile quantile) {
  EventPath path = arm_path(panel, metric, sample);
  if (quantile == Quantile::normal) path.df = std::numeric_limits<double>::infinity();
  const Pointwise pointwise({effect.level, path.df});
  const std::size_t p = path.event_time.size();
  for (std::size_t t = 0; t < p; ++t) {
    effect.path.push_back(pointwise.at(path.event_time[t], path.estimate[t], std::sqrt(path.covariance[t * p + t])));
  }
  effect.course = course_of(path, effect);
}

}  // namespace payoff
