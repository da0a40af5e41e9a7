// Interaction-weighted estimates: an effect for every cohort and period, averaged with the cohorts' own sizes.
//
// Estimand  ATT: mean effect over all treated unit-periods with somebody to compare with; by event time, by cohort.
// Formula   y_it = alpha_i + gamma_t + sum over cohorts c and periods t but the last before adoption of
//           delta_ct [i in c] + x_it' b + e_it (27, saturated);   average = sum of n_ct delta_ct / sum of n_ct over the
//           cells in question (28, 29), n_ct the weight of the units seen. Ratio metrics: weights of units.
// Error     CR1 by cluster, (G/(G-1)) ((n-1)/(n-K)), K = rank + 1; shares are taken as given; t with G - 1.
// Assumes   parallel trends of each cohort and those who never adopt; no anticipation.
// Refuses   one adoption date for all; fewer than two adopters seen before and after; explained covariates.
// Limits    with nobody who never adopts, the last to adopt stand in for them, and the periods from their adoption on
//           cannot be estimated. Early cohorts of one or two clusters make the interval too narrow.
// Source    Sun & Abraham (2021), Estimating dynamic treatment effects in event studies with heterogeneous treatment
//           effects, section 4.
// Checked   fixest 0.12.2, sunab on base_stagg (dynamic, att, cohort, covariate: est, se, p) and mpdta: 9 digits.
//
// Notation  C cohorts   T periods   q cells with an effect   G clusters   n cells   K parameters
#include <algorithm>
#include <cmath>

#include "measure/inference.hpp"
#include "measure/methods.hpp"
#include "measure/staggered_effect.hpp"
#include "measure/static_two_way.hpp"

namespace payoff {
namespace {

bool has_never_adopters(const StaggeredSample& sample) {
  const CohortPanel& panel = sample.panel;
  for (std::size_t i = panel.cohort_begin[panel.cohorts.size()]; i < panel.units(); ++i) {
    if (sample.used[panel.unit[i]]) return true;
  }
  return false;
}

// The last cohort before it adopted, in place of those who never adopt.
CohortPanel up_to_last_adoption(CohortPanel panel) {
  const auto first = static_cast<std::ptrdiff_t>(panel.units()) * panel.cohorts.back();
  std::fill(panel.outcome.begin() + first, panel.outcome.end(), missing);
  return panel;
}

CohortDesign saturated(const StaggeredSample& sample, std::size_t cohorts, const std::vector<double>& seen) {
  CohortDesign design{std::vector<int>(seen.size(), no_effect), 0, {}};
  for (std::size_t c = 0; c < cohorts; ++c) {
    for (std::size_t t = 0; t < sample.panel.periods.size(); ++t) {
      const bool counts = t != sample.reference[c] && seen[sample.cell(c, t)] > 0;
      if (counts) design.effect_of[sample.cell(c, t)] = static_cast<int>(design.effects++);
    }
  }
  return design;
}

}  // namespace

StaggeredFit interaction_weighted(const Panel& panel, const Question& question) {
  const StaggeredSample sample = staggered_sample(panel, question);
  const bool never_adopters = has_never_adopters(sample);
  const CohortPanel cut = never_adopters ? CohortPanel{} : up_to_last_adoption(sample.panel);
  const CohortPanel& compared = never_adopters ? sample.panel : cut;
  std::vector<double> weights = cell_weights(compared, compared.outcome);
  const CohortDesign design = saturated(sample, compared.cohorts.size() - !never_adopters, weights);
  const CohortRegression regression = fit_cohorts(compared, design);
  refuse_explained(panel, question, regression);
  const std::size_t k = regression.solution.columns, periods = compared.periods.size();
  for (std::size_t cell = 0; cell < weights.size(); ++cell) {
    std::vector<double> alone(k);
    if (design.effect_of[cell] >= 0) alone[periods + static_cast<std::size_t>(design.effect_of[cell])] = 1;
    if (design.effect_of[cell] < 0 || !regression.estimable(alone)) weights[cell] = 0;
  }
  StaggeredNumbers numbers;
  const Averages wanted = averages(sample, weights);
  numbers.event_time = wanted.event_time;
  for (const std::vector<double>& share : wanted.share) {
    std::vector<double> combination(k);
    double value = 0, total = 0;
    for (std::size_t cell = 0; cell < share.size(); ++cell) {
      if (share[cell] == 0) continue;
      const std::size_t column = periods + static_cast<std::size_t>(design.effect_of[cell]);
      combination[column] = share[cell];
      value += share[cell] * regression.solution.coefficient[column];
      total += share[cell];
    }
    numbers.value.push_back(total > 0 ? value : missing);
    numbers.scores.push_back(score_of(compared, design, regression, combination));
  }
  numbers.counted = counted_cells(sample, weights);
  numbers.gaps = &regression.residual;
  const double g = static_cast<double>(sample.clusters), n = static_cast<double>(regression.observations);
  numbers.factor = g / (g - 1) * (n - 1) / (n - static_cast<double>(regression.solution.rank + 1));
  return report_staggered(panel, question, sample, numbers);
}

namespace {

Effect fit_interaction_weighted(const Panel& panel, const Question& question) {
  Effect effect = interaction_weighted(panel, question).effect;
  add_static_two_way(effect, panel, question);
  return effect;
}

}  // namespace

const Method interaction_weighted_method{
    "interaction_weighted",
    "interaction-weighted estimates",
    "Did each group of adopters improve more than those who never adopted, whenever they began?",
    "Units that adopted at different times, seen before, and units that never did (or did last).",
    {},
    fit_interaction_weighted};

}  // namespace payoff
