#include "measure/rollout/staggered/effect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/sample.hpp"
#include "measure/diagnosis/pre_trend.hpp"
#include "measure/rollout/staggered/diagnostics.hpp"

namespace payoff {
namespace {

// The mean of the outcome over the cells of the average.
struct MeanOutcome {
  std::vector<double> outcome;  // (T x N) of those cells; NaN elsewhere
  double mean = 0, weight = 0;
};

MeanOutcome mean_outcome_of(const StaggeredSample& sample, const StaggeredNumbers& numbers) {
  const CohortPanel& panel = sample.panel;
  const std::size_t n = panel.units(), periods = panel.periods.size();
  MeanOutcome result{panel.outcome};
  double sum = 0;
  for (std::size_t c = 0; c <= panel.cohorts.size(); ++c) {
    for (std::size_t t = 0; t < periods; ++t) {
      const double counted = numbers.counted[sample.cell(c, t)];
      for (std::size_t i = panel.cohort_begin[c]; i < panel.cohort_begin[c + 1]; ++i) {
        double& y = result.outcome[t * n + i];
        if (counted == 0 || std::isnan((*numbers.gaps)[t * n + i])) y = missing;
        if (std::isnan(y)) continue;
        result.weight += panel.weight_of(i);
        sum += panel.weight_of(i) * y;
      }
    }
  }
  result.mean = sum / result.weight;
  return result;
}

// The influence of units on it.
void add_mean_scores(const CohortPanel& panel, const MeanOutcome& of, std::size_t begin, std::size_t end,
                     double* scores) {
  for (std::size_t t = 0; t < panel.periods.size(); ++t) {
    for (std::size_t i = begin; i < end; ++i) {
      const double y = of.outcome[t * panel.units() + i], weight = panel.weight_of(i);
      if (!std::isnan(y)) scores[i - begin] += weight * (y - of.mean) / of.weight;
    }
  }
}

struct Joint {
  std::vector<double> covariance;  // (h + 1 x h + 1) of the numbers and of the mean outcome
  MeanOutcome outcome;
  Moments average;
  bool jackknife = false;
};

Joint joint_covariance(const StaggeredSample& sample, const StaggeredNumbers& numbers, bool jackknife,
                       const Context& context) {
  Joint joint;
  joint.outcome = mean_outcome_of(sample, numbers);
  const std::size_t h = numbers.value.size() + 1;
  if (jackknife) joint.covariance = jackknife_covariance(sample, numbers, context);
  joint.jackknife = jackknife && std::isfinite(joint.covariance[0]);
  if (!joint.jackknife) {
    const AddScores add_numbers = numbers.scores();
    const auto add_all = [&](std::size_t begin, std::size_t end, double* scores) {
      add_numbers(begin, end, scores);
      add_mean_scores(sample.panel, joint.outcome, begin, end, scores + (h - 1) * (end - begin));
    };
    joint.covariance = score_products(sample.panel, h, add_all);
    for (double& value : joint.covariance) value *= numbers.factor;
  }
  const double var = joint.covariance[0], var_mean = joint.covariance[h * h - 1], both = joint.covariance[h - 1];
  joint.average = {numbers.value[0], joint.outcome.mean - numbers.value[0], var, var + var_mean - 2 * both, both - var};
  return joint;
}

// Log scale: the mean of the same cells on the level scale.
double mean_level(const Panel& panel, const Question& question, const StaggeredSample& sample,
                  const std::vector<double>& outcome) {
  const MetricColumn& column = panel.metrics[question.metric];
  const CohortPanel& cohorts = sample.panel;
  std::vector<std::size_t> place(panel.units.size(), cohorts.units());
  for (std::size_t i = 0; i < cohorts.units(); ++i) place[cohorts.unit[i]] = i;
  double sum = 0, count = 0;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const std::size_t i = place[panel.unit_of[c]];
    const auto t = std::ranges::lower_bound(cohorts.periods, panel.period_of[c]) - cohorts.periods.begin();
    if (i == cohorts.units() || t == std::ssize(cohorts.periods) || cohorts.periods[t] != panel.period_of[c]) continue;
    if (std::isnan(outcome[static_cast<std::size_t>(t) * cohorts.units() + i])) continue;
    sum += column.level_sum[c] / (column.weight.empty() ? 1 : column.weight[c]);
    ++count;
  }
  return sum / count;
}

void add_path(EffectWithPath& fit, const StaggeredSample& sample, const StaggeredNumbers& numbers,
              const std::vector<double>& covariance) {
  const std::size_t h = numbers.value.size() + 1, points = numbers.event_time.size();
  EventPath& path = fit.path;
  path.df = degrees_of_freedom(sample.panel);
  path.lead_blocks = lead_blocks(sample.panel);
  path.first_lead = first_common_lead(sample.panel);
  path.reference = sample.reference_event_time();
  std::vector<std::size_t> kept;
  for (std::size_t e = 0; e < points; ++e) {
    if (!std::isnan(numbers.value[1 + e])) kept.push_back(e);
  }
  std::vector<double> weight(points);
  for (std::size_t c = 0; c < sample.panel.cohorts.size(); ++c) {
    for (std::size_t t = 0; t < sample.panel.periods.size(); ++t) {
      const auto e = std::ranges::lower_bound(numbers.event_time, sample.event_time(c, t));
      const bool counts = sample.treated(c, t) && e != numbers.event_time.end() && *e == sample.event_time(c, t);
      if (counts) weight[e - numbers.event_time.begin()] += numbers.counted[sample.cell(c, t)];
    }
  }
  const double total = std::accumulate(weight.begin(), weight.end(), 0.0);
  bool reference_placed = false;
  const auto place_reference = [&] {
    if (!std::exchange(reference_placed, true)) fit.effect.path.push_back({path.reference, 0, 0, 0, 0});
  };
  const Pointwise pointwise({fit.effect.level, path.df});
  for (const std::size_t e : kept) {
    if (numbers.event_time[e] > path.reference) place_reference();
    const double se = std::sqrt(covariance[(1 + e) * h + 1 + e]);
    fit.effect.path.push_back(pointwise.at(numbers.event_time[e], numbers.value[1 + e], se));
    if (std::isnan(se)) continue;  // one cluster bears it: no interval, and no part in tests
    path.event_time.push_back(numbers.event_time[e]);
    path.estimate.push_back(numbers.value[1 + e]);
    path.target.push_back(weight[e] / total);
    for (const std::size_t l : kept) {
      if (!std::isnan(covariance[(1 + l) * h + 1 + l])) path.covariance.push_back(covariance[(1 + e) * h + 1 + l]);
    }
  }
  place_reference();
}

void add_cohorts(Effect& effect, const Panel& panel, const StaggeredSample& sample, const StaggeredNumbers& numbers,
                 const std::vector<double>& covariance) {
  const CohortPanel& cohorts = sample.panel;
  const std::size_t h = numbers.value.size() + 1, first = h - 1 - cohorts.cohorts.size();
  for (std::size_t c = 0; c < cohorts.cohorts.size(); ++c) {
    Cohort cohort{panel.units[cohorts.unit[cohorts.cohort_begin[c]]].adopted_period, 0, 0, {}};
    std::set<std::int32_t> clusters;
    for (std::size_t i = cohorts.cohort_begin[c]; i < cohorts.cohort_begin[c + 1]; ++i) {
      if (!sample.units.used[cohorts.unit[i]]) continue;
      ++cohort.units;
      clusters.insert(cohorts.cluster[i]);
    }
    cohort.clusters = clusters.size();
    const double value = numbers.value[first + c], se = std::sqrt(covariance[(first + c) * h + first + c]);
    const Precision precision{effect.level, degrees_of_freedom(sample.panel)};
    cohort.absolute = make_estimate(value, std::isnan(value) ? missing : se, precision, unit_of(effect.metric));
    if (std::isnan(value)) cohort.absolute.reason = say(MessageId::why_nobody_without);
    if (!std::isnan(value) && std::isnan(se)) cohort.absolute.reason = say(MessageId::why_rests_on_one_cluster);
    effect.cohorts.push_back(std::move(cohort));
  }
}

std::string inference(const StaggeredSample& sample, bool jackknife) {
  const std::string count = format_count(sample.units.clusters.count);
  if (sample.panel.clusters_declared)
    return say(jackknife ? MessageId::inference_jackknife_clusters : MessageId::inference_robust_clusters,
               {{"clusters", count}});
  return say(jackknife ? MessageId::inference_jackknife_units : MessageId::inference_robust_units, {{"units", count}});
}

}  // namespace

Moments average_moments(const StaggeredSample& sample, const StaggeredNumbers& numbers) {
  return joint_covariance(sample, numbers, false, {}).average;
}

EffectWithPath report_staggered(const Panel& panel, const Question& question, const StaggeredSample& sample,
                                const StaggeredNumbers& numbers, Extent extent, const Context& context) {
  EffectWithPath fit{describe(panel, question, sample.units), {}};
  const StaggeredErrors errors = staggered_errors.of(question);
  const bool few = errors == StaggeredErrors::jackknife ||
                   (errors == StaggeredErrors::automatic && sample.units.clusters.count <= few_clusters);
  const Joint joint = joint_covariance(sample, numbers, few, context);
  Effect& effect = fit.effect;
  if (few) effect.inference = inference(sample, joint.jackknife);
  if (joint.jackknife) effect.interval_by = IntervalBy::jackknife;
  effect.estimand = "ATT";
  effect.against = say(MessageId::against_not_yet);
  effect.observations =
      static_cast<std::size_t>(std::ranges::count_if(sample.panel.outcome, [](double y) { return !std::isnan(y); }));
  report_change(effect, joint.average, {question.level, degrees_of_freedom(sample.panel)});
  if (effect.metric.scale == Scale::log) {
    effect.baseline = mean_level(panel, question, sample, joint.outcome.outcome) / std::exp(numbers.value[0]);
  }
  add_units_left_out(effect, sample);
  add_left_out(effect, panel, sample, numbers);
  if (!effect.usable || extent == Extent::headline) return fit;
  add_path(fit, sample, numbers, joint.covariance);
  add_cohorts(effect, panel, sample, numbers, joint.covariance);
  const double g = static_cast<double>(sample.units.clusters.count);
  add_pre_trend(effect, fit.path, {sample.units.clusters.count, joint.jackknife ? g / (g - 1) : numbers.factor});
  return fit;
}

}  // namespace payoff
