#include "measure/facts/record.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "base/running_moments.hpp"
#include "data/adoption.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/experiment/arm_errors.hpp"
#include "measure/experiment/placebo_rank.hpp"

namespace payoff {
namespace {

constexpr const auto& steps = granularity_steps;
constexpr double least_cells = 30;

// Log of the mean weight of each unit's cells, after less before where there is a before.
std::vector<double> log_volumes(const Panel& panel, const MetricColumn& column) {
  const Adoption adoption(panel);
  std::vector<RunningMoments> weight[2] = {std::vector<RunningMoments>(panel.units.size()),
                                           std::vector<RunningMoments>(panel.units.size())};
  bool any_before = false;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (!has_value(column, c)) continue;
    const bool after = adoption.after(c);
    any_before = any_before || !after;
    weight[after][panel.unit_of[c]].add(column.weight[c]);
  }
  std::vector<double> logs;
  for (std::size_t u = 0; u < panel.units.size(); ++u)
    logs.push_back(std::log(weight[1][u].mean()) - (any_before ? std::log(weight[0][u].mean()) : 0));
  return logs;
}

struct Share {
  double multiples = 0, cells = 0;
  double value() const { return cells > 0 ? multiples / cells : missing; }
};

bool is_multiple(double value, double step) {
  const double times = value / step;
  return std::abs(times - std::round(times)) < 1e-9 * std::max(1.0, std::abs(times));
}

using Shares = std::array<Share, std::size(steps)>;

// By arm, then after less before: of the multiples of each step.
using ArmShares = std::array<std::array<Shares, 2>, 2>;

ArmShares shares_of(const Panel& panel, const MetricColumn& column) {
  const std::vector<double>& values = column.level_sum.empty() ? column.sum : column.level_sum;
  const Adoption adoption(panel);
  ArmShares shares;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (!has_value(column, c) || values[c] == 0) continue;
    Shares& of = shares[panel.units[panel.unit_of[c]].treated][adoption.after(c)];
    for (std::size_t k = 0; k < of.size(); ++k) {
      ++of[k].cells;
      of[k].multiples += is_multiple(values[c], steps[k]);
    }
  }
  return shares;
}

// Of all steps the one whose share changed most with the tool.
std::optional<Granularity> most_changed(const ArmShares& shares) {
  const bool past = shares[0][0][0].cells + shares[1][0][0].cells > 0;
  for (const auto& arm : shares)
    for (int after = past ? 0 : 1; after < 2; ++after)
      if (arm[after][0].cells < least_cells) return std::nullopt;
  std::optional<Granularity> most;
  for (std::size_t k = 0; k < std::size(steps); ++k) {
    const Granularity found{.step = steps[k],
                            .treated_before = shares[1][0][k].value(),
                            .treated_after = shares[1][1][k].value(),
                            .comparison_before = shares[0][0][k].value(),
                            .comparison_after = shares[0][1][k].value()};
    const double change = std::abs(granularity_change(found));
    if (std::isfinite(change) && (!most || change > std::abs(granularity_change(*most)))) most = found;
  }
  return most;
}

}  // namespace

Estimate volume_change(const Panel& panel, std::size_t metric, double level) {
  const MetricColumn& column = panel.metrics[metric];
  const bool counted = std::ranges::any_of(column.weight, [](double weight) { return weight > 0 && weight != 1; });
  if (panel.grain != Grain::periods || !counted) return {};
  const std::vector<double> logs = log_volumes(panel, column);
  const Lot lot = lot_of_units(panel, logs);
  if (is_lone(lot)) return placebo_test(lot, level, "log ratio");
  RunningMoments arm[2];
  std::vector<bool> used(panel.units.size());
  for (std::size_t u = 0; u < logs.size(); ++u) {
    used[u] = std::isfinite(logs[u]);
    if (used[u]) arm[panel.units[u].treated].add(logs[u]);
  }
  if (std::min(arm[0].count(), arm[1].count()) < 2) return {};
  const ClusterIndex clusters = index_clusters(panel, used);
  std::vector<double> psi(logs.size());
  for (std::size_t u = 0; u < logs.size(); ++u) {
    const RunningMoments& own = arm[panel.units[u].treated];
    if (used[u]) psi[u] = (panel.units[u].treated ? 1 : -1) * (logs[u] - own.mean()) / own.count();
  }
  const ArmVariance variance = arm_variance(panel, psi, clusters.of_unit, clusters.count);
  return make_estimate(arm[1].mean() - arm[0].mean(), std::sqrt(variance.variance), {level, variance.df}, "log ratio");
}

Estimate volume_change(const MetricMoments& arms, double level) {
  const auto all_one = [](const ArmMoments& arm) { return arm.weight_log == 0 && arm.weight_log_squares == 0; };
  if (all_one(arms.treated) && all_one(arms.comparison)) return {};
  if (std::min(arms.treated.weighed, arms.comparison.weighed) < 2) return {};
  const double n_t = static_cast<double>(arms.treated.weighed), n_c = static_cast<double>(arms.comparison.weighed);
  const double v_t = arms.treated.weight_log_squares / (n_t - 1) / n_t,
               v_c = arms.comparison.weight_log_squares / (n_c - 1) / n_c;
  const double df = v_t + v_c > 0 ? welch_df(v_t, n_t, v_c, n_c) : n_t + n_c - 1;
  return make_estimate(arms.treated.weight_log - arms.comparison.weight_log, std::sqrt(v_t + v_c), {level, df},
                       "log ratio");
}

std::optional<Granularity> coarser_form(const Panel& panel, std::size_t metric) {
  if (panel.grain != Grain::periods) return std::nullopt;
  return most_changed(shares_of(panel, panel.metrics[metric]));
}

std::optional<Granularity> coarser_form(const MetricMoments& arms) {
  ArmShares shares;
  for (const bool treated : {false, true}) {
    const ArmMoments& arm = treated ? arms.treated : arms.comparison;
    for (std::size_t k = 0; k < std::size(steps); ++k) {
      shares[treated][1][k] = {static_cast<double>(arm.multiples[k]), static_cast<double>(arm.nonzero_cells)};
      if (arm.past)
        shares[treated][0][k] = {static_cast<double>(arm.past->multiples[k]),
                                 static_cast<double>(arm.past->nonzero_cells)};
    }
  }
  return most_changed(shares);
}

}  // namespace payoff
