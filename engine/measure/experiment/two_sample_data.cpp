#include "measure/experiment/two_sample_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "base/running_moments.hpp"
#include "base/wording.hpp"
#include "data/adoption.hpp"
#include "data/panel_parts.hpp"
#include "data/spoken.hpp"
#include "measure/answer/unit_sums.hpp"
#include "measure/experiment/arm_findings.hpp"

namespace payoff {
namespace {

constexpr double least_units_with_past = 5;  // in each arm

// A unit's mean of a covariate before the rollout, where the tool cannot have moved it; of one never seen before, after
// it. Looked up afresh so that no n x p table is held.
class UnitCovariates {
 public:
  explicit UnitCovariates(const Panel& panel)
      : panel_(panel), adoption_(panel), first_cell_(first_cell_of_unit(panel)) {}

  double mean(std::size_t unit, std::size_t covariate) const {
    RunningMoments before, after;
    for (std::size_t c = first_cell_[unit]; c < first_cell_[unit + 1]; ++c) {
      const double value = panel_.covariates[covariate].value[c];
      if (!std::isnan(value)) (adoption_.after(c) ? after : before).add(value);
    }
    return before.count() > 0 ? before.mean() : after.mean();  // none: NaN
  }

 private:
  const Panel& panel_;
  Adoption adoption_;
  std::vector<std::size_t> first_cell_;
};

// The outcome of every unit before the rollout, on one scale for both arms: R + (N_i - R D_i) / Dbar.
std::vector<double> pre_outcomes(const Panel& panel, std::size_t metric) {
  const UnitSums before = sum_units(panel, metric, false);
  std::vector<std::size_t> seen;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (before.seen(u)) seen.push_back(u);
  }
  std::vector<double> result(panel.units.size(), missing);
  const LinearizedMean mean = linearize(before, seen);
  for (std::size_t s = 0; s < seen.size(); ++s) result[seen[s]] = mean.mean + mean.deviation[s];
  return result;
}

bool all_covariates_seen(const ArmSample& arms, std::size_t unit) {
  for (std::size_t j = 0; j < arms.covariates.size(); ++j) {
    if (std::isnan(arms.value(unit, j))) return false;
  }
  return true;
}

std::vector<bool> units_in_use(const Panel& panel, const UnitSums& after, const ArmSample& arms,
                               std::vector<Diagnostic>& diagnostics) {
  std::vector<bool> used(panel.units.size());
  std::size_t without_outcome = 0, without_covariate = 0;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    used[u] = after.seen(u) && all_covariates_seen(arms, u);
    without_outcome += !after.seen(u);
    without_covariate += after.seen(u) && !used[u];
  }
  diagnostics.push_back(units_left_out(panel.units.size(), without_outcome, without_covariate));
  return used;
}

void require_both_arms(const Sample& sample) {
  const bool treated = sample.treated.units == 0;
  if (!treated && sample.comparison.units > 0) return;
  refuse("two_sample", [&] {
    return Refusal{say(treated ? MessageId::refused_no_treated : MessageId::refused_no_others),
                   say(MessageId::remedy_check_seen)};
  });
}

void fill_arms(TwoSampleData& data, const Panel& panel) {
  data.arms.clusters = data.sample.clusters.count;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!data.sample.used[u]) continue;
    data.arms.unit.push_back(u);
    data.arms.treated.push_back(panel.units[u].treated);
    data.arms.cluster.push_back(data.sample.clusters.of_unit[u]);
  }
}

void fill_outcomes(TwoSampleData& data, const UnitSums& after) {
  data.arms.outcome.resize(data.arms.unit.size());
  for (const bool treated : {true, false}) {
    std::vector<std::size_t> units, positions;
    for (std::size_t i = 0; i < data.arms.unit.size(); ++i) {
      if ((data.arms.treated[i] != 0) != treated) continue;
      units.push_back(data.arms.unit[i]);
      positions.push_back(i);
    }
    const LinearizedMean mean = linearize(after, units);
    (treated ? data.treated_mean : data.comparison_mean) = mean.mean;
    if (!treated && !after.level.empty()) data.comparison_level = mean_level(after, units);
    for (std::size_t s = 0; s < units.size(); ++s) data.arms.outcome[positions[s]] = mean.mean + mean.deviation[s];
  }
}

Diagnostic balance_of_past(const Panel& panel, const std::vector<double>& before, const std::vector<bool>& used) {
  RunningMoments treated, comparison;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (used[u] && !std::isnan(before[u])) (panel.units[u].treated ? treated : comparison).add(before[u]);
  }
  return baseline_balance({treated.mean(), treated.variance()}, {comparison.mean(), comparison.variance()});
}

// Those without a past keep their place where the lot gave it to them: their value is the mean of the others, which
// leaves the comparison unbiased. Without the lot they would be unadjusted, so they stay NaN and are left out.
void complete_by_mean(std::vector<double>& before, const UnitSums& after, std::vector<Diagnostic>& diagnostics) {
  RunningMoments seen;
  for (const double value : before) {
    if (!std::isnan(value)) seen.add(value);
  }
  std::size_t completed = 0;
  for (std::size_t u = 0; u < before.size(); ++u) {
    if (!std::isnan(before[u])) continue;
    before[u] = seen.mean();
    completed += after.seen(u);
  }
  if (completed > 0) diagnostics.push_back(units_without_past(completed));
}

// Whether the past can adjust unasked: in both arms enough units have one, and it differs between them.
bool past_can_adjust(const Panel& panel, const std::vector<double>& past, const UnitSums& after) {
  for (const bool treated : {true, false}) {
    RunningMoments arm;
    for (std::size_t u = 0; u < past.size(); ++u) {
      if (panel.units[u].treated == treated && after.seen(u) && !std::isnan(past[u])) arm.add(past[u]);
    }
    const bool varies = arm.variance() > 1e-24 * arm.mean() * arm.mean();
    if (arm.count() < least_units_with_past || !varies) return false;
  }
  return true;
}

}  // namespace

TwoSampleData collect_two_sample(const Panel& panel, const Question& question, const Adjust& adjust) {
  ArmSample arms;
  std::vector<Diagnostic> diagnostics;
  const UnitSums after = sum_units(panel, question.metric, true);
  const std::vector<double> past = pre_outcomes(panel, question.metric);
  const auto before = std::make_shared<std::vector<double>>(past);
  const auto covariates = std::make_shared<UnitCovariates>(panel);
  const std::vector<std::size_t> chosen = adjust.covariates ? question.covariates : std::vector<std::size_t>{};
  const bool has_past = std::ranges::any_of(past, [](double value) { return !std::isnan(value); });
  const bool use_past = adjust.covariates && adjust.pre_outcome && past_can_adjust(panel, past, after);
  if (use_past && question.randomized) complete_by_mean(*before, after, diagnostics);
  for (const std::size_t j : chosen) arms.covariates.push_back(panel.covariates[j].name);
  if (use_past)
    arms.covariates.push_back(
        say(MessageId::covariate_of_past, {{"metric", spoken(panel.metrics[question.metric].metric)}}));
  arms.value = [before, covariates, chosen](std::size_t unit, std::size_t covariate) {
    return covariate == chosen.size() ? (*before)[unit] : covariates->mean(unit, chosen[covariate]);
  };
  std::vector<bool> used = units_in_use(panel, after, arms, diagnostics);
  TwoSampleData data{.sample = Sample(panel, question.metric, std::move(used)),
                     .arms = std::move(arms),
                     .diagnostics = std::move(diagnostics)};
  require_both_arms(data.sample);
  fill_arms(data, panel);
  fill_outcomes(data, after);
  if (has_past) data.diagnostics.push_back(balance_of_past(panel, past, data.sample.used));
  return data;
}

}  // namespace payoff
