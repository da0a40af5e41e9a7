// What the estimators of staggered adoption share: which cells they may use, what they average, and how an answer is
// put together from numbers that are linear in the cells.
//
// Weights   every treated unit-period counts alike in an average (ratio metrics: by the weight of its unit), so that
//           the averages of different estimators are comparable.
//
// Notation  C cohorts   T periods   N units   h numbers: the average, e event times, C cohorts; the headline alone: 1
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "measure/answer/cr1.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/options.hpp"
#include "measure/answer/sample.hpp"
#include "measure/diagnosis/event_path.hpp"
#include "measure/diagnosis/path_findings.hpp"
#include "measure/rollout/staggered/cohort_regression.hpp"
#include "measure/rollout/staggered/cohort_scores.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Adopters seen before they adopted and whoever never did, each in two periods at least. Cells of others are NaN.
struct StaggeredSample {
  CohortPanel panel;                                // covariates less their mean
  Sample units;                                     // those in the estimate
  std::vector<std::size_t> reference;               // (C) the last period before adoption in which the cohort was seen
  std::size_t adopters_left_out = 0, adopters = 0;  // never seen before they adopted; of how many
  std::size_t others_left_out = 0;                  // seen once

  std::size_t cell(std::size_t cohort, std::size_t t) const { return cohort * panel.periods.size() + t; }
  bool treated(std::size_t cohort, std::size_t t) const {
    return cohort < panel.cohorts.size() && static_cast<int>(t) >= panel.cohorts[cohort];
  }
  int reference_event_time() const;  // the latest of any cohort: mostly -1
  int event_time(std::size_t cohort, std::size_t t) const {
    return panel.periods[t] - panel.periods[static_cast<std::size_t>(panel.cohorts[cohort])];
  }
};

// Throws Error(method) where nobody is left to learn from: no adopter seen before and after, nobody to compare with.
StaggeredSample staggered_sample(const Panel& panel, const Question& question);

// Throws Error(method) naming a covariate that the constants and the others explain.
void refuse_explained(const Panel& panel, const Question& question, const CohortRegression& regression);

// Weighted mean of a number by cell ((C + 1) x T), over the units where mask is a number too; NaN = none there.
std::vector<double> cell_means(const CohortPanel& panel, const std::vector<double>& data,
                               const std::vector<double>& mask);

// Sum of the weights of the units whose number is not NaN, by cell ((C + 1) x T).
std::vector<double> cell_weights(const CohortPanel& panel, const std::vector<double>& data);

// Numbers to report, and what their errors need.
struct StaggeredNumbers {
  std::vector<int> event_time;  // (e) ascending, without the reference
  std::vector<double> value;    // (h) NaN = not had
  std::vector<double> counted;  // ((C + 1) x T) weights of the treated cells behind the average, as in cell_weights
  const std::vector<double>* gaps = nullptr;  // (T x N) NaN where a treated cell has no part in the average
  double factor = 1;                          // of the variance, for small samples
  // The influence of every unit on each (h); where each cluster is left out, nobody asks.
  std::function<AddScores()> scores{};
  // The values and the mean outcome (h + 1) of fewer units, with the shares of all.
  std::function<std::vector<double>(const StaggeredSample&)> again{};
};

// Of a fit with the constants of the sample's units absorbed.
inline RegressionSize size_of(const StaggeredSample& sample, const CohortRegression& regression) {
  return {sample.units.clusters.count, regression.observations, regression.solution->rank,
          static_cast<std::size_t>(std::ranges::count(sample.units.used, true))};
}

// Few clusters: every formula for the variance is too small (Cameron & Miller 2015, VI), leaving each out is not.
inline constexpr std::size_t few_clusters = 100;
enum class StaggeredErrors { automatic, jackknife, analytic };
inline constexpr ChoiceOption<StaggeredErrors> staggered_errors{
    "errors", "auto|jackknife|analytic",
    "by cluster: leaving each out in turn, or the method's formula; auto: jackknife up to 100 clusters"};

// (G-1)/G sum over clusters of (numbers without it - numbers)(same)' (h + 1 x h + 1); NaN where a cluster bears a number
// alone.
std::vector<double> jackknife_covariance(const StaggeredSample& sample, const StaggeredNumbers& numbers,
                                         const Context& context);

// Shares over cells ((C + 1) x T) that sum to 1, the few that are not 0, ascending; none = nothing there.
struct CellShare {
  std::size_t cell;
  double share;
  bool operator==(const CellShare&) const = default;
};
using CellShares = std::vector<CellShare>;

// What is averaged, from the weights ((C + 1) x T) of the cells in question, treated or leads.
struct Averages {
  std::vector<int> event_time;    // (e)
  std::vector<CellShares> share;  // (h)
};
Averages averages(const StaggeredSample& sample, const std::vector<double>& weights, Extent extent = Extent::whole);

// (h) the averages of what is known by cell, of the cells that are not NaN.
std::vector<double> averaged(const Averages& wanted, const std::vector<double>& cells);

// Mean of the outcome over the cells of the average, of the units where mask is a number.
double mean_outcome(const CohortPanel& panel, const Averages& wanted, const std::vector<double>& mask);

// The weights without leads: the cells behind the average.
std::vector<double> counted_cells(const StaggeredSample& sample, std::vector<double> weights);

EffectWithPath report_staggered(const Panel& panel, const Question& question, const StaggeredSample& sample,
                                const StaggeredNumbers& numbers, Extent extent, const Context& context);

// Of the average alone, with what would have been without the tool.
Moments average_moments(const StaggeredSample& sample, const StaggeredNumbers& numbers);

// The estimators, each in its file.
using StaggeredEstimator = EffectWithPath(const Panel&, const Question&, const StaggeredSample&, Extent,
                                          const Context&);
StaggeredEstimator interaction_weighted, imputation, two_stage;

// The fit and the answer of a method's row, from its estimator.
template <StaggeredEstimator estimator>
Effect staggered_answer(const Panel& panel, const Question& question, const Context& context) {
  return estimator(panel, question, staggered_sample(panel, question), Extent::headline, context).effect;
}
template <StaggeredEstimator estimator>
Effect staggered_fit(const Panel& panel, const Question& question, const Context& context) {
  return with_path_findings(estimator(panel, question, staggered_sample(panel, question), Extent::whole, context),
                            panel, context);
}

}  // namespace payoff
