// Two-stage differences: constants of units and periods from the cells not yet treated, then means of what is left.
//
// Estimand  ATT: mean effect over all treated unit-periods that can be predicted; by event time, by cohort.
// Formula   first stage  y_it = alpha_i + gamma_t + x_it' b + e_it on the cells not yet treated; second stage: least
//           squares of y less its prediction on indicators of what is averaged, which are means. alpha of units, or
//           of clusters (first_stage = cluster).
// Error     up to 100 clusters leaving each out in turn (leave_one_out.cpp); beyond, or if asked (analytic),
//           both stages as one set of moments (Newey & McFadden 1994, theorem 6.1), by cluster:
//           psi = (X2'X2)^-1 [ x2 (gap - mean) - X2'X1 (X10'X10)^-1 x10 e ], 10 the cells not yet treated; times
//           G/(G-1), which the paper has not; t with G - 1.
// Assumes   parallel trends in all periods before; no anticipation.
// Refuses   as imputation; first_stage = cluster without declared clusters.
// Limits    analytic: effects that differ between cohorts count as noise, so that the interval of the average is wider
//           than imputation's, and still holds the effect in 86 to 93 of 100 simulated studies of 8 to 50 clusters.
//           Leads are what the first stage left of cells it was fitted to: they are closer to 0 than an event study's.
// Source    Gardner (2022), Two-stage differences in differences.
// Checked   did2s, df_het (constants of states: static, event study, to 9 digits; of units) and mpdta, to the digits of
//           its iterative first stage.
//
// Notation  C cohorts   T periods   N units   G clusters
#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/said.hpp"
#include "measure/diagnosis/path_findings.hpp"
#include "measure/rollout/staggered/untreated_fit.hpp"

namespace payoff {
namespace {

enum class Constants { of_unit, of_cluster };
constexpr ChoiceOption<Constants> first_stage_option{
    "first_stage", "unit|cluster", "whose constants are taken out: every unit's own, or those of the clusters"};
constexpr OptionSpec two_stage_options[] = {staggered_errors.spec, first_stage_option.spec};

std::vector<std::int32_t> constants(const CohortPanel& panel, const Question& question) {
  if (first_stage_option.of(question) == Constants::of_unit) return {};
  if (panel.clusters_declared) return panel.cluster;
  refuse("two_stage",
         [] { return Refusal{say(MessageId::refused_undeclared_clusters), say(MessageId::remedy_declare_cluster)}; });
}

}  // namespace

EffectWithPath two_stage(const Panel& panel, const Question& question, const StaggeredSample& sample, Extent extent,
                         const Context& context) {
  const CohortPanel& cohorts = sample.panel;
  const UntreatedFit fit = fit_untreated(cohorts, constants(cohorts, question));
  refuse_explained(panel, question, fit.regression);
  std::vector<double> weights = fit.weight;
  for (std::size_t c = 0; c < cohorts.cohorts.size(); ++c) weights[sample.cell(c, sample.reference[c])] = 0;
  StaggeredNumbers numbers;
  numbers.counted = counted_cells(sample, fit.weight);
  numbers.gaps = &fit.regression.residual;
  const Averages wanted = averages(sample, weights, extent);
  numbers.event_time = wanted.event_time;
  numbers.value = averaged(wanted, fit.mean);
  numbers.scores = [&] {
    const auto centre = [&](std::size_t average, std::size_t) { return numbers.value[average]; };
    return GapScores(cohorts, fit, wanted.share, centre);
  };
  numbers.again = [&](const StaggeredSample& rest) {
    const UntreatedFit less = fit_untreated(rest.panel, fit.design.group);
    std::vector<double> values = averaged(wanted, less.mean);
    values.push_back(mean_outcome(rest.panel, wanted, less.regression.residual));
    return values;
  };
  numbers.factor =
      static_cast<double>(sample.units.clusters.count) / static_cast<double>(sample.units.clusters.count - 1);
  return report_staggered(panel, question, sample, numbers, extent, context);
}

namespace {

constexpr Variant two_stage_variants[] = {
    {.name = said<MessageId::way_two_stage>, .remark = said<MessageId::remark_two_stage>, .staggered = true}};

}  // namespace

extern const Method two_stage_method{
    .name = "two_stage",
    .title = said<MessageId::method_two_stage>,
    .answers = "What is left of the outcome, with the tool, after what unit and period explain without it?",
    .needs = {.sentence = "Units that adopted at different times, seen before, and others seen without the tool in the "
                          "same periods.",
              .before = true,
              .periods = true},
    .compares = Compares::cohorts,
    .best_grade = 'A',
    .options = two_stage_options,
    .fit = staggered_fit<two_stage>,
    .answer = staggered_answer<two_stage>,
    .variants = two_stage_variants};

}  // namespace payoff
