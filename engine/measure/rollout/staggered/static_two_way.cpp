// The static two-way estimate: one number for all, from constants of units and periods.
//
// Estimand  none that answers the question: a mix of comparisons, some of them with units that have the tool already.
// Formula   y_it = alpha_i + gamma_t + beta [i has adopted by t] + x_it' b + e_it, weights of units.
// Error     CR1 by cluster, (G/(G-1)) ((n-1)/(n-K)), K = rank + 1; t with G - 1.
// Assumes   one effect, the same for all and from the first period on. Where effects grow or fade, those already
//           treated carry their change into the comparison.
// Limits    the decomposition is of the estimate without covariates, over units seen in all periods.
// Source    Goodman-Bacon (2021), Difference-in-differences with variation in treatment timing.
// Checked   fixest 0.12.2, base_stagg and mpdta: 9 digits.
//
// Notation  G clusters   n cells   K parameters   M mean of the treated after adoption
#include "measure/rollout/staggered/static_two_way.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "measure/answer/inference.hpp"
#include "measure/rollout/staggered/bacon.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

std::string remark(const Bacon& bacon, bool covariates) {
  if (bacon.parts.empty()) return say(MessageId::remark_two_way_unknown);
  double misleading = 0;
  for (const DecompositionPart& part : bacon.parts) {
    if (part.misleads) misleading = part.weight;
  }
  std::string text = misleading > 0 ? say(MessageId::remark_two_way, {{"share", format_percent(misleading)}})
                                    : say(MessageId::remark_two_way_none);
  if (covariates) text += " " + say(MessageId::remark_two_way_covariates);
  if (bacon.incomplete > 0)
    text += " " + say(MessageId::remark_two_way_incomplete, {{"units", format_count(bacon.incomplete)}});
  return text;
}

}  // namespace

StaticTwoWay static_two_way(const Panel& panel, const Question& question, const StaggeredSample& sample) {
  const CohortDesign design{effects_by_side(sample.panel, no_effect, 0), 1, {}};
  const CohortRegression regression = fit_cohorts(sample.panel, design);
  refuse_explained(panel, question, regression);
  StaggeredNumbers numbers;
  numbers.value = {regression.solution->coefficient[sample.panel.periods.size()]};
  numbers.scores = [&] {
    return CombinationScores(sample.panel, design, regression, {{{sample.panel.periods.size(), 1}}});
  };
  numbers.counted = counted_cells(sample, cell_weights(sample.panel, sample.panel.outcome));
  numbers.gaps = &regression.residual;
  const double g = static_cast<double>(sample.units.clusters.count);
  numbers.factor = cr1_factor(size_of(sample, regression), ParametersCounted::nested);
  Effect described;
  described.metric = panel.metrics[question.metric].metric;
  StaticTwoWay result{make_alternative(say(MessageId::way_static_two_way), described, average_moments(sample, numbers),
                                       {question.level, g - 1}),
                      {}};
  const Bacon bacon = bacon_decomposition(sample.panel);
  result.decomposition = bacon.parts;
  result.answer.purpose = Purpose::misleads;
  result.answer.remark = remark(bacon, !question.covariates.empty());
  return result;
}

void add_static_two_way(Effect& effect, const Panel& panel, const Question& question, const StaggeredSample& sample) {
  if (!effect.usable || effect.cohorts.size() < 2) return;
  StaticTwoWay other = static_two_way(panel, question, sample);
  effect.alternatives.push_back(std::move(other.answer));
  effect.decomposition = std::move(other.decomposition);
}

}  // namespace payoff
