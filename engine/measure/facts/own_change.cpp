#include "measure/facts/own_change.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/running_moments.hpp"
#include "data/adoption.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/answer/unit_sums.hpp"

namespace payoff {
namespace {

constexpr std::size_t least_periods = 6;

// Of the group's mean by period, each unit taken less its own mean: two levels, and what moves about them.
struct Wobble {
  double of_change = missing, df = missing;  // variance of mean after - mean before
  std::size_t before = 0, after = 0;         // periods

  bool is_known() const { return before >= 2 && after >= 2 && before + after >= least_periods; }
};

Wobble wobble_of(const std::map<int, double>& means, int rollout) {
  RunningMoments side[2];
  for (const auto& [period, mean] : means) side[period >= rollout].add(mean);
  Wobble wobble{.before = static_cast<std::size_t>(side[0].count()),
                .after = static_cast<std::size_t>(side[1].count())};
  double squares = 0, products = 0, last = 0;
  bool is_first = true, was_after = false;
  for (const auto& [period, mean] : means) {
    const bool after = period >= rollout;
    const double deviation = mean - side[after].mean();
    squares += deviation * deviation;
    if (!is_first && after == was_after) products += deviation * last;
    last = deviation;
    was_after = after;
    is_first = false;
  }
  // Each side's mean takes (1 + 4 r) / T_i from it (Marriott & Pope 1954); two sides of T periods together: 2 (1 + 4 r) / T.
  const double periods = static_cast<double>(means.size()), raw = squares > 0 ? products / squares : 0;
  const double r = std::clamp(raw + 2 * (1 + 4 * raw) / periods, 0.0, 0.9);
  const auto inflation = [&](double n) {  // of the variance of a mean of n, over s2 / n
    return (1 + r) / (1 - r) - 2 * r * (1 - std::pow(r, n)) / (n * (1 - r) * (1 - r));
  };
  const double before = inflation(side[0].count()), after = inflation(side[1].count());
  wobble.of_change = squares / (periods - before - after) * (before / side[0].count() + after / side[1].count());
  wobble.df = std::max(1.0, periods * (1 - r) / (1 + r) - 2);
  return wobble;
}

}  // namespace

std::map<int, double> mean_by_period(const Panel& panel, std::size_t metric, bool treated) {
  const MetricColumn& column = panel.metrics[metric];
  const auto value = [&](std::size_t c) { return value_of(column, c); };
  std::vector<RunningMoments> unit(panel.units.size());
  const auto counts = [&](std::size_t c) {
    return panel.units[panel.unit_of[c]].treated == treated && has_value(column, c) && std::isfinite(value(c));
  };
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c)
    if (counts(c)) unit[panel.unit_of[c]].add(value(c));
  std::map<int, RunningMoments> period;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c)
    if (counts(c)) period[panel.period_of[c]].add(value(c) - unit[panel.unit_of[c]].mean());
  std::map<int, double> means;
  for (const auto& [p, moments] : period) means[p] = moments.mean();
  return means;
}

Estimate own_change(const Panel& panel, std::size_t metric, bool treated, double level) {
  Estimate none{.unit = unit_of(panel.metrics[metric].metric)};
  if (panel.grain != Grain::periods || adoption_dates(panel).size() > 1) return none;
  const UnitSums before = sum_units(panel, metric, false), after = sum_units(panel, metric, true);
  std::vector<double> change;
  std::vector<bool> used(panel.units.size());
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    const double d = after.mean(u) - before.mean(u);
    used[u] = panel.units[u].treated == treated && std::isfinite(d);
    if (used[u]) change.push_back(d);
  }
  const Wobble wobble = wobble_of(mean_by_period(panel, metric, treated), Adoption(panel).earliest());
  if (change.size() < 2 || !wobble.is_known()) return none;
  RunningMoments mean;
  for (const double d : change) mean.add(d);
  const ClusterIndex clusters = index_clusters(panel, used);
  if (clusters.count < 2) {
    none.estimate = mean.mean();
    none.reason = say(MessageId::why_one_cluster);
    return none;
  }
  std::vector<int> cluster;
  for (std::size_t u = 0; u < used.size(); ++u)
    if (used[u]) cluster.push_back(clusters.of_unit[u]);
  for (double& d : change) d -= mean.mean();
  const double squares = clustered_products(change, change, cluster, clusters.count).aa;
  const double g = static_cast<double>(clusters.count), n = mean.count();
  const double variance = squares * g / (g - 1) / (n * n) + wobble.of_change;
  return make_estimate(mean.mean(), std::sqrt(variance), {level, wobble.df}, none.unit);
}

std::map<int, double> mean_by_period(const ArmPath& path) {
  std::map<int, double> means;
  for (const PeriodMoments& period : path.periods)
    if (std::isfinite(period.own)) means[period.period] = period.own;
  return means;
}

Estimate own_change(const ArmMoments& arm, const Metric& metric, int rollout, double level) {
  Estimate none{.unit = unit_of(metric)};
  if (!arm.path || !arm.past || arm.past->followed < 2) return none;
  const Wobble wobble = wobble_of(mean_by_period(*arm.path), rollout);
  if (!wobble.is_known()) return none;
  const double n = static_cast<double>(arm.past->followed);
  const double variance = arm.past->change_squares / (n - 1) / n + wobble.of_change;
  return make_estimate(arm.past->followed_after - arm.past->followed_before, std::sqrt(variance), {level, wobble.df},
                       none.unit);
}

}  // namespace payoff
