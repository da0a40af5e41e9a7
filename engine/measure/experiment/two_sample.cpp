// Two groups side by side after the rollout.
//
// Estimand  ATE where the groups were drawn by lot; otherwise a difference, adjusted for the covariates if there are
//           any; in units of the metric (log scale: log points).
// Formula   tau = mean of treated unit means - mean of comparison unit means; ratio metrics are linearised within the
//           arm, y*_i = R_g + (N_i - R_g D_i) / Dbar_g (Source 1). With covariates: regression_adjustment.hpp. The
//           unit's own mean before the rollout is such a covariate where there is one: CUPED (Source 2).
// Error     influence psi_i = a_i e_i, var = sum psi_i^2 f_i:  f = n / (n - k) HC1,  1 / (1 - h_i) HC2,  its square HC3
//           (Source 3), t with n - k. With slopes by arm psi also holds the centring of regression_adjustment.hpp.
//           Welch: HC2 without covariates, t with Welch's degrees of freedom. Cluster: CR1 = G/(G-1) (n-1)/(n-k) sum_g
//           (sum psi)^2 (cr1.hpp), t with G - 1. Relative: delta method on tau / mu_C, mu_C the unadjusted comparison mean;
//           without covariates it is s2_C mu_T^2 / (mu_C^4 n_C) + s2_T / (mu_C^2 n_T).
// Assumes   units (clusters) independent; no spillover; covariates the tool does not move; without the lot: no
//           difference but the covariates.
// Staggered Where the treated adopt at different dates, both groups are compared from the first of them on (intention
//           to treat): from each unit's own date on, a trend would pass for an effect.
// Lot       where clusters were drawn by lot and are fewer than 50, the lot itself is an alternative answer
//           (randomization_inference.hpp).
// One       a single cluster (or unit) in an arm is answered by its rank among all (placebo_rank.hpp).
// Refuses   an arm without units; fewer than 3 clusters; a covariate the others explain; a percentage of a mean near 0;
//           different dates in before/after totals.
// Limits    a unit that was never seen after the rollout is not in it: compare attrition between the arms.
// Source    1 Deng, Knoblich & Lu (2018).  2 Deng, Xu, Kohavi & Walker (2013).  3 MacKinnon & White (1985).
// Checked   R 4.2.2: t.test sleep and DW445, sandwich 3.0.2 HC1-3 on NSW 722 and DW445 (9 covariates), 10 digits;
//           METR trial, HC1, HC3, CR1, 12 digits; slopes by arm: statsmodels 0.15 TreatmentEffect.ra, 8 digits; gbstats
//           relative and absolute, its printed digits.
//
// Notation  n units   k parameters   G clusters   a_i, e_i, h_i see ArmDifference   T, C treated, comparison
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "base/wording.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/said.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/answer/unit_sums.hpp"
#include "measure/experiment/arm_errors.hpp"
#include "measure/experiment/arm_path.hpp"
#include "measure/experiment/placebo_rank.hpp"
#include "measure/experiment/randomization_inference.hpp"
#include "measure/experiment/regression_adjustment.hpp"
#include "measure/experiment/two_sample_data.hpp"
#include "measure/experiment/two_sample_options.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

double variance_about(const ArmSample& sample, bool treated, double mean) {
  double squares = 0, count = 0;
  for (std::size_t i = 0; i < sample.outcome.size(); ++i) {
    if ((sample.treated[i] != 0) != treated) continue;
    squares += (sample.outcome[i] - mean) * (sample.outcome[i] - mean);
    ++count;
  }
  return squares / (count - 1);
}

double welch_df_of(const TwoSampleData& data) {
  const double n_t = static_cast<double>(data.sample.treated.units),
               n_c = static_cast<double>(data.sample.comparison.units);
  return welch_df(variance_about(data.arms, true, data.treated_mean) / n_t, n_t,
                  variance_about(data.arms, false, data.comparison_mean) / n_c, n_c);
}

Moments moments_of(const TwoSampleData& data, const ArmDifference& fit, ArmErrors errors, const Question& question) {
  const ArmSample& sample = data.arms;
  const double n = static_cast<double>(sample.outcome.size()), k = static_cast<double>(fit.parameters);
  const double n_c = static_cast<double>(data.sample.comparison.units);
  std::vector<double> effect(sample.outcome.size()), baseline(sample.outcome.size());
  for (std::size_t i = 0; i < sample.outcome.size(); ++i) {
    effect[i] = fit.projection[i] * fit.residual[i] * std::sqrt(inflation(errors, fit.leverage[i], n, k)) +
                fit.centring[i] * std::sqrt(inflation(errors, 1 / n, n, k));
    if (sample.treated[i]) continue;
    baseline[i] = (sample.outcome[i] - data.comparison_mean) / n_c * std::sqrt(inflation(errors, 1 / n_c, n, k));
  }
  const bool clustered = errors == ArmErrors::cluster;
  const RegressionSize size{sample.clusters, sample.outcome.size(), fit.parameters};
  const double correction = clustered ? cr1_factor(size, parameters_counted.of(question)) : 1;
  const auto [aa, bb, ab] =
      clustered_products(effect, baseline, sample.cluster, clustered ? sample.clusters : effect.size());
  return {fit.effect, data.comparison_mean, correction * aa, correction * bb, correction * ab};
}

Precision precision_of(const TwoSampleData& data, const ArmDifference& fit, ArmErrors errors,
                       const Question& question) {
  double df = static_cast<double>(data.arms.outcome.size() - fit.parameters);
  if (errors == ArmErrors::welch) df = welch_df_of(data);
  if (errors == ArmErrors::cluster) df = static_cast<double>(data.arms.clusters - 1);
  if (quantile_of_arms.of(question) == Quantile::normal) df = std::numeric_limits<double>::infinity();
  return {question.level, df};
}

ArmErrors errors_of(const TwoSampleData& data, const Question& question) {
  const ArmErrors asked = arm_errors.of(question);
  if (asked == ArmErrors::automatic && data.sample.clusters.declared) return ArmErrors::cluster;
  if (!data.arms.covariates.empty()) return errors_of_adjusted(asked);
  return asked == ArmErrors::automatic ? ArmErrors::welch : asked;
}

Diagnostic heavy_tail_of(const TwoSampleData& data, const ArmDifference& fit) {
  double largest = 0, total = 0;
  for (std::size_t i = 0; i < fit.residual.size(); ++i)
    largest = std::max(largest, std::abs(fit.projection[i] * fit.residual[i]));
  for (std::size_t i = 0; i < fit.residual.size(); ++i)  // in units of the largest, whose square may be no double
    total += std::pow(fit.projection[i] * fit.residual[i] / largest, 2);
  return heavy_tail(largest > 0 ? total : 0, data.arms.outcome.size());
}

Alternative unadjusted(const Effect& effect, const TwoSampleData& data, ArmErrors errors, const Question& question) {
  TwoSampleData plain = data;
  plain.arms.covariates.clear();
  const ArmDifference difference = fit_arms(plain.arms, false);
  const ArmErrors kind = errors == ArmErrors::cluster ? errors : ArmErrors::welch;
  Alternative answer =
      make_alternative(say(MessageId::way_unadjusted), effect, moments_of(plain, difference, kind, question),
                       precision_of(plain, difference, kind, question));
  answer.purpose = Purpose::unadjusted;
  return answer;
}

// One cluster, or one unit, in an arm: its rank, of the outcomes as they are.
void report_lone(Effect& effect, const Panel& panel, const TwoSampleData& data, const Question& question,
                 const Context& context) {
  const UnitSums after = sum_units(panel, question.metric, true);
  std::vector<double> value(panel.units.size(), missing);
  for (const std::size_t u : data.arms.unit) value[u] = after.mean(u);
  effect.estimand = question.randomized ? "ATE" : say(MessageId::estimand_unadjusted);
  report_placebo_rank(effect, lot_of_units(panel, value, after.denominator), data.treated_mean, question.randomized,
                      context);
}

void report_difference(Effect& effect, const TwoSampleData& data, const Question& question, const Context& context) {
  const ArmErrors errors = errors_of(data, question);
  const bool adjusted = !data.arms.covariates.empty();
  const ArmDifference fit = fit_arms(data.arms, covariate_slopes.of(question) == CovariateSlopes::by_arm);
  effect.estimand =
      question.randomized ? "ATE" : say(adjusted ? MessageId::estimand_adjusted : MessageId::estimand_unadjusted);
  report_change(effect, moments_of(data, fit, errors, question), precision_of(data, fit, errors, question));
  effect.diagnostics.push_back(heavy_tail_of(data, fit));
  for (const std::string& name : data.arms.covariates) effect.adjusted_for.push_back({name});
  if (!effect.usable) return;
  if (adjusted) effect.alternatives.push_back(unadjusted(effect, data, errors, question));
  if (question.randomized && data.arms.clusters < most_clusters_by_lot)
    effect.alternatives.push_back(randomization_alternative(effect, lot_of(data.arms), context));
}

// An arm of one: a unit, or a cluster unless its units were said to be independent.
bool is_lone(const TwoSampleData& data, const Question& question) {
  const bool by_unit = std::min(data.sample.treated.units, data.sample.comparison.units) == 1;
  const bool by_cluster = data.sample.clusters_of_smaller_arm() == 1;
  return by_unit || (by_cluster && errors_of(data, question) == ArmErrors::cluster);
}

Effect compare(const Panel& panel, const Question& question, const Context& context) {
  const bool adjusts = covariate_slopes.of(question) != CovariateSlopes::none;
  const TwoSampleData data =
      collect_two_sample(panel, question, {adjusts, earlier_outcome.of(question) == EarlierOutcome::used});
  Effect effect = describe(panel, question, data.sample);
  effect.against = say(MessageId::against_comparison_group);
  effect.observations = data.arms.outcome.size();
  effect.diagnostics = data.diagnostics;
  if (is_lone(data, question)) {
    report_lone(effect, panel, data, question, context);
  } else {
    report_difference(effect, data, question, context);
  }
  if (effect.metric.scale == Scale::log) effect.baseline = data.comparison_level;
  add_arm_path(effect, panel, question.metric, data.sample, quantile_of_arms.of(question));
  return effect;
}

std::string fits_two_sample(const RolloutFacts& facts) {
  if (facts.staggered()) return {};
  if (facts.randomized && facts.comparison) return say(MessageId::choice_by_lot);
  if (!facts.comparison || (facts.treated_before && facts.comparison_before)) return {};
  return say(MessageId::choice_after_only);
}

Effect fit_two_sample(const Panel& panel, const Question& question, const Context& context) {
  const std::vector<int> dates = adoption_dates(panel);
  if (dates.size() <= 1) return compare(panel, question, context);
  if (panel.grain == Grain::phases) {
    refuse("two_sample", [&] {
      return Refusal{say(MessageId::refused_dates_of_totals,
                         {{"count", std::to_string(dates.size())}, {"periods", list_periods(panel.calendar, dates)}}),
                     say(MessageId::remedy_by_period)};
    });
  }
  Panel from_first = panel;
  for (Unit& unit : from_first.units) {
    if (unit.treated) unit.adopted_period = dates.front();
  }
  Effect effect = compare(from_first, question, context);
  effect.diagnostics.push_back(
      {"staggered_adoption", static_cast<double>(dates.size()), missing,
       say(MessageId::found_staggered_adoption,
           {{"dates", std::to_string(dates.size())}, {"periods", list_periods(panel.calendar, dates)}})});
  return effect;
}

}  // namespace

extern const Method two_sample_method{
    .name = "two_sample",
    .title = said<MessageId::method_two_sample>,
    .answers = "Did those with the tool do better than those without it?",
    .needs = {.sentence = "Units with the tool and units without it, seen after the rollout.", .comparison = true},
    .compares = Compares::groups,
    .best_grade = 'A',
    .options = two_sample_options,
    .fits = fits_two_sample,
    .fit = fit_two_sample};

}  // namespace payoff
