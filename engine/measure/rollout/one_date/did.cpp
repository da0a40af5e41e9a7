// Difference in differences: treated and comparison units, one adoption date, any number of periods.
//
// Estimand  ATT: mean effect on the treated after adoption, in units of the metric (log scale: log points).
// Formula   y_it = alpha_i + gamma_t + beta [i treated, t >= adoption] + x_it' c + e_it, weights the denominator for a
//           ratio metric, else 1; two periods: (Ybar_T1 - Ybar_T0) - (Ybar_C1 - Ybar_C0).
// Error     CR1 by cluster, (G/(G-1)) ((n-1)/(n-K)), by default K = rank + 1: unit effects are nested in clusters and not
//           counted (cr1.hpp; Source 2); t with G - 1, or normal. Below 40 clusters the wild cluster bootstrap or
//           Bell-McCaffrey errors take over: did_errors.hpp, with the study of coverage they were chosen by. With one
//           cluster in a group: its rank among all, and the mean change of its cluster less that of the others
//           (placebo_rank.hpp).
//           Baseline B = M - beta, M the treated mean after adoption; beta / B by the delta method from the influence
//           of each cluster on beta and M. Log scale: exp(beta) - 1.
// Assumes   parallel trends; no anticipation; no spillover between units.
// Refuses   no comparison units; no period before; adoption at different dates; fewer than 3 clusters; a covariate that
//           unit and period effects explain. Units seen on one side of the rollout only are left out.
// Limits    few clusters make t(G-1) too narrow. Serial correlation makes hc1 so: it is there to compare.
// Source    Angrist & Pischke (2009), Mostly harmless econometrics, section 5.2.   Source 2  Cameron & Miller (2015),
//           A practitioner's guide to cluster-robust inference, section III.B.
// Checked   fixest 0.12.2, base_did with and without x1, cluster and hetero: 10 digits; unbalanced weighted panels
//           against dummy-variable least squares.
//
// Notation  n cells   G clusters   K parameters   M mean of the treated after adoption
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "base/wording.hpp"
#include "data/adoption.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/said.hpp"
#include "measure/answer/sample.hpp"
#include "measure/diagnosis/path_findings.hpp"
#include "measure/experiment/paired.hpp"
#include "measure/experiment/placebo_rank.hpp"
#include "measure/experiment/randomization_inference.hpp"
#include "measure/rollout/one_date/absorbed_regression.hpp"
#include "measure/rollout/one_date/did_errors.hpp"
#include "measure/rollout/one_date/did_moments.hpp"
#include "measure/rollout/one_date/did_poisson.hpp"
#include "measure/rollout/one_date/event_study.hpp"
#include "measure/rollout/one_date/lot_of_changes.hpp"
#include "measure/rollout/one_date/placebo_path.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr ChoiceOption<ErrorsOfDid> errors_of_did{
    "errors", did_error_choices,
    "standard errors: by cluster (the unit where none is declared), HC1, Bell-McCaffrey, or the wild cluster "
    "bootstrap; "
    "auto: by cluster from 40 clusters on with 12 in each group, else wild, or cr2 where a group has fewer than 6 "
    "clusters"};
constexpr ChoiceOption<Quantile> quantile_of_did{
    "quantile", quantile_choices, "distribution behind all intervals and tests; normal: auto stays with cluster"};
constexpr OptionSpec did_options[] = {errors_of_did.spec, quantile_of_did.spec, parameters_counted.spec};

void require_one_adoption(const Panel& panel) {
  const std::vector<int> dates = adoption_dates(panel);
  if (dates.size() > 1) {
    refuse("did", [&] {
      return Refusal{say(MessageId::refused_dates,
                         {{"count", std::to_string(dates.size())}, {"periods", list_periods(panel.calendar, dates)}}),
                     say(MessageId::remedy_group_time)};
    });
  }
  if (std::ranges::count(panel.units, false, &Unit::treated) == 0) {
    refuse("did", [] { return Refusal{say(MessageId::refused_no_comparison), say(MessageId::remedy_paired)}; });
  }
}

AbsorbedDesign did_design(const Panel& panel, const Question& question) {
  AbsorbedDesign design{question.metric, question.covariates, {}, {}, 1, 0};
  design.periods = codes_seen(panel, question.metric);
  const int adoption = Adoption(panel).earliest_code();
  for (const int period : design.periods) design.effect_of.push_back(period >= adoption ? 0 : -1);
  design.before = static_cast<std::size_t>(std::ranges::count(design.effect_of, -1));
  if (design.before == 0 || design.before == design.periods.size()) {
    const bool before = design.before == 0;
    refuse("did", [&] {
      return Refusal{say(before ? MessageId::refused_none_before : MessageId::refused_none_after),
                     say(before ? MessageId::remedy_two_sample : MessageId::remedy_wait)};
    });
  }
  return design;
}

// Whether a group is a single cluster, so that only its rank among all can answer.
bool is_lone(const Sample& sample) {
  for (const bool treated : {true, false}) {
    if ((treated ? sample.treated : sample.comparison).clusters > 0) continue;
    refuse("did", [&] {
      return Refusal{say(treated ? MessageId::refused_no_treated_twice : MessageId::refused_no_comparison_twice,
                         {{"units", units_or_clusters(sample.clusters.declared)}}),
                     say(MessageId::remedy_check_units)};
    });
  }
  return sample.clusters_of_smaller_arm() == 1;
}

void require_overlap(const AbsorbedRegression& regression) {
  if (std::isnan(regression.effect(0))) {
    refuse("did", [] { return Refusal{say(MessageId::refused_no_overlap), say(MessageId::remedy_check_dates)}; });
  }
}

Diagnostic without_baseline(const Panel& panel, std::size_t metric, const Adoption& adoption) {
  std::vector<bool> before(panel.units.size()), after(panel.units.size());
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (has_value(panel.metrics[metric], c)) (adoption.after(c) ? after : before)[panel.unit_of[c]] = true;
  }
  std::size_t count = 0, treated = 0, one_side = 0;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    treated += panel.units[u].treated && after[u];
    count += panel.units[u].treated && after[u] && !before[u];
    one_side += before[u] != after[u];
  }
  return {"treated_units_without_baseline", static_cast<double>(count), missing,
          say(one_side > 0 ? MessageId::found_without_baseline_did : MessageId::found_none_left_out,
              {{"without", format_count(count)},
               {"treated", format_count(treated)},
               {"one_side", format_count(one_side)}})};
}

struct DidFit {
  Effect effect;
  AbsorbedDesign design;
  std::size_t reference = 0;  // of the path
  int adoption = 0;
};

// One cluster in an arm: everything by its rank.
void report_lone(DidFit& fit, const Panel& panel, const Question& question, const AbsorbedRegression& regression,
                 double treated_mean, const Context& context) {
  Effect& effect = fit.effect;
  report_placebo_rank(effect, lot_of_changes(panel, regression), treated_mean, question.randomized, context);
  if (!question.covariates.empty()) {
    effect.diagnostics.push_back({"covariates_left_out", static_cast<double>(question.covariates.size()), missing,
                                  say(MessageId::found_covariates_left_out)});
  }
  if (effect.usable && panel.grain == Grain::periods)
    add_placebo_path(effect, panel, regression, fit.reference, context);
}

DidFit fit_difference(const Panel& panel, const Question& question, const Context& context) {
  require_one_adoption(panel);
  DidFit fit{{}, did_design(panel, question)};
  const AbsorbedRegression regression(panel, fit.design, context);
  const bool lone = is_lone(regression.sample());
  require_overlap(regression);
  fit.reference = last_compared(regression, fit.design);
  fit.adoption = regression.sample().adoption.earliest();
  const MetricColumn& column = panel.metrics[question.metric];
  const TreatedAfter after = treated_after(panel, regression, column);
  fit.effect = describe(panel, question, regression.sample());
  fit.effect.method = "did";
  fit.effect.estimand = "ATT";
  fit.effect.against = say(MessageId::against_comparison_group);
  fit.effect.observations = regression.observations();
  if (lone) {
    report_lone(fit, panel, question, regression, after.mean, context);
  } else {
    const DidMoments moments = did_moments(panel, regression, after, parameters_counted.of(question));
    const DidErrors errors(panel, regression, moments, {question.level, quantile_of_did.of(question)}, context);
    errors.report(fit.effect, errors_of_did.of(question));
  }
  if (column.metric.scale == Scale::log) fit.effect.baseline = after.level / std::exp(fit.effect.absolute.estimate);
  fit.effect.diagnostics.push_back(without_baseline(panel, question.metric, regression.sample().adoption));
  const bool by_lot = question.randomized && regression.sample().clusters.count < most_clusters_by_lot;
  if (fit.effect.usable && by_lot && !lone) {
    fit.effect.alternatives.push_back(
        randomization_alternative(fit.effect, lot_of_changes(panel, regression), context));
  }
  return fit;
}

// The errors that a ratio of means has here.
Effect fit_ratio(const Panel& panel, const Question& question, const Context& context) {
  require_one_adoption(panel);
  const ErrorsOfDid errors = errors_of_did.of(question);
  if (errors == ErrorsOfDid::cr2 || errors == ErrorsOfDid::wild) {
    throw Error(ErrorKind::usage, {.function = "did", .argument = "errors"},
                fmt::format("errors is {}, but must be auto, cluster or hc1 for a metric on the scale poisson",
                            value_of(question, errors_of_did.spec)));
  }
  return fit_did_poisson(
      panel, question,
      {errors == ErrorsOfDid::hc1, quantile_of_did.of(question) == Quantile::normal, parameters_counted.of(question)},
      context);
}

std::string fits_did(const RolloutFacts& facts) {
  if (facts.staggered() || !facts.treated_before || !facts.comparison_before) return {};
  return say(MessageId::choice_did);
}

// Without its path.
Effect answer_did(const Panel& panel, const Question& question, const Context& context) {
  if (panel.metrics[question.metric].metric.scale == Scale::poisson) return fit_ratio(panel, question, context);
  return fit_difference(panel, question, context).effect;
}

Effect fit_did(const Panel& panel, const Question& question, const Context& context) {
  if (panel.metrics[question.metric].metric.scale == Scale::poisson) return fit_ratio(panel, question, context);
  DidFit fit = fit_difference(panel, question, context);
  Effect& effect = fit.effect;
  if (!effect.usable) return effect;
  if (effect.clusters_treated > 1) add_before_after(effect, panel, question);
  if (panel.grain == Grain::phases) {
    effect.diagnostics.push_back({"pre_trend", missing, 0.1, say(MessageId::found_totals_only)});
    return effect;
  }
  if (is_ranked(effect)) {
    add_path_findings(effect, panel, {}, missing, context);
    return effect;
  }
  try {
    add_event_study(
        effect, panel,
        {fit.design, fit.adoption, fit.reference, quantile_of_did.of(question), parameters_counted.of(question)},
        context);
  } catch (const Error& error) {  // a covariate may be new to did and yet explained by the finer effects of the path
    if (error.kind != ErrorKind::method) throw;
    effect.diagnostics.push_back({"pre_trend", missing, 0.1, say(MessageId::found_no_path, {{"why", error.told}})});
  }
  return effect;
}

}  // namespace

extern const Method did_method{
    .name = "did",
    .title = said<MessageId::method_did>,
    .answers = "Did those with the tool improve more than those without it over the same time?",
    .needs = {.sentence = "Units with and without the tool, both seen before and after one rollout date.",
              .comparison = true,
              .before = true},
    .compares = Compares::changes,
    .best_grade = 'A',
    .takes_poisson = true,
    .options = did_options,
    .fits = fits_did,
    .fit = fit_did,
    .answer = answer_did};

}  // namespace payoff
