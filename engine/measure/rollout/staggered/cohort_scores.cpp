#include "measure/rollout/staggered/cohort_scores.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "base/dense.hpp"

namespace payoff {
namespace {

constexpr std::size_t chunk = 512;  // units at a time: their influences stay in the cache

// Adds the influence of units begin, begin + 1, ... of one cohort on one number.
void add_influence(const CohortPanel& panel, const CohortScore& score, std::size_t cohort, std::size_t begin,
                   Eigen::Ref<Eigen::VectorXd> influence) {
  const std::size_t periods = panel.periods.size(), n = panel.units();
  const auto count = static_cast<std::size_t>(influence.size());
  for (std::size_t t = 0; t < periods; ++t) {
    const double slope = score.slope[cohort * periods + t];
    const double shift = score.shift.empty() ? 0 : score.shift[cohort * periods + t];
    const double* r = score.data.data() + t * n + begin;
    if (slope != 0 || shift != 0) {
      for (std::size_t i = 0; i < count; ++i) {
        const double part = slope * r[i] - shift;
        influence[static_cast<Eigen::Index>(i)] += part == part ? part : 0;  // NaN: no part in it
      }
    }
    if (score.covariate.empty() || score.in_fit[cohort * periods + t] == 0) continue;
    for (std::size_t j = 0; j < score.covariate.size(); ++j) {
      const double* x = panel.covariates[j].data() + t * n + begin;
      for (std::size_t i = 0; i < count; ++i) {
        if (!std::isnan(r[i])) influence[static_cast<Eigen::Index>(i)] += score.covariate[j] * x[i] * r[i];
      }
    }
  }
}

}  // namespace

CohortScore score_of(const CohortPanel& panel, const CohortDesign& design, const CohortRegression& regression,
                     const std::vector<double>& combination) {
  const std::size_t periods = panel.periods.size();
  const std::vector<double> a = regression.solution->apply(combination);
  CohortScore score{regression.residual, std::vector<double>(design.effect_of.size()), {}, {}, {}};
  score.covariate.assign(a.begin() + static_cast<std::ptrdiff_t>(periods + design.effects), a.end());
  for (std::size_t c = 0; c < design.effect_of.size(); ++c) {
    const int effect = design.effect_of[c];
    score.in_fit.push_back(effect != left_out);
    if (effect == left_out) continue;
    score.slope[c] = a[c % periods] + (effect < 0 ? 0 : a[periods + static_cast<std::size_t>(effect)]);
  }
  return score;
}

std::vector<double> score_products(const CohortPanel& panel, const std::vector<CohortScore>& scores) {
  const auto k = static_cast<Eigen::Index>(scores.size());
  const std::size_t clusters = panel.clusters_declared ? panel.clusters : 0;  // else every unit is one
  Eigen::MatrixXd by_cluster = Eigen::MatrixXd::Zero(k, static_cast<Eigen::Index>(clusters));
  Eigen::MatrixXd total = Eigen::MatrixXd::Zero(k, k);
  Eigen::MatrixXd influence;
  for (std::size_t c = 0; c + 1 < panel.cohort_begin.size(); ++c) {
    for (std::size_t begin = panel.cohort_begin[c]; begin < panel.cohort_begin[c + 1]; begin += chunk) {
      const std::size_t count = std::min(chunk, panel.cohort_begin[c + 1] - begin);
      influence.setZero(static_cast<Eigen::Index>(count), k);
      for (Eigen::Index s = 0; s < k; ++s) add_influence(panel, scores[s], c, begin, influence.col(s));
      for (std::size_t i = 0; i < count && !panel.weight.empty(); ++i) {
        influence.row(static_cast<Eigen::Index>(i)) *= panel.weight[begin + i];
      }
      if (clusters == 0) {
        total += transposed_times(influence, influence);
        continue;
      }
      for (std::size_t i = 0; i < count; ++i) {
        by_cluster.col(panel.cluster[begin + i]) += influence.row(static_cast<Eigen::Index>(i)).transpose();
      }
    }
  }
  if (clusters > 0) total = times_transposed(by_cluster, by_cluster);
  return {total.data(), total.data() + total.size()};
}

}  // namespace payoff
