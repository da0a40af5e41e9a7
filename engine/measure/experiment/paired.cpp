// Before and after of one group.
//
// Estimand  before/after change of the treated units seen in both phases, in units of the metric. It is an effect of
//           the tool only if nothing else changed.
// Formula   R_a - R_b,  R = sum N / sum D;  for a plain metric the mean of the units' own differences.
// Error     u_i = (N_ia - R_a D_ia) / Dbar_a - (N_ib - R_b D_ib) / Dbar_b,  var = s^2(u) / n,  t with n - 1 degrees of
//           freedom: for a plain metric exactly the paired t test. With clusters: var = G/(G-1) sum_g (sum u_i / n)^2,
//           t with G - 1. Relative change: delta method with the covariance of change and baseline (Source).
// Assumes   no trend, season, or other event between before and after; units independent (or clusters are).
// Refuses   fewer than 2 units (clusters) seen both before and after.
// Limits    nothing separates the tool from time. Units without a baseline are left out and counted.
// Source    Student (1908), The probable error of a mean; Deng, Knoblich & Lu (2018), Applying the delta method in
//           metric analytics, section 3.
// Checked   R 4.2.2, t.test(paired = TRUE), sleep: t, df, p and interval to 12 digits.
//
// Notation  n units   G clusters   N, D numerator and denominator (n)   a after, b before
#include "measure/experiment/paired.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "base/wording.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/options.hpp"
#include "measure/answer/said.hpp"
#include "measure/answer/sample.hpp"
#include "measure/answer/unit_sums.hpp"

namespace payoff {
namespace {

constexpr ChoiceOption<Quantile> quantile_of_change{
    "quantile", quantile_choices,
    "distribution behind the interval: t with (clusters - 1) degrees of freedom, or normal"};
constexpr OptionSpec paired_options[] = {quantile_of_change.spec};

// Treated units, by what was seen of them.
struct Seen {
  std::vector<std::size_t> both;
  std::size_t only_before = 0, only_after = 0;
};

Seen seen_units(const Panel& panel, const UnitSums& before, const UnitSums& after) {
  Seen seen;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!panel.units[u].treated) continue;
    if (before.seen(u) && after.seen(u)) seen.both.push_back(u);
    seen.only_before += before.seen(u) && !after.seen(u);
    seen.only_after += !before.seen(u) && after.seen(u);
  }
  return seen;
}

Diagnostic without_baseline(const Seen& seen) {
  const std::size_t all = seen.both.size() + seen.only_after;
  const bool any = seen.only_after + seen.only_before > 0;
  return {"treated_units_without_baseline", static_cast<double>(seen.only_after), missing,
          say(any ? MessageId::found_without_baseline_paired : MessageId::found_none_left_out,
              {{"without", format_count(seen.only_after)},
               {"treated", format_count(all)},
               {"only_before", format_count(seen.only_before)}})};
}

struct PairedFit {
  Moments moments;
  Effect effect;
  Seen seen;
  Precision precision;
};

// The moments of (R_a - R_b, R_b) from the influence of each unit.
Moments paired_moments(const LinearizedMean& before, const LinearizedMean& after, const std::vector<int>& cluster,
                       std::size_t clusters) {
  const double n = static_cast<double>(cluster.size());
  std::vector<double> change(cluster.size()), baseline(cluster.size());
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    change[i] = (after.deviation[i] - before.deviation[i]) / n;
    baseline[i] = before.deviation[i] / n;
  }
  const double correction = static_cast<double>(clusters) / static_cast<double>(clusters - 1);
  const auto [aa, bb, ab] = clustered_products(change, baseline, cluster, clusters);
  return {after.mean - before.mean, before.mean, correction * aa, correction * bb, correction * ab};
}

PairedFit fit_change(const Panel& panel, const Question& question) {
  const UnitSums before = sum_units(panel, question.metric, false);
  const UnitSums after = sum_units(panel, question.metric, true);
  PairedFit fit;
  fit.seen = seen_units(panel, before, after);
  std::vector<bool> used(panel.units.size());
  for (const std::size_t u : fit.seen.both) used[u] = true;
  const Sample sample(panel, question.metric, std::move(used));
  const ClusterIndex& clusters = sample.clusters;
  if (clusters.count < 2) {
    refuse("paired", [&] {
      return Refusal{say(MessageId::refused_few_treated_twice,
                         {{"units", units_or_clusters(clusters.declared)}, {"count", std::to_string(clusters.count)}}),
                     say(MessageId::remedy_check_units)};
    });
  }
  std::vector<int> cluster;
  for (const std::size_t u : fit.seen.both) cluster.push_back(clusters.of_unit[u]);
  fit.effect = describe(panel, question, sample);
  fit.effect.method = "paired";
  fit.effect.estimand = say(MessageId::estimand_change);
  fit.effect.against = say(MessageId::against_own_past);
  fit.effect.observations = 2 * fit.seen.both.size();
  fit.effect.missing_share_comparison = missing;
  fit.moments =
      paired_moments(linearize(before, fit.seen.both), linearize(after, fit.seen.both), cluster, clusters.count);
  const bool normal = quantile_of_change.of(question) == Quantile::normal;
  fit.precision = {question.level,
                   normal ? std::numeric_limits<double>::infinity() : static_cast<double>(clusters.count - 1)};
  report_change(fit.effect, fit.moments, fit.precision);
  if (fit.effect.metric.scale == Scale::log) fit.effect.baseline = mean_level(before, fit.seen.both);
  return fit;
}

std::string fits_paired(const RolloutFacts& facts) {
  if (facts.staggered() || facts.comparison || !facts.treated_before) return {};
  return say(MessageId::choice_paired);
}

Effect fit_paired(const Panel& panel, const Question& question, const Context&) {
  PairedFit fit = fit_change(panel, question);
  Effect& effect = fit.effect;
  effect.diagnostics.push_back({"no_comparison", missing, missing, say(MessageId::found_no_comparison)});
  effect.diagnostics.push_back(without_baseline(fit.seen));
  if (panel.grain == Grain::phases) return effect;
  return effect;
}

}  // namespace

void add_before_after(Effect& effect, const Panel& panel, const Question& question) {
  add_alternative(effect, say(MessageId::way_before_after), [&] { return fit_change(panel, question).effect; });
  effect.alternatives.back().purpose = Purpose::misleads;
  effect.alternatives.back().remark = say(MessageId::remark_before_after);
}

extern const Method paired_method{
    .name = "paired",
    .title = said<MessageId::method_paired>,
    .answers = "Did the same people do better after the rollout than before it?",
    .needs = {.sentence = "One group, each of its units seen before and after the rollout.", .before = true},
    .compares = Compares::own_past,
    .best_grade = 'E',
    .options = paired_options,
    .fits = fits_paired,
    .fit = fit_paired};

}  // namespace payoff
